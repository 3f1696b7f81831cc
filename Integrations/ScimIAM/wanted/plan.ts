import {
  ALREADY_ACTIVE,
  ALREADY_DISABLED,
  DISABLED,
  isForbidden,
  NO_SUCH_USER,
  NOT_UPDATED,
  type Plan,
  type Switches,
  skip,
  type Wanted,
  whyNotCreated,
  whyNotEnabled,
} from '../../../kit/iam/switches.ts'

export type Step = 'create' | 'activate' | 'update' | 'deactivate'
export type UserPlan = Plan<Step> & {
  /** Of a new user: whether it may be used at once. */
  readonly isActive?: boolean
}

/**
 * From the wish and the user's state (undefined: nobody there) to the plan. Activating and updating go in one request.
 * Pure: the table of test/ScimIAM/wanted/plan.test.ts is its specification.
 */
export function plan(wanted: Wanted, active: boolean | undefined, switches: Switches): UserPlan {
  if (isForbidden(wanted, switches)) return skip(wanted, DISABLED)
  if (wanted === 'disable') {
    if (active === undefined) return skip('disable', NO_SUCH_USER)
    return active ? { action: 'disable', steps: ['deactivate'] } : skip('disable', ALREADY_DISABLED)
  }
  if (active === undefined) return planMissing(wanted, switches)
  if (wanted === 'enable' && active) return skip('enable', ALREADY_ACTIVE)
  return planExisting(active, switches)
}

function planMissing(wanted: Wanted, switches: Switches): UserPlan {
  const whyNot = whyNotCreated(wanted, switches)
  if (whyNot) return skip(wanted, whyNot)
  const why = whyNotEnabled(switches)
  if (why) return { action: 'create', steps: ['create'], isActive: false, reason: stays('new', why) }
  return { action: 'create', steps: ['create'], isActive: true }
}

function planExisting(active: boolean, switches: Switches): UserPlan {
  const why = active ? undefined : whyNotEnabled(switches)
  const enables = !active && !why
  if (!switches.mayUpdate)
    return enables
      ? { action: 'enable', steps: ['activate'], reason: NOT_UPDATED }
      : skip('update', NOT_UPDATED)
  if (enables) return { action: 'enable', steps: ['activate', 'update'] }
  return { action: 'update', steps: ['update'], ...(why && { reason: stays('same', why) }) }
}

function stays(which: 'new' | 'same', why: string): string {
  return which === 'new' ? `The user was made inactive: ${why}.` : `The user stays inactive: ${why}.`
}
