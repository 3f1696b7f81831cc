import type { Call, Client } from './client.ts'
import { segment } from './filter.ts'
import { type Thing, thing } from './thing.ts'

/** One role as it is assigned to a user. Its id is that of the assignment. */
export type Role = Thing

/** One function per endpoint, named as Okta names it. All throw as `Client.get` does. */
export function rolesOf(client: Client) {
  return {
    /** Every role of the user; Okta knows no pages here. */
    list: async (userId: string): Promise<Role[]> => {
      const { values } = await client.page(rolesPath(userId))
      return values.map(value => thing(value, `GET ${rolesPath(userId)}`))
    },
  }
}

export const assignRole = (userId: string, type: string): Call => ({
  method: 'POST',
  path: rolesPath(userId),
  body: { type },
})

export const unassignRole = (userId: string, id: string): Call => ({
  method: 'DELETE',
  path: `${rolesPath(userId)}/${segment(id)}`,
})

/** The role is already assigned; newer orgs answer with the second code. */
export const ALREADY_ASSIGNED: ReadonlySet<string> = new Set(['E0000090', 'E0000263'])

/** Okta's standard roles, as suggestions: orgs have others, and the list grows (quirk S10). */
export const STANDARD_ROLES = [
  'SUPER_ADMIN',
  'ORG_ADMIN',
  'APP_ADMIN',
  'USER_ADMIN',
  'HELP_DESK_ADMIN',
  'READ_ONLY_ADMIN',
  'API_ACCESS_MANAGEMENT_ADMIN',
  'REPORT_ADMIN',
  'GROUP_MEMBERSHIP_ADMIN',
  'WORKFLOWS_ADMIN',
  'ACCESS_CERTIFICATIONS_ADMIN',
  'ACCESS_REQUESTS_ADMIN',
] as const

const rolesPath = (userId: string) => `/api/v1/users/${segment(userId)}/roles`
