import type { JsonObject } from '../../../kit/wire.ts'
import type { Client } from './client.ts'
import { NOT_FOUND, notOkta, OktaError } from './errors.ts'
import { segment } from './filter.ts'

/** Okta's eight user statuses. https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/ */
export const STATUSES = [
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
  'DEPROVISIONED',
] as const
export type Status = (typeof STATUSES)[number]

export interface User extends JsonObject {
  id: string
  status: Status
  profile: JsonObject
}

/** One function per endpoint, named as Okta names it. All throw as `Client.request` does. */
export function usersOf(client: Client) {
  const lifecycle = (id: string, operation: string) =>
    client.request('POST', `/api/v1/users/${segment(id)}/lifecycle/${operation}`)
  return {
    /** The user with this id or login; undefined when there is none (E0000007). */
    get: async (idOrLogin: string): Promise<User | undefined> => {
      const path = `/api/v1/users/${segment(idOrLogin)}`
      try {
        return user(await client.request('GET', path), path)
      } catch (error) {
        if (error instanceof OktaError && error.code === NOT_FOUND) return undefined
        throw error
      }
    },
    /** Every user that a filter finds (attributes and operators: Okta's list-users page). */
    filter: (expression: string) => all(client, 'filter', expression),
    /** Every user that a search finds. Its index lags behind by about a second, so a hit must be read again. */
    search: (expression: string) => all(client, 'search', expression),
    create: async (profile: JsonObject) =>
      user(await client.request('POST', '/api/v1/users?activate=false', { profile }), '/api/v1/users'),
    /** Partial update: attributes that are not sent stay, null clears one. */
    update: (id: string, profile: JsonObject) =>
      client.request('POST', `/api/v1/users/${segment(id)}`, { profile }),
    activate: (id: string, sendEmail: boolean) => lifecycle(id, `activate?sendEmail=${sendEmail}`),
    deactivate: (id: string) => lifecycle(id, 'deactivate'),
    suspend: (id: string) => lifecycle(id, 'suspend'),
    /** The user whom the token stands for. */
    me: async () => user(await client.request('GET', '/api/v1/users/me'), '/api/v1/users/me'),
  }
}

export type Users = ReturnType<typeof usersOf>

async function all(client: Client, parameter: 'filter' | 'search', expression: string): Promise<User[]> {
  const path = `/api/v1/users?${parameter}=${encodeURIComponent(expression)}`
  const found: User[] = []
  for await (const page of client.pages(path)) found.push(...page.map(one => user(one, path)))
  return found
}

/** Trust in an answer ends here: whatever lacks an id, a status or a profile was not written by Okta. */
function user(value: unknown, path: string): User {
  const candidate = value as User | undefined
  if (
    typeof candidate?.id === 'string' &&
    typeof candidate.status === 'string' &&
    typeof candidate.profile === 'object'
  ) {
    return candidate
  }
  const answer = { request: path, status: 200 }
  throw new OktaError(answer, undefined, notOkta(answer, JSON.stringify(value) ?? ''))
}
