import type { Json } from '../json.ts'
import type { Digest } from './password.ts'

export const statuses = [
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
  'DEPROVISIONED',
] as const
export type Status = (typeof statuses)[number]

export const providerTypes = ['OKTA', 'ACTIVE_DIRECTORY', 'LDAP', 'FEDERATION', 'SOCIAL', 'IMPORT'] as const
export interface Provider {
  type: (typeof providerTypes)[number]
  name: string
}

/** Attribute names are checked against the schema before they get here, so a plain object is safe. */
export type Profile = { [attribute: string]: Json } & {
  login: string
  email: string
  firstName: string
  lastName: string
}

/** A user as the org keeps it. Never changed in place: every write puts a new value with a higher version. */
export interface User {
  readonly id: string
  readonly version: number
  readonly status: Status
  readonly created: string
  readonly activated: string | null
  readonly statusChanged: string | null
  readonly lastLogin: string | null
  readonly lastUpdated: string
  readonly passwordChanged: string | null
  readonly profile: Profile
  readonly provider: Provider
  readonly password: Digest | null
  readonly formerPasswords: readonly Digest[]
  readonly recovery: { readonly question: string; readonly answer: Digest } | null
}

export const okta: Provider = { type: 'OKTA', name: 'OKTA' }

/** The user after a change at an instant: `lastUpdated` moves, and `statusChanged` when the status does. */
export function changed(user: User, changes: Partial<User>, now: string): User {
  const moved = changes.status !== undefined && changes.status !== user.status
  const statusChanged = moved ? now : user.statusChanged
  return { ...user, statusChanged, ...changes, lastUpdated: now, version: user.version + 1 }
}
