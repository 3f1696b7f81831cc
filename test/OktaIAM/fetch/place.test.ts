import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Place, readPlace, writePlace } from '../../../Integrations/OktaIAM/fetch/place.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

const instant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map(date => date.toISOString())
const places: fc.Arbitrary<Place> = fc.record({
  parts: fc.array(
    fc.record({ filter: fc.string(), next: fc.string().map(text => `/${text}`), skip: fc.nat() }),
  ),
  seen: fc.array(fc.tuple(fc.uuid(), instant)),
  newest: instant,
})
const asJson = (value: JsonObject) => JSON.parse(JSON.stringify(value)) as JsonObject
const OLD = '2026-11-22T09:00:00Z'

describe('a place', () => {
  it('that was written is read as it was', () => {
    fc.assert(
      fc.property(places, place => {
        expect(readPlace(asJson(writePlace(place)))).toEqual({ place: { v: 1, ...place }, undelivered: [] })
      }),
    )
  })

  it('keeps the last 2,000 events, the newest at its end', () => {
    const seen = Array.from({ length: 2500 }, (_, index) => [`uuid-${index}`, OLD] as const)
    const { place } = readPlace(asJson(writePlace({ parts: [], seen, newest: OLD })))
    expect(place?.seen).toHaveLength(2000)
    expect([place?.seen[0]?.[0], place?.seen.at(-1)?.[0]]).toEqual(['uuid-500', 'uuid-2499'])
  })

  it('is small: a megabyte is far away', () => {
    const seen = Array.from({ length: 2000 }, () => ['x'.repeat(36), '2026-11-22T09:00:00.000Z'] as const)
    const part = { filter: 'f'.repeat(2000), next: `/${'n'.repeat(4000)}`, skip: 3 }
    const written = writePlace({ parts: [part, part], seen, newest: OLD })
    expect(JSON.stringify(written).length).toBeLessThan(200_000)
  })

  it.each<[string, JsonObject]>([
    ['of another version', { v: 2, parts: [], seen: [], newest: OLD }],
    [
      'whose link is a URL',
      { v: 1, parts: [{ filter: 'x', next: 'https://evil.example/', skip: 0 }], seen: [], newest: OLD },
    ],
    ['with a negative skip', { v: 1, parts: [{ filter: 'x', next: '/x', skip: -1 }], seen: [], newest: OLD }],
    ['whose newest is no instant', { v: 1, parts: [], seen: [], newest: 'soon' }],
    ['that is empty', {}],
  ])('%s is none', (_, lastRun) => expect(readPlace(lastRun)).toEqual({ undelivered: [] }))
})

describe('what the older pack left', () => {
  const event = { uuid: 'u1', published: OLD, eventType: 'x' }
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
    const read = readPlace({ last_run_time: OLD, incidents, last_run_full_url: '' })
    expect(read.undelivered).toEqual(undelivered)
    expect(read.place).toMatchObject({ parts: [], newest: OLD })
    expect(read.place?.seen).toHaveLength(seen)
  })

  it('may have no list of events', () => {
    expect(readPlace({ last_run_time: OLD })).toEqual({
      place: { parts: [], seen: [], newest: OLD },
      undelivered: [],
    })
  })
})

it('any last run is read', () => {
  const value = fc.jsonValue() as fc.Arbitrary<Json>
  const lastRun = fc.record(
    {
      v: fc.oneof(fc.constant(1), value),
      parts: value,
      seen: value,
      newest: fc.oneof(instant, value),
      last_run_time: fc.oneof(instant, value),
      incidents: fc.oneof(fc.array(fc.record({ rawJSON: fc.oneof(fc.string(), fc.json()) })), value),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(
      lastRun,
      given => void expect(readPlace(given as JsonObject).undelivered).toBeInstanceOf(Array),
    ),
  )
})
