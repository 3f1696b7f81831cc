import type { JsonObject } from '../../../kit/wire.ts'
import type { Client } from './client.ts'
import { NOT_FOUND, notOkta, OktaError } from './errors.ts'
import { segment } from './filter.ts'
import type { Status } from './statuses.ts'

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
        return user(await client.request('GET', path), `GET ${path}`)
      } catch (error) {
        if (error instanceof OktaError && error.code === NOT_FOUND) return undefined
        throw error
      }
    },
    /** Every user that a filter finds (attributes and operators: Okta's list-users page). */
    filter: (expression: string) => all(client, 'filter', expression),
    /** Every user that a search finds. Its index lags behind by about a second, so a hit must be read again. */
    search: (expression: string) => all(client, 'search', expression),
    create: async (profile: JsonObject) => {
      const path = '/api/v1/users?activate=false'
      const created = await client.request('POST', path, { profile })
      if (created !== undefined) return user(created, `POST ${path}`)
      const summary =
        'Okta took the request and answered without the user, so what became of it is not known; run the command again, it goes on from what it finds'
      throw new OktaError({ request: `POST ${path}` }, undefined, summary)
    },
    /** Partial update: attributes that are not sent stay, null clears one. */
    update: (id: string, profile: JsonObject) =>
      client.request('POST', `/api/v1/users/${segment(id)}`, { profile }),
    activate: (id: string, sendEmail: boolean) => lifecycle(id, `activate?sendEmail=${sendEmail}`),
    deactivate: (id: string) => lifecycle(id, 'deactivate'),
    suspend: (id: string) => lifecycle(id, 'suspend'),
    /** The user whom the token stands for. */
    me: async () => user(await client.request('GET', '/api/v1/users/me'), 'GET /api/v1/users/me'),
  }
}

export type Users = ReturnType<typeof usersOf>

async function all(client: Client, parameter: 'filter' | 'search', expression: string): Promise<User[]> {
  const found: User[] = []
  for await (const page of client.pages(`/api/v1/users?${parameter}=${encodeURIComponent(expression)}`)) {
    found.push(...page.map(one => user(one, `GET /api/v1/users?${parameter}=…`)))
  }
  return found
}

/** Trust in an answer ends here: whatever lacks an id, a status or a profile was not written by Okta. */
function user(value: unknown, request: string): User {
  const candidate = value as User | null | undefined
  const { id, status, profile } = candidate ?? {}
  const hasProfile = typeof profile === 'object' && profile !== null && !Array.isArray(profile)
  if (candidate && typeof id === 'string' && typeof status === 'string' && hasProfile) return candidate
  throw new OktaError({ request }, undefined, notOkta({ request }, JSON.stringify(value) ?? ''))
}
