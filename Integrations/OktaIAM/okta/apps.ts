import type { Client } from './client.ts'
import { segment } from './filter.ts'
import { type Thing, thing, thingAt } from './thing.ts'

export type App = Thing

/** One function per endpoint, named as Okta names it. All throw as `Client.get` does. */
export function appsOf(client: Client) {
  return {
    get: (id: string): Promise<App | undefined> => thingAt(client, `/api/v1/apps/${segment(id)}`, thing),
    /** The applications whose label, or when none has it whose name, is exactly this text. `q` is a prefix of either. */
    named: async (text: string): Promise<App[]> => {
      const found: App[] = []
      const query = new URLSearchParams({ q: text, limit: '200' })
      for await (const { values } of client.pages(`/api/v1/apps?${query}`))
        found.push(...values.map(value => thing(value, 'GET /api/v1/apps')))
      const labelled = found.filter(({ label }) => label === text)
      return labelled.length ? labelled : found.filter(({ name }) => name === text)
    },
  }
}
