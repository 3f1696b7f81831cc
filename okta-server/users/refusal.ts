import { type ErrorCode, invalid, notFound, OktaError } from '../errors.ts'
import type { Org } from '../org.ts'
import { type Call, transition } from './lifecycle.ts'
import type { Status, User } from './user.ts'

// Both calls use the same word in the summary, as recorded (okta-api §7.3, notes).
const suspendUser = 'suspendUser'

/** The status a call leads a user to; throws the error that Okta answers when the status does not allow it. */
export function requireTransition(call: Exclude<Call, 'delete'>, user: User, org: Org): Status {
  const outcome = transition(call, {
    status: user.status,
    hasPassword: user.password !== null,
    provider: user.provider.type,
  })
  if ('refused' in outcome) throw refusal(call, outcome.refused, user, org)
  if (outcome.status === 'GONE') throw new TypeError(`${call} cannot remove a user`)
  return outcome.status
}

function refusal(call: Call, code: ErrorCode, user: User, org: Org): OktaError {
  switch (call) {
    case 'suspend':
      return invalid(suspendUser, 'Cannot suspend a user that is not active')
    case 'unsuspend':
      return invalid(suspendUser, 'Cannot unsuspend a user that is not suspended')
    case 'deactivate':
      // okta-api §18.2: most sightings say 404, newer orgs may say 403.
      return org.choices.deactivateDeprovisioned === 403
        ? new OktaError('E0000038')
        : notFound(user.id, 'User')
    case 'unlock':
      return new OktaError(code, { causes: ['The user is not locked out.'] })
    case 'reset_password':
      return new OktaError(code, { summary: "Password reset is not allowed in the user's current status" })
    default:
      return new OktaError(code)
  }
}
