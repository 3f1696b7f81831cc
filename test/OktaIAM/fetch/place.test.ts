import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Place, readPlace, writePlace } from '../../../Integrations/OktaIAM/fetch/place.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

const instant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map(date => date.toISOString())
const places: fc.Arbitrary<Place> = fc.record({
  parts: fc.array(
    fc.record(
      {
        filter: fc.string(),
        next: fc.string().map(text => `/${text}`),
        skip: fc.nat(),
        read: instant,
        again: instant,
      },
      { requiredKeys: ['filter', 'next', 'skip', 'read'] },
    ),
  ),
  seen: fc.array(fc.tuple(fc.uuid(), instant)),
  newest: instant,
  undelivered: fc.array(fc.record({ uuid: fc.uuid() })),
})
const since = new Date('2026-11-22T08:00:00.000Z')
/** The place of a last run, and what was logged. */
const read = (lastRun: JsonObject) => {
  const told: string[] = []
  return { place: readPlace(lastRun, since, (_, text) => void told.push(text)), told }
}
const FIRST = { parts: [], seen: [], newest: since.toISOString(), undelivered: [] }
const asJson = (value: JsonObject) => JSON.parse(JSON.stringify(value)) as JsonObject
const OLD = '2026-11-22T09:00:00Z'

describe('a place', () => {
  it('that was written is read as it was', () => {
    fc.assert(
      fc.property(places, place => {
        expect(read(asJson(writePlace(place)))).toEqual({ place, told: [] })
      }),
    )
  })

  it('keeps the last 2,000 events, the newest at its end', () => {
    const seen = Array.from({ length: 2500 }, (_, index) => [`uuid-${index}`, OLD] as const)
    const { place } = read(asJson(writePlace({ ...FIRST, seen })))
    expect(place.seen).toHaveLength(2000)
    expect([place.seen[0]?.[0], place.seen.at(-1)?.[0]]).toEqual(['uuid-500', 'uuid-2499'])
  })

  it('forgets nothing that a part which was begun anew may still meet', () => {
    const at = (index: number) => new Date(since.getTime() + index).toISOString()
    const seen = Array.from({ length: 2500 }, (_, index) => [`uuid-${index}`, at(index)] as const)
    const part = { filter: 'x', next: '/x', skip: 0, read: at(100) }
    const firstOf = (again?: string) =>
      read(asJson(writePlace({ ...FIRST, parts: [{ ...part, again }], seen }))).place.seen[0]?.[0]
    expect([firstOf(at(2499)), firstOf()]).toEqual(['uuid-100', 'uuid-500'])
  })

  it('of before parts had an instant of their own has the newest for all of them', () => {
    const part = { filter: 'x', next: '/x', skip: 0 }
    expect(read({ v: 1, parts: [part], seen: [], newest: OLD }).place.parts).toEqual([{ ...part, read: OLD }])
  })

  it('is small: a megabyte is far away', () => {
    const seen = Array.from({ length: 2000 }, () => ['x'.repeat(36), '2026-11-22T09:00:00.000Z'] as const)
    const part = { filter: 'f'.repeat(2000), next: `/${'n'.repeat(4000)}`, skip: 3, read: OLD }
    const written = writePlace({ ...FIRST, parts: [part, part], seen })
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
  ])('%s is none, and that is told', (_, lastRun) => {
    const { place, told } = read(lastRun)
    expect(place).toEqual(FIRST)
    expect(told).toEqual([expect.stringContaining('The place of the last run cannot be read')])
  })

  it('that is empty is none, and nothing is wrong', () =>
    expect(read({})).toEqual({ place: FIRST, told: [] }))
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
      given => void expect(read(given as JsonObject).place.undelivered).toBeInstanceOf(Array),
    ),
  )
})
