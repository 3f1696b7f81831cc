import type { Call, Client } from './client.ts'
import { segment } from './filter.ts'
import { type Thing, thing, thingAt } from './thing.ts'

export type App = Thing

/** One function per endpoint, named as Okta names it. All throw as `Client.get` does. */
export function appsOf(client: Client) {
  return {
    get: (id: string): Promise<App | undefined> => thingAt(client, pathOf(id), thing),
    /** The applications whose label, or when none has it whose name, is exactly this text. `q` is a prefix of either. */
    named: async (text: string): Promise<App[]> => {
      const found: App[] = []
      const query = new URLSearchParams({ q: text, limit: '200' })
      for await (const { values } of client.pages(`/api/v1/apps?${query}`))
        found.push(...values.map(value => thing(value, 'GET /api/v1/apps')))
      const labelled = found.filter(({ label }) => label === text)
      return labelled.length ? labelled : found.filter(({ name }) => name === text)
    },
    /**
     * The user's assignment, whose id is the user's; undefined when there is none, or no such application or user.
     * `expanded` embeds the user (`_embedded.user`).
     */
    user: (appId: string, userId: string, expanded = false): Promise<Thing | undefined> =>
      thingAt(client, `${userPath(appId, userId)}${expanded ? '?expand=user' : ''}`, thing),
    /** The group's assignment, whose id is the group's; undefined when there is none. */
    group: (appId: string, groupId: string): Promise<Thing | undefined> =>
      thingAt(client, groupPath(appId, groupId), thing),
  }
}

/** Assigns the user directly; an assignment through a group becomes direct. */
export const assignUserToApp = (appId: string, userId: string): Call => ({
  method: 'POST',
  path: `${pathOf(appId)}/users`,
  body: { id: userId, scope: 'USER' },
})

/** Takes the direct assignment away; what a group gives stays. */
export const unassignUserFromApp = (appId: string, userId: string): Call => ({
  method: 'DELETE',
  path: userPath(appId, userId),
})

export const assignGroupToApp = (appId: string, groupId: string): Call => ({
  method: 'PUT',
  path: groupPath(appId, groupId),
  body: {},
})

export const unassignGroupFromApp = (appId: string, groupId: string): Call => ({
  method: 'DELETE',
  path: groupPath(appId, groupId),
})

const pathOf = (id: string) => `/api/v1/apps/${segment(id)}`
const userPath = (id: string, userId: string) => `${pathOf(id)}/users/${segment(userId)}`
const groupPath = (id: string, groupId: string) => `${pathOf(id)}/groups/${segment(groupId)}`
