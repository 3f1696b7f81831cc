import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { bundleFile, openBundle, type RunningBundle } from '../../wire/bundle.ts'
import { burst, FILTER, logged } from '../fetch/poller.ts'
import { DEFAULT_PARAMS, openTestOrg, type TestOrg } from '../org.ts'
import { type Feed, type FeedSettings, NAIVE_CLASSIFIER, naiveFeed } from './naive-fetch.ts'

let org: TestOrg
let id: string
let bundles: Record<number, RunningBundle>
beforeAll(async () => {
  org = await openTestOrg()
  id = await org.person('Fetched.Login@example.com', 'ACTIVE', { email: 'mail@example.com' })
  const file = bundleFile('OktaIAM')
  const open = (TZ: string) => openBundle(file, () => null, { TZ })
  bundles = { 0: open('UTC'), 9: open('Asia/Tokyo') }
})
afterAll(async () => {
  await Promise.all(Object.values(bundles).map(bundle => bundle.end()))
  await org.close()
})

let begin = ''
beforeEach(async () => {
  await org.faults()
  await org.call('POST', '/_test/choices', { heldEvents: null, rateLimits: { '*': 100_000 } })
  begin = await pass()
  await org.forget()
})

/** Lets so much time pass, and tells the instant. */
async function pass(add = '+20m'): Promise<string> {
  const answer = await org.call('POST', '/_test/clock', { add })
  return ((await answer.json()) as { now: string }).now
}

function ourFeed(): Feed {
  let lastRun: JsonObject = {}
  return {
    lastRun: () => lastRun,
    async fetch(now, { max = 50, filter, applications = [], zone = 0 }: FeedSettings = {}) {
      const done = await (bundles[zone] as RunningBundle).run({
        command: 'fetch-incidents',
        params: {
          url: org.okta.url,
          credentials: { identifier: '', password: org.okta.token },
          ...DEFAULT_PARAMS,
          'longest-wait': 3,
          max_fetch: max,
          first_fetch: '0 minutes',
          auto_generate_query_filter: filter === undefined,
          fetch_query_filter: filter ?? null,
        },
        lastRun,
        integrationContext: { IAMConfiguration: applications.map(one => ({ ApplicationID: one })) },
        now,
      })
      lastRun = done.lastRun ?? lastRun
      return (done.incidents ?? []).map(
        ({ rawJSON }) => (JSON.parse(String(rawJSON)) as { uuid: string }).uuid,
      )
    },
  }
}

const OWN: FeedSettings = { filter: FILTER }
/** Fetches minute by minute until nothing comes twice running; gives everything. */
async function drain(feed: Feed, settings: FeedSettings = OWN): Promise<string[]> {
  const all: string[] = []
  for (let empty = 0; empty < 2; ) {
    const got = await feed.fetch(await pass('+1m'), settings)
    empty = got.length ? 0 : empty + 1
    all.push(...got)
  }
  return all
}
/** A feed whose first fetch was before anything of the scenario happened. */
async function begun(feed: Feed, settings: FeedSettings = OWN): Promise<Feed> {
  await feed.fetch(await pass('+1m'), settings)
  await pass('+1m')
  return feed
}
const logPaths = async () =>
  (await org.requests()).filter(one => one.startsWith('GET /api/v1/logs')).map(one => one.slice(4))
const event = (uuid: string): JsonObject => ({
  uuid,
  published: begin,
  eventType: 'user.account.update_profile',
  target: [],
})
/** Puts an application into the person's hands and takes it away: two events of it. */
async function appEvents(): Promise<string> {
  const apps = (await (await org.call('GET', '/api/v1/apps')).json()) as { id: string; name: string }[]
  const app = apps.find(({ name }) => name === 'slack')?.id ?? ''
  await org.call('POST', `/api/v1/apps/${app}/users`, { id, credentials: { userName: 'x' } })
  await org.call('DELETE', `/api/v1/apps/${app}/users/${id}`)
  return app
}
const exactly = async (got: string[], filter = FILTER) => {
  const expected = await logged(org, begin, filter)
  expect(expected.length).toBeGreaterThan(0)
  expect([...got].sort()).toEqual([...expected].sort())
}

/** What must hold, per quirk: it throws when the defect shows. */
const QUIRKS: Record<string, (make: () => Feed) => Promise<void>> = {
  'F1 what happens while stored events are served is not lost': async make => {
    const feed = await begun(make(), { ...OWN, max: 2 })
    await burst(org, id, 5)
    const got = await feed.fetch(await pass('+1m'), { ...OWN, max: 2 })
    await burst(org, id, 3)
    await exactly([...got, ...(await drain(feed, { ...OWN, max: 2 }))])
  },
  'F2 an event that arrives late is delivered': async make => {
    const feed = await begun(make())
    await org.call('POST', '/_test/choices', { heldEvents: 'user.account' })
    await burst(org, id, 2)
    const got = await drain(feed)
    await org.call('POST', '/_test/choices', { heldEvents: null })
    await exactly([...got, ...(await drain(feed))])
  },
  'F3 a rate limit half-way skips nothing': async make => {
    const feed = await begun(make())
    await burst(org, id, 15)
    const answer = { kind: 'rate-limit', reset: 0, headers: 'past' }
    await org.faults({ match: { path: '/api/v1/logs' }, after: 1, times: 1, answer })
    const got = await feed.fetch(await pass('+1m'), OWN)
    await burst(org, id, 3)
    await exactly([...got, ...(await drain(feed))])
  },
  'F3 a stored link is followed as it is': async make => {
    const feed = await begun(make())
    await burst(org, id, 9)
    const answer = { kind: 'rate-limit', reset: 0, headers: 'past' }
    await org.faults({ match: { path: '/api/v1/logs' }, after: 1, times: 1, answer })
    await feed.fetch(await pass('+1m'), OWN)
    await feed.fetch(await pass('+1m'), OWN)
    for (const path of await logPaths()) {
      const names = [...new URL(path, org.okta.url).searchParams.keys()]
      expect(names).toEqual([...new Set(names)])
    }
  },
  'F4 the instant is UTC with milliseconds, wherever the container stands': async make => {
    const now = begin.replace(/\.\d+Z/, '.456Z')
    await make().fetch(now, { ...OWN, zone: 9 })
    const [first = ''] = await logPaths()
    expect(new URL(first, org.okta.url).searchParams.get('since')).toBe(now)
  },
  'F5 an event that Okta gives twice is delivered once': async make => {
    const feed = await begun(make())
    const answer = { kind: 'status', status: 200, body: [event('twice'), event('other')] }
    await org.faults({ match: { path: '/api/v1/logs' }, times: 2, answer })
    const first = await feed.fetch(await pass('+1s'), OWN)
    // Another filter begins anew, and looks back.
    const second = await feed.fetch(await pass('+1s'), { filter: `${FILTER} or eventType eq "x"` })
    expect([...first, ...second]).toEqual(['twice', 'other'])
  },
  'F6 no more is read than is wanted': async make => {
    const feed = await begun(make())
    await burst(org, id, 15)
    await org.forget()
    await feed.fetch(await pass('+1m'), { ...OWN, max: 2 })
    expect(await logPaths()).toHaveLength(1)
  },
  'F6 no event is kept in the last run': async make => {
    const feed = await begun(make())
    await burst(org, id, 5)
    await feed.fetch(await pass('+1m'), { ...OWN, max: 2 })
    expect(JSON.stringify(feed.lastRun())).not.toContain('displayMessage')
  },
  'F7 the automatic filter has the changes of profiles': async make => {
    const settings = { applications: ['0oaNobody'] }
    const feed = await begun(make(), settings)
    await burst(org, id, 2)
    await exactly(await drain(feed, settings))
  },
  'F8 only the configured application is fetched, not one whose id contains it': async make => {
    const app = await appEvents()
    const [whole, part] = [[app], [app.slice(0, -3)]]
    const one = await begun(make(), { applications: whole })
    const other = await begun(make(), { applications: part })
    await appEvents()
    expect(await drain(one, { applications: whole })).toHaveLength(2)
    expect(await drain(other, { applications: part })).toEqual([])
  },
  'F8 a filter of many applications fits into a request line': async make => {
    const applications = Array.from({ length: 250 }, (_, at) => `0oa${String(at).padStart(17, 'x')}`)
    await make().fetch(begin, { applications })
    const paths = await logPaths()
    expect(paths.length).toBeGreaterThan(0)
    for (const path of paths) expect(path.length).toBeLessThan(8000)
  },
  'F10 an event is not dropped because login and e-mail differ': async make => {
    const settings = { ...OWN, profiles: ['mail@example.com', 'fetched.login@example.com'] }
    const feed = await begun(make(), settings)
    await burst(org, id, 2)
    await exactly(await drain(feed, settings))
  },
}

describe.each(Object.entries(QUIRKS))('%s', (name, holds) => {
  it('fails against the old behaviour', async () => {
    await expect(holds(() => naiveFeed(org, name.includes('stored link')))).rejects.toThrow()
  })
  it('holds for ours', () => holds(ourFeed))
})

describe('F9 every event that has a flow has its incident type and its fields', () => {
  const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, Json>
  const { keyTypeMap } = read('Classifiers/classifier-Okta_IAM_-_App_Sync.json')
  const { mapping } = read('Mappers/classifier-mapper-incoming-Okta_IAM_-_App_Sync.json')
  const EVENTS = [
    'application.user_membership.add',
    'application.user_membership.remove',
    'group.user_membership.add',
    'group.user_membership.remove',
    'user.account.update_profile',
    'user.lifecycle.deactivate',
  ]
  const typed = (types: Readonly<Record<string, string>>) => EVENTS.filter(one => types[one] === undefined)
  it('fails against the old behaviour', () => expect(typed(NAIVE_CLASSIFIER)).not.toEqual([]))
  it('holds for ours', () => {
    const types = keyTypeMap as Record<string, string>
    expect(typed(types)).toEqual([])
    for (const type of Object.values(types)) {
      const { internalMapping } = (mapping as Record<string, JsonObject>)[type] ?? {}
      expect([type, Object.keys(internalMapping ?? {}).length > 0]).toEqual([type, true])
    }
  })
})
