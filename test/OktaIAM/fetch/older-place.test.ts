import { describe, expect, it } from 'vitest'
import { readOlder } from '../../../Integrations/OktaIAM/fetch/older-place.ts'
import { readPlace } from '../../../Integrations/OktaIAM/fetch/place.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

const OLD = '2026-11-22T09:00:00.000Z'
const event = { uuid: 'u1', published: OLD, eventType: 'x' }
const read = (lastRun: JsonObject) => {
  const told: string[] = []
  return { ...readOlder(lastRun, (_, text) => void told.push(text)), told }
}

describe('what the older pack left', () => {
  it.each<[string, Json[], JsonObject[], number]>([
    ['nothing', [], [], 0],
    ['an event', [event], [event], 1],
    ['an incident with the event as text', [{ name: 'n', rawJSON: JSON.stringify(event) }], [event], 1],
    [
      'both',
      [event, { rawJSON: JSON.stringify({ ...event, uuid: 'u2' }) }],
      [event, { ...event, uuid: 'u2' }],
      2,
    ],
    ['an event without its uuid', [{ eventType: 'x' }], [{ eventType: 'x' }], 0],
    ['text that is no JSON', [{ rawJSON: '{"uuid":' }], [{ rawJSON: '{"uuid":' }], 0],
    ['text that is no object', [{ rawJSON: '[1]' }], [{ rawJSON: '[1]' }], 0],
  ])('%s is delivered, and seen when it has a uuid', (_, incidents, undelivered, seen) => {
    const lastRun = { last_run_time: OLD, incidents, last_run_full_url: '' }
    const place = readPlace(lastRun, new Date(), () => {})
    expect(place).toMatchObject({ parts: [], newest: OLD, undelivered })
    expect(place.seen).toHaveLength(seen)
  })

  it.each<[string, string]>([
    ['2026-11-22T09:00:00Z', OLD],
    ['2026-11-22T09:00:00.000000Z', OLD],
    ['2026-11-22T09:00:00.000000', OLD],
    ['2026-11-22T09:00:00', OLD],
    ['2026-11-22T11:30:00+02:30', OLD],
    ['2026-11-22T08:00:00-0100', OLD],
  ])('the instant %s is %s', (last_run_time, begins) =>
    expect(read({ last_run_time })).toEqual({ begins, undelivered: [], told: [] }),
  )

  const LINK = 'https://org.example/api/v1/logs?filter=x&since=2026-11-22T07%3A00%3A00.000Z&after=1_2'
  it.each<[string, JsonObject, string]>([
    [
      'begins before the last run',
      { last_run_time: OLD, last_run_full_url: LINK },
      '2026-11-22T07:00:00.000Z',
    ],
    ['stands alone', { last_run_full_url: LINK }, '2026-11-22T07:00:00.000Z'],
    [
      'begins later',
      { last_run_time: '2026-11-22T06:00:00Z', last_run_full_url: LINK },
      '2026-11-22T06:00:00.000Z',
    ],
    [
      'is path and query',
      { last_run_time: OLD, last_run_full_url: LINK.slice(19) },
      '2026-11-22T07:00:00.000Z',
    ],
  ])('a link that %s: the earlier instant counts (F3)', (_, lastRun, begins) =>
    expect(read(lastRun)).toEqual({ begins, undelivered: [], told: [] }),
  )

  it.each<[string, JsonObject, string | undefined, number, string]>([
    [
      'an instant that is none',
      { last_run_time: 'never', incidents: [event] },
      undefined,
      1,
      'last_run_time',
    ],
    ['a month that is none', { last_run_time: '2026-13-01T00:00:00Z' }, undefined, 0, 'last_run_time'],
    ['an instant that is a number', { last_run_time: 7 }, undefined, 0, 'last_run_time'],
    [
      'a link without since',
      { last_run_time: OLD, last_run_full_url: 'https://x/?after=1' },
      OLD,
      0,
      'last_run_full_url',
    ],
    ['a link that is none', { last_run_time: OLD, last_run_full_url: 7 }, OLD, 0, 'last_run_full_url'],
    ['incidents that are no list', { last_run_time: OLD, incidents: 'x' }, OLD, 0, 'incidents'],
    [
      'an incident that is none',
      { last_run_time: OLD, incidents: [7, event] },
      OLD,
      1,
      'One of the incidents',
    ],
  ])('%s is told, and the rest is taken', (_, lastRun, begins, count, what) => {
    const { begins: got, undelivered, told } = read(lastRun)
    expect([got, undelivered.length]).toEqual([begins, count])
    expect(told).toEqual([expect.stringMatching(`^${what}.* of the last run cannot be read`)])
  })

  it.each<JsonObject>([
    { last_run_time: OLD },
    { last_run_time: OLD, incidents: null, last_run_full_url: null },
  ])('%j lacks nothing', lastRun => expect(read(lastRun)).toEqual({ begins: OLD, undelivered: [], told: [] }))
})
