import type { JsonObject } from '../json.ts'
import type { Org } from '../org.ts'
import type { Status, User } from './user.ts'

const paths = {
  activate: 'lifecycle/activate',
  reactivate: 'lifecycle/reactivate',
  deactivate: 'lifecycle/deactivate',
  suspend: 'lifecycle/suspend',
  unsuspend: 'lifecycle/unsuspend',
  unlock: 'lifecycle/unlock',
  resetFactors: 'lifecycle/reset_factors',
  resetPassword: 'lifecycle/reset_password',
  expirePassword: 'lifecycle/expire_password',
  forgotPassword: 'credentials/forgot_password',
  changePassword: 'credentials/change_password',
  changeRecoveryQuestion: 'credentials/change_recovery_question',
} as const
type Relation = keyof typeof paths

/** Offered only to somebody who has a password. */
const withPassword: readonly Relation[] = [
  'expirePassword',
  'forgotPassword',
  'changePassword',
  'changeRecoveryQuestion',
]

const byStatus: Record<Status, readonly Relation[]> = {
  STAGED: ['activate', 'resetFactors'],
  PROVISIONED: ['reactivate', 'deactivate', 'resetPassword', 'resetFactors'],
  ACTIVE: ['suspend', 'deactivate', 'resetPassword', ...withPassword, 'resetFactors'],
  RECOVERY: ['reactivate', 'deactivate', 'resetPassword', 'expirePassword', 'changePassword', 'resetFactors'],
  PASSWORD_EXPIRED: ['suspend', 'deactivate', 'resetPassword', ...withPassword, 'resetFactors'],
  LOCKED_OUT: ['unlock', 'suspend', 'deactivate', 'resetPassword', ...withPassword, 'resetFactors'],
  SUSPENDED: ['unsuspend', 'deactivate', 'resetFactors'],
  DEPROVISIONED: ['activate'],
}

/**
 * The links of a single-user answer by status (okta-api §7.1). They say what a caller may try, not what will work:
 * Okta offers `suspend` to PASSWORD_EXPIRED users as well.
 */
export function links(user: User, org: Org, origin: string): JsonObject {
  const self = `${origin}/api/v1/users/${user.id}`
  const offered = byStatus[user.status].filter(name => user.password !== null || !withPassword.includes(name))
  return {
    ...Object.fromEntries(offered.map(name => [name, { href: `${self}/${paths[name]}`, method: 'POST' }])),
    schema: { href: `${origin}/api/v1/meta/schemas/user/${org.schemaId}` },
    self: { href: self },
    type: { href: `${origin}/api/v1/meta/types/user/${org.typeId}` },
  }
}
