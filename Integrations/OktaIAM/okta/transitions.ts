import { STATUSES, type Status } from './statuses.ts'

/** What the lifecycle and password commands want of a user. */
export type Operation =
  | 'activate'
  | 'deactivate'
  | 'suspend'
  | 'unsuspend'
  | 'unlock'
  | 'set password'
  | 'set temporary password'
  | 'expire password'
  | 'make temporary password'
  | 'reset password'

/** Whether the call is worth sending, the wish is fulfilled already, or the status forbids it, and why. */
export type Verdict = { send: true } | { already: string } | { refused: string }

interface Rule {
  /** Completes "a user can be …" and "is already …". */
  readonly done: string
  readonly from: readonly Status[]
  readonly already: readonly Status[]
}

const ALIVE = STATUSES.filter(status => status !== 'DEPROVISIONED')
const ACTIVATED = ['PROVISIONED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT'] as const

/**
 * Okta's own rules (https://developer.okta.com/docs/concepts/user-lifecycle-states), per wish. Two are wider than the
 * drawing: a user whose password expired has a `suspend` link, and one who is ACTIVE may be blocked from unknown devices,
 * which `unlock` ends as well.
 */
const RULES: Record<Operation, Rule> = {
  activate: { done: 'activated', from: ['STAGED', 'DEPROVISIONED'], already: ACTIVATED },
  deactivate: { done: 'deactivated', from: ALIVE, already: ['DEPROVISIONED'] },
  suspend: { done: 'suspended', from: ['ACTIVE', 'PASSWORD_EXPIRED'], already: ['SUSPENDED'] },
  unsuspend: { done: 'unsuspended', from: ['SUSPENDED'], already: ['ACTIVE'] },
  unlock: {
    done: 'unlocked',
    from: ['LOCKED_OUT', 'ACTIVE'],
    already: ['PROVISIONED', 'RECOVERY', 'PASSWORD_EXPIRED'],
  },
  'set password': { done: 'given a password', from: ALIVE, already: [] },
  'set temporary password': { done: 'given a temporary password', from: ACTIVATED, already: [] },
  'expire password': {
    done: 'made to change the password',
    from: ['ACTIVE', 'RECOVERY', 'LOCKED_OUT'],
    already: ['PASSWORD_EXPIRED'],
  },
  'make temporary password': {
    done: 'given a temporary password',
    from: ['ACTIVE', 'RECOVERY', 'LOCKED_OUT', 'PASSWORD_EXPIRED'],
    already: [],
  },
  'reset password': { done: 'made to reset the password', from: ACTIVATED, already: [] },
}

/** What a wish comes to in a status; the texts name the user by `login` and the status that Okta has. */
export function verdict(operation: Operation, status: Status, login: string): Verdict {
  const { done, from, already } = RULES[operation]
  if (from.includes(status)) return { send: true }
  if (already.includes(status)) return { already: `User ${login} is already ${done} (status ${status}).` }
  const way = operation === 'suspend' && status !== 'DEPROVISIONED' ? DEACTIVATE : WAYS[status]
  return {
    refused: `User ${login} is ${status}, and only a user who is ${from.join(' or ')} can be ${done}. ${way}`,
  }
}

const DEACTIVATE = 'okta-deactivate-user takes the access away in any status.'

/** How a user gets on from a status. */
const WAYS: Record<Status, string> = {
  STAGED: 'okta-activate-user activates them.',
  PROVISIONED: 'okta-set-password finishes the activation.',
  ACTIVE: 'There is nothing to do.',
  RECOVERY: 'okta-set-password ends the password reset.',
  PASSWORD_EXPIRED: 'okta-set-password gives a new password.',
  LOCKED_OUT: 'okta-unlock-user unlocks them.',
  SUSPENDED: 'okta-unsuspend-user brings them back.',
  DEPROVISIONED: 'okta-activate-user activates them again.',
}
