/** Decides what an IAM command does to a user. Pure: the table of test/OktaIAM/iam/lifecycle.test.ts is its specification. */

import { STATUSES, type Status } from '../okta/statuses.ts'

export type Wanted = 'create' | 'update' | 'enable' | 'disable'

/** What the instance and the arguments allow. */
export interface Switches {
  readonly mayCreate: boolean
  readonly mayUpdate: boolean
  readonly mayEnable: boolean
  readonly mayDisable: boolean
  readonly createIfNotExists: boolean
  /** The allow-enable argument; undefined when it was not given, which is not the same as true. */
  readonly allowEnable: boolean | undefined
  readonly disableBy: 'deactivate' | 'suspend'
}

export type Step = 'create' | 'activate' | 'update' | 'deactivate' | 'suspend'
export type Action = Wanted

/**
 * The steps to take in order. No step means skipped, and then a reason says why; a reason beside steps says what was
 * left undone. `refused` is a wish that the user's status does not allow: a failure, not a skip.
 */
export interface Plan {
  readonly action: Action
  readonly steps: readonly Step[]
  readonly reason?: string
  readonly refused?: true
}

export const DISABLED = 'Command is disabled.'
export const NO_SUCH_USER = 'User does not exist'
export const ALREADY_DISABLED = 'User is already disabled.'
export const ALREADY_ACTIVE = 'User is already active.'

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

/** A command that its switch forbids is skipped before anything is asked of Okta. */
export function isForbidden(wanted: Wanted, switches: Switches): boolean {
  const allowed = {
    create: switches.mayCreate,
    update: switches.mayUpdate,
    enable: switches.mayEnable,
    disable: switches.mayDisable,
  }
  return !allowed[wanted]
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
  if (wanted !== 'create' && !switches.createIfNotExists) return skip(wanted, NO_SUCH_USER)
  if (!switches.mayCreate)
    return skip(wanted, `${NO_SUCH_USER}, and creating users is not allowed (create-user-enabled).`)
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
    const reason = 'User already exists, and updating users is not allowed (update-user-enabled).'
    return enables ? { action: 'enable', steps: ['activate'], reason } : skip('update', reason)
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

function whyNotEnabled({ allowEnable, mayEnable }: Switches): string | undefined {
  if (allowEnable === false) return 'allow-enable is false'
  return mayEnable ? undefined : 'enabling users is not allowed (enable-user-enabled)'
}

function untouched(status: Status): { reason?: string } {
  if (status === 'SUSPENDED')
    return { reason: 'User is SUSPENDED and stays so; lift the suspension in Okta when it is meant to end.' }
  if (status === 'LOCKED_OUT')
    return { reason: 'User is LOCKED_OUT and stays so; unlock it in Okta when that is meant.' }
  return {}
}

function skip(action: Action, reason: string): Plan {
  return { action, steps: [], reason }
}
