import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { openTestOrg, type TestOrg } from '../org.ts'
import { burst, FILTER, logged, type Poller, poller } from './poller.ts'

let org: TestOrg
let id: string
beforeAll(async () => {
  org = await openTestOrg()
  id = await org.person('fetched@example.com', 'ACTIVE')
})
afterAll(() => org.close())

let begin = ''
beforeEach(async () => {
  await org.faults()
  await org.restart()
  await org.call('POST', '/_test/choices', { heldEvents: null, rateLimits: { '*': 100_000 } })
  begin = await later()
  await org.forget()
})

/** Moves the org's clock on, further than a poll begun anew looks back, so that each test has its own part of the log. */
async function later(add = '+20m'): Promise<string> {
  const answer = await org.call('POST', '/_test/clock', { add })
  return ((await answer.json()) as { now: string }).now
}

/** A poller whose first fetch was before anything of the test happened. */
async function begun(params: JsonObject = {}, context: JsonObject = {}): Promise<Poller> {
  const made = poller(org, params, context)
  made.lastRun = { v: 1, parts: [], seen: [], newest: begin }
  return made
}
const logReads = async () =>
  (await org.requests()).filter(request => request.startsWith('GET /api/v1/logs')).length

describe('a burst of N events with limit M', () => {
  it.each([
    [1, 50, 1],
    [7, 7, 1],
    [8, 7, 2],
    [30, 10, 3],
    [50, 50, 1],
    [51, 50, 2],
    [23, 1, 23],
  ])('%i by %i takes %i fetches, each event once and in order', async (count, limit, fetches) => {
    const feed = await begun({ max_fetch: limit })
    await burst(org, id, count)
    expect(await feed.drain()).toBe(fetches)
    expect(feed.delivered).toEqual(await logged(org, begin))
    expect(feed.delivered).toHaveLength(count)
  })

  it('changes its limit on the way and loses nothing', async () => {
    const feed = await begun()
    await burst(org, id, 40)
    for (const limit of [3, 20, 1, 5, 1000]) await feed.fetch({ max_fetch: limit })
    expect(feed.delivered).toEqual(await logged(org, begin))
  })
})

describe('the first fetch', () => {
  it('begins now, when no length is given', async () => {
    await burst(org, id, 3)
    await later('+1m')
    const feed = poller(org)
    await feed.fetch()
    expect(feed.delivered).toEqual([])
    await burst(org, id, 2)
    expect(await feed.fetch()).toHaveLength(2)
  })

  it('begins as long ago as first_fetch says', async () => {
    const feed = poller(org, { first_fetch: '7 days' })
    await burst(org, id, 3)
    await feed.drain()
    expect(feed.delivered.slice(-3)).toEqual(await logged(org, begin))
  })
})

describe('a first fetch of the longest time', () => {
  it('is accepted by the test and by the fetch alike (F13)', async () => {
    const params = {
      isFetch: true,
      first_fetch: '180 days',
      auto_generate_query_filter: false,
      fetch_query_filter: FILTER,
    }
    const { entries } = await org.command('test-module', {}, params, { now: begin })
    expect(entries[0]?.Contents ?? entries[0]?.HumanReadable).toBe('ok')
    const asked = (await org.requests()).find(one => one.startsWith('GET /api/v1/logs')) ?? ''
    const since = new URL(asked.slice(4), org.okta.url).searchParams.get('since') ?? ''
    expect((Date.parse(begin) - Date.parse(since)) / 3_600_000).toBe(180 * 24 - 1)
    const feed = poller(org, { ...params, max_fetch: 1 })
    await later('+1m')
    await feed.fetch()
    expect(feed.error).toBeUndefined()
  })
})

describe('polling', () => {
  it('asks without until, ascending, for as many as are wanted (F2, F4)', async () => {
    const feed = await begun({ max_fetch: 12 })
    await feed.fetch()
    const [request = ''] = (await org.requests()).filter(one => one.startsWith('GET /api/v1/logs'))
    const query = new URL(request.slice(4), org.okta.url).searchParams
    expect(Object.fromEntries(query)).toMatchObject({ sortOrder: 'ASCENDING', limit: '12', filter: FILTER })
    expect(query.get('since')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(query.has('until')).toBe(false)
  })

  it('costs one request when nothing has happened', async () => {
    const feed = await begun()
    await feed.fetch()
    await org.forget()
    for (let times = 0; times < 3; times += 1) await feed.fetch()
    expect(await logReads()).toBe(3)
  })

  it('delivers an event that arrives late, once', async () => {
    const feed = await begun()
    await org.call('POST', '/_test/choices', { heldEvents: 'user.account' })
    await burst(org, id, 2)
    await later()
    expect(await feed.drain()).toBe(0)
    await org.call('POST', '/_test/choices', { heldEvents: null })
    await burst(org, id, 2)
    await feed.drain()
    expect(new Set(feed.delivered)).toEqual(new Set(await logged(org, begin)))
    expect(feed.delivered).toHaveLength(4)
  })

  it('keeps the place small: at most 2,000 uuids, no events (F6)', async () => {
    const feed = await begun({ max_fetch: 1000 })
    await burst(org, id, 60)
    await feed.drain()
    const { seen } = feed.lastRun as { seen: Json[] }
    expect(seen).toHaveLength(60)
    expect(JSON.stringify(feed.lastRun)).not.toContain('displayMessage')
  })
})

/** What happens between the first and the second half of a burst; after it everything is there once. */
const TROUBLES: Record<string, (feed: Poller) => Promise<void>> = {
  'a changed filter': async feed => {
    const other = `${FILTER} or eventType eq "user.lifecycle.suspend"`
    await feed.drain({ fetch_query_filter: other })
    feed.lastRun = { ...feed.lastRun }
  },
  'a link that Okta refuses': feed =>
    trouble(feed, {
      kind: 'status',
      status: 400,
      body: { errorCode: 'E0000029', errorSummary: 'x', errorCauses: [] },
    }),
  'a link that is gone': feed =>
    trouble(feed, {
      kind: 'status',
      status: 404,
      body: { errorCode: 'E0000007', errorSummary: 'x', errorCauses: [] },
    }),
  'a rate limit for long': feed => trouble(feed, { kind: 'rate-limit', reset: 60, headers: 'normal' }),
  'a rate limit in the middle': feed =>
    trouble(feed, { kind: 'rate-limit', reset: 60, headers: 'normal' }, 1),
  'a cut connection': feed => trouble(feed, { kind: 'cut', when: 'before' }),
  'a connection cut in the middle': feed => trouble(feed, { kind: 'cut', when: 'middle' }, 1),
  'a server error in the middle': feed => trouble(feed, { kind: 'status', status: 500 }, 1),
  'HTML instead of JSON': feed => trouble(feed, { kind: 'status', status: 200, html: '<p>' }, 1),
  'JSON that is none': feed => trouble(feed, { kind: 'bad-json' }, 1),
  'a next link elsewhere': feed =>
    trouble(feed, { kind: 'next-link', origin: 'https://elsewhere.example' }, 1),
  'a killed process: the incidents were saved with the place or not at all': async feed => {
    const saved = { lastRun: feed.lastRun, delivered: feed.delivered.length }
    await feed.fetch()
    feed.lastRun = saved.lastRun
    feed.delivered.length = saved.delivered
  },
}

async function trouble(feed: Poller, answer: Json, after = 0): Promise<void> {
  await org.faults({ match: { method: 'GET', path: '/api/v1/logs' }, after, times: 1, answer })
  await feed.fetch()
  await org.faults()
  // On the platform every fetch is a process of its own, and this one believes for a minute that the limit is used up.
  await org.restart()
}

describe('delivers every event exactly once across', () => {
  it.each(Object.keys(TROUBLES))('%s', async name => {
    const feed = await begun({ max_fetch: 10 })
    await burst(org, id, 25)
    await feed.fetch()
    await TROUBLES[name]?.(feed)
    await burst(org, id, 15)
    await feed.drain()
    expect(feed.delivered).toHaveLength(40)
    expect(new Set(feed.delivered)).toEqual(new Set(await logged(org, begin)))
  })
})

describe('a failure', () => {
  it('that comes before any event is told, and the place stays', async () => {
    const feed = await begun()
    await feed.fetch()
    const before = feed.lastRun
    await burst(org, id, 3)
    await trouble(feed, { kind: 'rate-limit', reset: 60, headers: 'normal' })
    expect(feed.error).toMatch(/rate limit of \/api\/v1\/logs is used up.*Longest wait \(3 s\)/)
    expect(feed.lastRun).toBe(before)
  })

  it('an event whose instant is none is delivered, and does not spoil the place', async () => {
    const feed = await begun()
    const body = [{ uuid: 'strange', published: 'zzz', eventType: 'x' }]
    await org.faults({
      match: { path: '/api/v1/logs' },
      times: 1,
      answer: { kind: 'status', status: 200, body },
    })
    expect(await feed.fetch()).toEqual(['strange'])
    expect(feed.lastRun.newest).toBe(begin)
    await burst(org, id, 2)
    // Another filter begins anew from the newest instant.
    expect(await feed.fetch({ fetch_query_filter: `${FILTER} or eventType eq "x"` })).toHaveLength(2)
  })

  it('of the filter is told in Okta’s words', async () => {
    const feed = await begun({ fetch_query_filter: 'eventType eqq "x"' })
    await feed.fetch()
    expect(feed.error).toMatch(/E0000053/)
  })
})

describe('after the older pack', () => {
  it('goes on where its window began, and delivers what it had read', async () => {
    await burst(org, id, 3)
    const feed = poller(org)
    const [first = ''] = await logged(org, begin)
    const kept = {
      rawJSON: JSON.stringify({ uuid: first, published: begin, eventType: 'user.account.update_profile' }),
    }
    feed.lastRun = { last_run_time: begin.replace(/\.\d+Z/, 'Z'), incidents: [kept], last_run_full_url: '' }
    await feed.drain()
    expect(new Set(feed.delivered)).toEqual(new Set(await logged(org, begin)))
    expect(feed.delivered).toHaveLength(3)
  })

  it.each([
    ['nothing', {}],
    ['garbage', { v: 7, parts: 'x' }],
    ['an unknown shape', { last_run_time: 'never' }],
  ])('of %s begins anew', async (_, lastRun) => {
    const feed = poller(org)
    feed.lastRun = lastRun as JsonObject
    await feed.fetch()
    expect(feed.error).toBeUndefined()
  })
})
