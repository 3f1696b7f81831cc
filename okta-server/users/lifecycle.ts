import type { ErrorCode } from '../errors.ts'
import { type Provider, type Status, statuses } from './user.ts'

/** What the lifecycle depends on besides the call. */
export interface Facts {
  status: Status
  hasPassword: boolean
  provider: Provider['type']
}

export type Outcome = { status: Status | 'GONE' } | { refused: ErrorCode }

interface Rule {
  from: readonly Status[]
  to: Status | 'same' | 'GONE' | ((facts: Facts) => Status | 'GONE')
  otherwise: ErrorCode
}

const alive: readonly Status[] = statuses.filter(status => status !== 'DEPROVISIONED')
const federated: readonly Provider['type'][] = ['FEDERATION', 'SOCIAL']

/** A user with a usable way to sign in is ACTIVE at once, another has to set a password first (okta-api §7.2). */
const activated = ({ hasPassword, provider }: Facts): Status =>
  hasPassword || federated.includes(provider) ? 'ACTIVE' : 'PROVISIONED'

const afterNewPassword = ({ status }: Facts): Status =>
  status === 'PROVISIONED' || status === 'RECOVERY' || status === 'PASSWORD_EXPIRED' ? 'ACTIVE' : status

/** The legality matrix of okta-api §7.3: from which statuses a call works, where it leads, else which error. */
const rules = {
  activate: { from: ['STAGED', 'DEPROVISIONED'], to: activated, otherwise: 'E0000016' },
  reactivate: { from: ['PROVISIONED', 'RECOVERY'], to: 'same', otherwise: 'E0000038' },
  deactivate: { from: alive, to: 'DEPROVISIONED', otherwise: 'E0000007' },
  suspend: { from: ['ACTIVE'], to: 'SUSPENDED', otherwise: 'E0000001' },
  unsuspend: { from: ['SUSPENDED'], to: 'ACTIVE', otherwise: 'E0000001' },
  unlock: { from: ['LOCKED_OUT'], to: 'ACTIVE', otherwise: 'E0000032' },
  expire_password: {
    from: ['ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT'],
    to: 'PASSWORD_EXPIRED',
    otherwise: 'E0000038',
  },
  reset_password: {
    from: ['PROVISIONED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT'],
    to: 'RECOVERY',
    otherwise: 'E0000017',
  },
  reset_factors: { from: alive, to: 'same', otherwise: 'E0000038' },
  change_password: {
    from: ['STAGED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED'],
    to: afterNewPassword,
    otherwise: 'E0000035',
  },
  change_recovery_question: { from: ['STAGED', 'ACTIVE', 'RECOVERY'], to: 'same', otherwise: 'E0000036' },
  forgot_password: { from: ['ACTIVE'], to: 'same', otherwise: 'E0000034' },
  update: { from: alive, to: 'same', otherwise: 'E0000038' },
  set_password: { from: alive, to: afterNewPassword, otherwise: 'E0000038' },
  delete: {
    from: [...alive, 'DEPROVISIONED'],
    to: ({ status }) => (status === 'DEPROVISIONED' ? 'GONE' : 'DEPROVISIONED'),
    otherwise: 'E0000038',
  },
} as const satisfies Record<string, Rule>

export type Call = keyof typeof rules
export const calls = Object.keys(rules) as Call[]

/** Where a call leads a user, or the code of the error that refuses it. Pure; the whole of okta-api §7.3. */
export function transition(call: Call, facts: Facts): Outcome {
  const rule: Rule = rules[call]
  if (!rule.from.includes(facts.status)) return { refused: rule.otherwise }
  if (rule.to === 'same') return { status: facts.status }
  return { status: typeof rule.to === 'function' ? rule.to(facts) : rule.to }
}

/** The status of a new user, or the code of the error that refuses it (okta-api §7.4). */
export function creation(
  wanted: { activate: boolean; changePassword: boolean },
  facts: Omit<Facts, 'status'>,
): { status: Status } | { refused: ErrorCode } {
  if (wanted.changePassword && !wanted.activate) return { refused: 'E0000125' }
  if (wanted.changePassword && !facts.hasPassword) return { refused: 'E0000124' }
  if (!wanted.activate) return { status: 'STAGED' }
  return { status: wanted.changePassword ? 'PASSWORD_EXPIRED' : activated({ ...facts, status: 'STAGED' }) }
}
