import { describe, expect, it } from 'vitest'
import { eventLog, follower, NOON } from './event-log.ts'

const sorted = (uuids: readonly string[]) => [...uuids].sort()
const sinceOf = (path = '') => new URL(path, 'https://x').searchParams.get('since')
const at = (minutes: number) => new Date(NOON + minutes * 60_000).toISOString()

describe('several filters', () => {
  it.each([
    [60, 10, 50, 2],
    [50, 0, 50, 1],
    [0, 50, 50, 1],
    [25, 25, 50, 1],
    [100, 3, 10, 11],
    [5, 5, 1, 10],
    [7, 6, 13, 1],
    [999, 2, 1000, 2],
  ])('%i and %i events by %i take %i fetches', async (first, second, most, fetches) => {
    const log = eventLog()
    log.add('a', first)
    log.add('b', second)
    const feed = follower(log)
    for (let done = 0; done < fetches; done += 1) await feed.fetch(['a', 'b'], most)
    expect(sorted(feed.delivered)).toEqual(sorted(log.uuids('ab')))
  })

  it.each([1, 2, 50])('none starves while another is always full, by %i', async most => {
    const log = eventLog()
    log.add('b', 2)
    const feed = follower(log)
    for (let done = 0; done < 4; done += 1) {
      log.add('a', most, done + 1)
      await feed.fetch(['a', 'b'], most)
    }
    expect(feed.delivered).toEqual(expect.arrayContaining(log.uuids('b')))
  })

  it('one that Okta refuses keeps none of the others from being read, and is told', async () => {
    const log = eventLog()
    const feed = follower(log)
    await feed.fetch(['a', 'b', 'c'], 50)
    log.impossible = 'b'
    for (const seconds of [10, 20]) {
      log.add('a', 3, seconds)
      log.add('c', 3, seconds)
      expect(await feed.fetch(['a', 'b', 'c'], 50)).toBe(6)
      expect(feed.told.at(-1)).toMatch(/refused.*Delivered: 6 events/)
    }
    await expect(feed.fetch(['a', 'b', 'c'], 50)).rejects.toThrow('refused')
  })

  it('a new one begins where the furthest of the dropped ones was', async () => {
    const log = eventLog()
    const feed = follower(log)
    await feed.fetch(['a', 'b'], 50)
    log.add('b', 40, 60)
    log.add('a', 10, 3600)
    for (let done = 0; done < 2; done += 1) await feed.fetch(['a', 'b'], 10, { minutes: 60 })
    await feed.fetch(['a', 'bc'], 1000, { minutes: 61 })
    expect(sorted(feed.delivered)).toEqual(sorted(log.uuids('ab')))
  })

  it('one whose link is refused begins before its own instant', async () => {
    const log = eventLog()
    const feed = follower(log)
    await feed.fetch(['a', 'b'], 50)
    log.add('b', 40, 60)
    log.add('a', 10, 3600)
    for (let done = 0; done < 2; done += 1) await feed.fetch(['a', 'b'], 10, { minutes: 60 })
    log.refused.add('b')
    await feed.fetch(['a', 'b'], 1000, { minutes: 61 })
    expect(log.refused.size).toBe(0)
    expect(sorted(feed.delivered)).toEqual(sorted(log.uuids('ab')))
  })
})

describe('more events in fifteen minutes than are remembered', () => {
  it.each([1000, 300])('are not delivered again to a new filter, by %i', async most => {
    const log = eventLog()
    log.add('a', 3000)
    const feed = follower(log)
    while (await feed.fetch(['a'], most));
    expect(feed.delivered).toHaveLength(3000)
    expect(await feed.fetch(['ab'], most)).toBe(0)
    log.add('a', 5, 100)
    expect(await feed.fetch(['ab'], most)).toBe(5)
  })

  it('are not delivered again while other parts go on', async () => {
    const log = eventLog()
    log.add('a', 1900)
    const feed = follower(log)
    while (await feed.fetch(['a'], 1000));
    log.add('b', 1500, 30)
    for (let done = 0; done < 4; done += 1) await feed.fetch(['ac', 'b'], 500)
    await feed.fetch(['ad', 'bd'], 1000)
    expect(sorted(feed.delivered)).toEqual(sorted(log.uuids('ab')))
  })
})

describe('what is remembered as delivered', () => {
  const part = { filter: 'b', next: '/api/v1/logs?filter=b&after=0', skip: 0, read: at(0) }
  it('keeps nothing from being read that a part was behind with', async () => {
    const log = eventLog()
    log.add('b', 3, 60)
    const feed = follower(log)
    const seen = Array.from({ length: 2000 }, (_, index) => [`x${index}`, at(60)])
    feed.lastRun = { v: 1, parts: [part], seen, newest: at(60) }
    await feed.fetch(['bc'], 50, { minutes: 61 })
    expect(feed.delivered).toEqual(log.uuids('b'))
  })

  it('is the last to be forgotten when it is met again', async () => {
    const log = eventLog()
    log.add('b', 1)
    const feed = follower(log)
    const seen = ['b0', 'x0'].map(uuid => [uuid, at(0)])
    feed.lastRun = { v: 1, parts: [part], seen, newest: at(0) }
    await feed.fetch(['bc'], 50)
    expect(feed.place().seen.map(([uuid]) => uuid)).toEqual(['x0', 'b0'])
  })
})

describe('the instant of a part', () => {
  it('moves on with an empty answer, by the clock of the org', async () => {
    const log = eventLog()
    const feed = follower(log)
    await feed.fetch(['a'], 50)
    log.ahead = 60_000
    await feed.fetch(['a'], 50, { minutes: 600 })
    await feed.fetch(['ab'], 50, { minutes: 600 })
    expect(sinceOf(log.asked.at(-1))).toBe(at(599 - 15))
  })

  it('that lies too far back for Okta is moved, and told (F13)', async () => {
    const log = eventLog()
    const feed = follower(log)
    await feed.fetch(['a'], 50)
    const minutes = 200 * 24 * 60
    await feed.fetch(['ab'], 50, { minutes })
    expect(sinceOf(log.asked.at(-1))).toBe(at(20 * 24 * 60 + 60))
    expect(feed.told.join()).toContain('Okta takes no instant from before 180 days')
  })
})

describe('the limit of a link', () => {
  it('is what is wanted now, and the rest of the link is as Okta gave it', async () => {
    const log = eventLog()
    const feed = follower(log)
    await feed.fetch(['a'], 1)
    log.add('a', 800)
    log.asked.length = 0
    const [{ next } = { next: '' }] = feed.place().parts
    expect(await feed.fetch(['a'], 1000)).toBe(800)
    expect(log.asked[0]).toBe(next.replace('limit=1', 'limit=1000'))
    expect(log.asked).toHaveLength(2)
  })
})

describe('a fetch that takes too long', () => {
  it('keeps what was read, and the next one goes on', async () => {
    const log = eventLog()
    log.add('a', 10)
    log.add('b', 10)
    log.lastAnswer = 1
    const feed = follower(log)
    expect(await feed.fetch(['a', 'b'], 10, { seconds: 0.05 })).toBe(5)
    expect(feed.told.join()).toContain('longer than 0.05 seconds is ended. Delivered: 5 events')
    log.lastAnswer = Number.POSITIVE_INFINITY
    while (await feed.fetch(['a', 'b'], 10));
    expect(sorted(feed.delivered)).toEqual(sorted(log.uuids('ab')))
  })

  it('keeps how far it came through what is known, and fails when it came nowhere', async () => {
    const log = eventLog()
    log.add('a', 1500)
    const feed = follower(log)
    while (await feed.fetch(['a'], 1000));
    log.lastAnswer = log.asked.length + 1
    expect(await feed.fetch(['ab'], 10, { seconds: 0.05 })).toBe(0)
    expect(feed.place().parts[0]?.next).toContain('after=1000')
    await expect(feed.fetch(['ab'], 10, { seconds: 0.05 })).rejects.toThrow(/longer than 0.05 seconds/)
  })
})

describe('a machine whose clock is ahead of the org’s', () => {
  it.each([1, 50])('loses nothing at the first fetch, by %i', async most => {
    const log = eventLog()
    log.ahead = 10 * 60_000
    log.add('a', 1)
    log.add('b', 1, 60)
    // The org's noon is ten past twelve here.
    const feed = follower(log, NOON + log.ahead)
    while (await feed.fetch(['a', 'b'], most, { minutes: 11 }));
    expect(sorted(feed.delivered)).toEqual(sorted(log.uuids('ab')))
    expect(feed.told.join()).toContain("clock is 600 s ahead of the org's")
  })

  it('by a second or two is none', async () => {
    const log = eventLog()
    log.ahead = 1500
    await follower(log).fetch(['a'], 50)
    expect(log.asked.map(sinceOf)).toEqual([at(0)])
  })
})

describe('after the older pack', () => {
  it('its undelivered events count against the limit, and the poll does not bring them again', async () => {
    const log = eventLog()
    log.add('a', 12)
    const feed = follower(log)
    const kept = log.uuids('a').slice(0, 7)
    const incidents = kept.map(uuid => ({ uuid, published: at(0) }))
    feed.lastRun = { last_run_time: at(0), incidents }
    const counts = []
    for (let done = 0; done < 4; done += 1) counts.push(await feed.fetch(['a'], 5))
    expect(counts).toEqual([5, 5, 2, 0])
    expect(feed.delivered).toEqual(log.uuids('a'))
    expect(feed.lastRun).not.toHaveProperty('undelivered')
  })

  it('begins exactly where its window ended, not fifteen minutes before', async () => {
    const log = eventLog()
    log.add('a', 3)
    log.add('a', 2, 60)
    const feed = follower(log)
    feed.lastRun = { last_run_time: at(1), incidents: [], last_run_full_url: '' }
    expect(await feed.fetch(['a'], 50)).toBe(2)
  })

  it('begins where the link began that a rate limit left (F3)', async () => {
    const log = eventLog()
    log.add('a', 3)
    const feed = follower(log)
    const link = `https://org.example/api/v1/logs?since=${at(0)}&after=9`
    feed.lastRun = { last_run_time: at(10), last_run_full_url: link }
    expect(await feed.fetch(['a'], 50, { minutes: 20 })).toBe(3)
  })
})
