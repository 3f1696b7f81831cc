import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayIn, dayOf, isoOf, storedDay, textOf } from '../../../Integrations/WorkdayIAM/decide/day.ts'

const aDay = fc.integer({ min: -719_528, max: 2_932_896 }) // 0000-01-01 to 9999-12-31
const midnight = (day: number) => new Date(day * 86_400_000)

describe('dayOf', () => {
  it('counts from 1970-01-01 as Date does', () => {
    fc.assert(
      fc.property(aDay, day => {
        const date = midnight(day)
        expect(dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(day)
      }),
    )
  })

  it.each([
    [1970, 1, 1, 0],
    [1969, 12, 31, -1],
    [2026, 11, 22, 20_779],
    [2024, 2, 29, 19_782],
    [2000, 2, 29, 11_016],
    [99, 12, 31, Date.parse('0099-12-31') / 86_400_000],
  ])('%i-%i-%i is day %i', (year, month, date, day) => expect(dayOf(year, month, date)).toBe(day))

  it.each([
    [2026, 2, 29],
    [2100, 2, 29],
    [2026, 2, 30],
    [2026, 4, 31],
    [2026, 13, 1],
    [2026, 0, 1],
    [2026, 1, 0],
    [2026, 1, 32],
    [Number.NaN, 1, 1],
    [2026, Number.NaN, 1],
  ])('there is no %d-%d-%d', (year, month, date) => expect(dayOf(year, month, date)).toBeUndefined())
})

describe('a day as text', () => {
  it('is that of Date', () => {
    fc.assert(fc.property(aDay, day => textOf(day) === midnight(day).toISOString().slice(0, 10)))
  })

  it('is an instant at midnight UTC', () => {
    fc.assert(fc.property(aDay, day => Date.parse(isoOf(day)) === midnight(day).getTime()))
  })

  it('is read back in every notation of a profile', () => {
    fc.assert(
      fc.property(aDay, day => {
        const [year, month, date] = textOf(day).split('-')
        for (const text of [isoOf(day), textOf(day), `${month}/${date}/${year}`])
          expect(storedDay(text)).toBe(day)
      }),
    )
  })

  it.each([
    ['2026-11-22T23:59:59.999-11:00', 20_779],
    ['2026-11-22 08:00', 20_779],
    ['11/22/2026', 20_779],
  ])('%s is read as it is written', (text, day) => expect(storedDay(text)).toBe(day))

  it.each([
    '',
    'soon',
    '2026-11',
    '2026-02-30',
    '2026-11-222',
    '22/11/2026',
    '1/2/2026',
    '20261122',
    ' 2026-11-22',
  ])('%j is no day', text => expect(storedDay(text)).toBeUndefined())
})

/** Around the day line, and the hours that summer time takes and gives. */
const ZONES: readonly [zone: string, instant: string, day: string][] = [
  ['UTC', '2026-11-22T23:59:59.999Z', '2026-11-22'],
  ['UTC', '2026-11-23T00:00:00Z', '2026-11-23'],
  ['Pacific/Auckland', '2026-11-22T23:30:00Z', '2026-11-23'],
  ['Pacific/Auckland', '2026-11-22T10:59:59Z', '2026-11-22'],
  ['Pacific/Auckland', '2026-11-22T11:00:00Z', '2026-11-23'],
  ['Pacific/Auckland', '2026-06-22T11:59:59Z', '2026-06-22'],
  ['Pacific/Auckland', '2026-06-22T12:00:00Z', '2026-06-23'],
  ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01'],
  ['Pacific/Pago_Pago', '2027-01-01T10:59:59Z', '2026-12-31'],
  ['America/New_York', '2026-03-08T04:59:59Z', '2026-03-07'],
  ['America/New_York', '2026-03-08T05:00:00Z', '2026-03-08'],
  ['America/New_York', '2026-03-09T03:59:59Z', '2026-03-08'],
  ['America/New_York', '2026-03-09T04:00:00Z', '2026-03-09'],
  ['America/New_York', '2026-11-02T04:59:59Z', '2026-11-01'],
  ['America/New_York', '2026-11-02T05:00:00Z', '2026-11-02'],
  ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29'],
  ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-30'],
  ['Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25'],
  ['Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-25'],
  ['Europe/Berlin', '2026-10-25T23:00:00Z', '2026-10-26'],
  ['Africa/Cairo', '2026-04-23T22:00:00Z', '2026-04-24'],
  ['Asia/Kolkata', '2026-02-28T18:29:59Z', '2026-02-28'],
  ['Asia/Kolkata', '2026-02-28T18:30:00Z', '2026-03-01'],
  ['Asia/Kathmandu', '2024-02-28T18:15:00Z', '2024-02-29'],
  ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31'],
]

describe('dayIn', () => {
  it.each(ZONES)('in %s it is at %s the day %s', (zone, instant, day) => {
    expect(textOf(dayIn(zone, new Date(instant)))).toBe(day)
  })

  it('in a zone of a fixed offset is the day of the shifted instant', () => {
    const instants = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instants, fc.integer({ min: -14, max: 12 }), (instant, west) => {
        // The sign is that of POSIX: Etc/GMT+12 is west of Greenwich.
        const zone = `Etc/GMT${west < 0 ? '' : '+'}${west}`
        const day = Math.floor((instant.getTime() - west * 3_600_000) / 86_400_000)
        expect(dayIn(zone, instant)).toBe(day)
      }),
    )
  })

  it('never goes back, and is at most one day away from UTC', () => {
    const zones = fc.constantFrom(...new Set(ZONES.map(([zone]) => zone)))
    const seconds = fc.integer({ min: 0, max: 4_000_000_000 })
    fc.assert(
      fc.property(zones, seconds, fc.integer({ min: 0, max: 172_800 }), (zone, second, more) => {
        const [first, later] = [second, second + more].map(at => dayIn(zone, new Date(at * 1000)))
        expect(later).toBeGreaterThanOrEqual(first ?? Number.NaN)
        expect(Math.abs((first ?? Number.NaN) - Math.floor(second / 86_400))).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('refuses a zone that there is not', () => {
    expect(() => dayIn('Europe/Atlantis', new Date(0))).toThrow(RangeError)
  })
})
