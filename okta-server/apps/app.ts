import type { JsonObject } from '../json.ts'

export const signOnModes = [
  'SAML_2_0',
  'OPENID_CONNECT',
  'BOOKMARK',
  'SECURE_PASSWORD_STORE',
  'BROWSER_PLUGIN',
  'AUTO_LOGIN',
] as const

/** Ways to sign on where Okta keeps a password for the app; others refuse one with E0000041. */
const withPassword: readonly Application['signOnMode'][] = [
  'SECURE_PASSWORD_STORE',
  'BROWSER_PLUGIN',
  'AUTO_LOGIN',
]

/** An application as the org keeps it; a write puts a new value, the assignments stay in the two maps. */
export interface Application {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly signOnMode: (typeof signOnModes)[number]
  readonly created: string
  readonly lastUpdated: string
  /** Whether people see it on their dashboard. */
  readonly hidden: boolean
  readonly features: readonly string[]
  readonly settings: JsonObject
  /** By user id. */
  readonly users: Map<string, AppUser>
  /** By group id. */
  readonly groups: Map<string, GroupAssignment>
}

/** The assignment of an application to a user: direct (USER), or because a group has it (GROUP). */
export interface AppUser {
  readonly id: string
  readonly userId: string
  readonly scope: 'USER' | 'GROUP'
  readonly created: string
  readonly lastUpdated: string
  readonly statusChanged: string
  readonly passwordChanged: string | null
  readonly userName: string
  readonly profile: JsonObject
}

export interface GroupAssignment {
  /** The group's. */
  readonly id: string
  readonly lastUpdated: string
  readonly priority: number
  readonly profile: JsonObject
}

export function keepsPasswords(app: Application): boolean {
  return withPassword.includes(app.signOnMode)
}
