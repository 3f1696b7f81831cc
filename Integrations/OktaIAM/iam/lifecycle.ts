/** Decides what an IAM command does to a user. Pure: the table of test/OktaIAM/iam/lifecycle.test.ts is its specification. */

import {
  ALREADY_ACTIVE,
  ALREADY_DISABLED,
  DISABLED,
  isForbidden,
  type Plan as KitPlan,
  type Switches as KitSwitches,
  NO_SUCH_USER,
  NOT_UPDATED,
  skip,
  type Wanted,
  whyNotCreated,
  whyNotEnabled,
} from '../../../kit/iam/switches.ts'
import { STATUSES, type Status } from '../okta/statuses.ts'

export interface Switches extends KitSwitches {
  readonly disableBy: 'deactivate' | 'suspend'
}

export type Step = 'create' | 'activate' | 'update' | 'deactivate' | 'suspend'
export type Plan = KitPlan<Step>

/** Statuses that count as active in IAM.Vendor. LOCKED_OUT does: the person is employed and unlocks by themselves. */
const ACTIVE_STATUSES: ReadonlySet<Status> = new Set([
  'ACTIVE',
  'PROVISIONED',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
])

export function isActive(status: Status): boolean {
  return ACTIVE_STATUSES.has(status)
}

/** From the wish and the user's status (undefined: nobody there) to the plan. */
export function plan(wanted: Wanted, status: Status | undefined, switches: Switches): Plan {
  if (isForbidden(wanted, switches)) return { action: wanted, steps: [], reason: DISABLED }
  if (status !== undefined && !STATUSES.includes(status)) {
    const reason = `The user has the status ${status}, which this version does not know; nothing was changed.`
    return { action: wanted, steps: [], reason, refused: true }
  }
  if (wanted === 'disable') return planDisable(status, switches)
  if (status === undefined) return planMissing(wanted, switches)
  if (wanted === 'enable') return planEnable(status, switches)
  return planExisting(wanted, status, switches)
}

function planMissing(wanted: Wanted, switches: Switches): Plan {
  const whyNot = whyNotCreated(wanted, switches)
  if (whyNot) return skip(wanted, whyNot)
  const why = whyNotEnabled(switches)
  if (why) return { action: 'create', steps: ['create'], reason: `The user stays STAGED: ${why}.` }
  return { action: 'create', steps: ['create', 'activate'] }
}

/** create and update of a user who exists. Nothing here ever unsuspends or unlocks. */
function planExisting(wanted: 'create' | 'update', status: Status, switches: Switches): Plan {
  const activates =
    status === 'DEPROVISIONED' ||
    (status === 'STAGED' && (wanted === 'create' || switches.allowEnable === true))
  const why = activates ? whyNotEnabled(switches) : undefined
  if (status === 'DEPROVISIONED' && why) {
    return skip('update', `User is DEPROVISIONED, which Okta does not update, and is not enabled: ${why}.`)
  }
  const enables = activates && !why
  if (!switches.mayUpdate) {
    return enables
      ? { action: 'enable', steps: ['activate'], reason: NOT_UPDATED }
      : skip('update', NOT_UPDATED)
  }
  if (enables) return { action: 'enable', steps: ['activate', 'update'] }
  return {
    action: 'update',
    steps: ['update'],
    ...(why ? { reason: `The user stays STAGED: ${why}.` } : untouched(status)),
  }
}

function planEnable(status: Status, switches: Switches): Plan {
  if (status === 'SUSPENDED' || status === 'LOCKED_OUT') return skip('enable', untouched(status).reason ?? '')
  if (isActive(status)) return skip('enable', ALREADY_ACTIVE)
  const reason = 'The profile was not updated: updating users is not allowed (update-user-enabled).'
  return switches.mayUpdate
    ? { action: 'enable', steps: ['activate', 'update'] }
    : { action: 'enable', steps: ['activate'], reason }
}

function planDisable(status: Status | undefined, { disableBy }: Switches): Plan {
  if (status === undefined) return skip('disable', NO_SUCH_USER)
  if (status === 'DEPROVISIONED') return skip('disable', ALREADY_DISABLED)
  if (disableBy === 'deactivate') return { action: 'disable', steps: ['deactivate'] }
  if (status === 'SUSPENDED' || status === 'STAGED')
    return skip('disable', `${ALREADY_DISABLED} It is ${status}.`)
  // Okta's pages allow suspending only from ACTIVE, yet a PASSWORD_EXPIRED user carries the link: let Okta decide.
  if (status === 'ACTIVE' || status === 'PASSWORD_EXPIRED') return { action: 'disable', steps: ['suspend'] }
  const reason = `Okta suspends only ACTIVE users and this one is ${status}; set "Disable by" to deactivate, or make the user ACTIVE first.`
  return { action: 'disable', steps: [], reason, refused: true }
}

function untouched(status: Status): { reason?: string } {
  if (status === 'SUSPENDED')
    return { reason: 'User is SUSPENDED and stays so; lift the suspension in Okta when it is meant to end.' }
  if (status === 'LOCKED_OUT')
    return { reason: 'User is LOCKED_OUT and stays so; unlock it in Okta when that is meant.' }
  return {}
}
