import type { JsonObject } from '../../../kit/wire.ts'
import type { Client } from './client.ts'
import { quote, segment } from './filter.ts'
import { type Thing, thing, thingAt } from './thing.ts'

export interface Group extends Thing {
  profile: JsonObject
}

/** One function per endpoint, named as Okta names it. All throw as `Client.get` does. */
export function groupsOf(client: Client) {
  return {
    get: (id: string): Promise<Group | undefined> => thingAt(client, `/api/v1/groups/${segment(id)}`, group),
    /**
     * The groups with exactly this name. Search knows names, but its index lags behind, so when it finds none the prefix
     * query, which does not lag and knows no pages, is asked too.
     */
    named: async (name: string): Promise<Group[]> => {
      const exact = async (query: string) => {
        const found: Group[] = []
        for await (const { values } of client.pages(`/api/v1/groups?${query}`))
          found.push(...values.map(value => group(value, 'GET /api/v1/groups')))
        return found.filter(({ profile }) => profile.name === name)
      }
      const found = await exact(new URLSearchParams({ search: `profile.name eq ${quote(name)}` }).toString())
      return found.length ? found : exact(new URLSearchParams({ q: name }).toString())
    },
  }
}

/** Throws OktaError when the answer is no group. */
export function group(value: unknown, request: string): Group {
  const found = thing(value, request) as Group
  return { ...found, profile: found.profile ?? {} }
}
