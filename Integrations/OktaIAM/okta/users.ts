import type { JsonObject } from '../../../kit/wire.ts'
import type { Call, Client } from './client.ts'
import { NOT_FOUND, notOkta, OktaError } from './errors.ts'
import { segment } from './filter.ts'
import type { Status } from './statuses.ts'

export interface User extends JsonObject {
  id: string
  status: Status
  profile: JsonObject
}

/** One function per endpoint, named as Okta names it. All throw as `Client.get` does. */
export function usersOf(client: Client) {
  return {
    /** The user with this id or login; undefined when there is none (E0000007). */
    get: async (idOrLogin: string): Promise<User | undefined> => {
      const path = `/api/v1/users/${segment(idOrLogin)}`
      try {
        return user(await client.get(path), `GET ${path}`)
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
      const call = createUser({ profile }, { activate: 'false' })
      const created = await client.send(call)
      if (created !== undefined) return user(created, `POST ${call.path}`)
      const summary =
        'Okta took the request and answered without the user, so what became of it is not known; run the command again, it goes on from what it finds'
      throw new OktaError({ request: `POST ${call.path}` }, undefined, summary)
    },
    /** The user whom the token stands for. */
    me: async () => user(await client.get('/api/v1/users/me'), 'GET /api/v1/users/me'),
  }
}

export type Users = ReturnType<typeof usersOf>

export const createUser = (body: JsonObject, query: Record<string, string>): Call => ({
  method: 'POST',
  path: `/api/v1/users?${new URLSearchParams(query)}`,
  body,
})

/** Partial update: what is not sent stays, null clears an attribute. The body holds `profile`, `credentials` or both. */
export const updateUser = (id: string, body: JsonObject): Call => ({
  method: 'POST',
  path: `/api/v1/users/${segment(id)}`,
  body,
})

export const activateUser = (id: string, sendEmail: boolean) =>
  lifecycle(id, `activate?sendEmail=${sendEmail}`)
export const deactivateUser = (id: string) => lifecycle(id, 'deactivate')
export const suspendUser = (id: string) => lifecycle(id, 'suspend')

/** A call of the user's lifecycle. https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/ */
export function lifecycle(id: string, operation: string): Call {
  return { method: 'POST', path: `/api/v1/users/${segment(id)}/lifecycle/${operation}` }
}

async function all(client: Client, parameter: 'filter' | 'search', expression: string): Promise<User[]> {
  const found: User[] = []
  for await (const { values } of client.pages(
    `/api/v1/users?${parameter}=${encodeURIComponent(expression)}`,
  )) {
    found.push(...values.map(one => user(one, `GET /api/v1/users?${parameter}=…`)))
  }
  return found
}

/** Trust in an answer ends here: whatever lacks an id, a status or a profile was not written by Okta. */
export function user(value: unknown, request: string): User {
  const candidate = value as User | null | undefined
  const { id, status, profile } = candidate ?? {}
  const hasProfile = typeof profile === 'object' && profile !== null && !Array.isArray(profile)
  if (candidate && typeof id === 'string' && typeof status === 'string' && hasProfile) return candidate
  throw new OktaError({ request }, undefined, notOkta({ request }, JSON.stringify(value) ?? ''))
}
