import type { JsonObject } from '../../../kit/wire.ts'
import type { Call, Client } from './client.ts'
import { quote, segment } from './filter.ts'
import { type Thing, thing, thingAt } from './thing.ts'

export interface Group extends Thing {
  profile: JsonObject
}

/** The most that Okta gives on one page of each list (okta-api §5). */
export const GROUP_PAGES = { groups: 10_000, members: 1000, groupsOfUser: 200 } as const

export const groupPaths = {
  members: (groupId: string) => `/api/v1/groups/${segment(groupId)}/users`,
  groupsOfUser: (userId: string) => `/api/v1/users/${segment(userId)}/groups`,
} as const

/** One function per endpoint, named as Okta names it. All throw as `Client.get` does. */
export function groupsOf(client: Client) {
  const get = (id: string): Promise<Group | undefined> =>
    thingAt(client, `/api/v1/groups/${segment(id)}`, group)
  return {
    get,
    /**
     * The groups with exactly this name. Search knows names, but its index lags behind: a hit is read again and must still
     * have the name, and when none is left the prefix query, which does not lag and knows no pages, is asked too.
     */
    named: async (name: string): Promise<Group[]> => {
      const exact = async (parameter: 'search' | 'q', value: string) => {
        const query = new URLSearchParams({ [parameter]: value, limit: String(GROUP_PAGES.groups) })
        const found: Group[] = []
        for await (const { values } of client.pages(`/api/v1/groups?${query}`))
          found.push(...values.map(value => group(value, 'GET /api/v1/groups')))
        return found.filter(({ profile }) => profile.name === name)
      }
      const hits = await exact('search', `profile.name eq ${quote(name)}`)
      const read = await Promise.all(hits.map(({ id }) => get(id)))
      const found = read.filter(one => one !== undefined).filter(({ profile }) => profile.name === name)
      return found.length ? found : exact('q', name)
    },
    /**
     * Whether a user belongs to a group. The groups of the user tell it, in one call for all but a few: the members may be
     * thousands, and their list leaves out those who are DEPROVISIONED, who belong to the group all the same.
     */
    hasMember: async (groupId: string, userId: string): Promise<boolean> => {
      const path = groupPaths.groupsOfUser(userId)
      for await (const { values } of client.pages(`${path}?limit=${GROUP_PAGES.groupsOfUser}`))
        if (values.some(value => thing(value, `GET ${path}`).id === groupId)) return true
      return false
    },
  }
}

export const createGroup = (profile: JsonObject): Call => ({
  method: 'POST',
  path: '/api/v1/groups',
  body: { profile },
})

/** The whole profile: an attribute that is not sent is lost. */
export const replaceGroup = (id: string, profile: JsonObject): Call => ({
  method: 'PUT',
  path: `/api/v1/groups/${segment(id)}`,
  body: { profile },
})

export const deleteGroup = (id: string): Call => ({
  method: 'DELETE',
  path: `/api/v1/groups/${segment(id)}`,
})

/** Adding a member and removing nobody are no errors in Okta (okta-api §13). */
export const addMember = (groupId: string, userId: string): Call => ({
  method: 'PUT',
  path: `${groupPaths.members(groupId)}/${segment(userId)}`,
})

export const removeMember = (groupId: string, userId: string): Call => ({
  method: 'DELETE',
  path: `${groupPaths.members(groupId)}/${segment(userId)}`,
})

/** Throws OktaError when the answer is no group. */
export function group(value: unknown, request: string): Group {
  const found = thing(value, request) as Group
  return { ...found, profile: found.profile ?? {} }
}
