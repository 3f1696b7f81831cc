import type { JsonObject } from '../../../kit/wire.ts'
import type { TestOrg } from '../org.ts'

export const FILTER = 'eventType eq "user.account.update_profile"'

export interface Poller {
  /** One fetch; gives the uuids of its incidents, saved as a platform saves them: incidents first, then the place. */
  fetch(params?: JsonObject): Promise<string[]>
  /** Fetches until one gives nothing; gives how many gave something. */
  drain(params?: JsonObject): Promise<number>
  /** Every uuid delivered so far, in order. */
  readonly delivered: string[]
  lastRun: JsonObject
  /** What the last fetch said when it failed. */
  error: string | undefined
}

/** An instance that fetches, with the memory that a platform gives it. */
export function poller(org: TestOrg, own: JsonObject = {}, integrationContext: JsonObject = {}): Poller {
  const self: Poller = {
    delivered: [],
    lastRun: {},
    error: undefined,
    async fetch(params = {}) {
      const settings = { auto_generate_query_filter: false, fetch_query_filter: FILTER, 'longest-wait': 3 }
      const { now } = (await (await org.call('GET', '/_test/clock')).json()) as { now: string }
      const done = await org.command(
        'fetch-incidents',
        {},
        { ...settings, first_fetch: '0 minutes', ...own, ...params },
        { lastRun: self.lastRun, integrationContext, now },
      )
      self.error = done.incidents
        ? undefined
        : String(done.entries[0]?.HumanReadable ?? done.entries[0]?.Contents)
      const uuids = (done.incidents ?? []).map(
        ({ rawJSON }) => (JSON.parse(String(rawJSON)) as { uuid: string }).uuid,
      )
      self.delivered.push(...uuids)
      self.lastRun = done.lastRun ?? self.lastRun
      return uuids
    },
    async drain(params) {
      for (let fetches = 0; ; fetches += 1) if (!(await self.fetch(params)).length) return fetches
    },
  }
  return self
}

let changes = 0
/** So many profile changes, each one event. */
export async function burst(org: TestOrg, id: string, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    changes += 1
    const answer = await org.call('POST', `/api/v1/users/${id}`, { profile: { title: `Title ${changes}` } })
    if (!answer.ok) throw new Error(await answer.text())
  }
}

/** The uuids of the log, in the order in which they were persisted. */
export async function logged(org: TestOrg, since: string, filter = FILTER): Promise<string[]> {
  const uuids: string[] = []
  const query = new URLSearchParams({ since, filter, limit: '1000', sortOrder: 'ASCENDING' })
  for (let path = `/api/v1/logs?${query}`; ; ) {
    const answer = await org.call('GET', path)
    const events = (await answer.json()) as { uuid: string }[]
    if (!events.length) return uuids
    uuids.push(...events.map(({ uuid }) => uuid))
    const [, next = ''] = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '') ?? []
    path = next.replace(org.okta.url, '')
  }
}
