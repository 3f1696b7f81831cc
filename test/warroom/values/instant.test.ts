import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatInstant } from '../../../warroom/values/format-instant.ts'
import { compareInstants, parseInstant } from '../../../warroom/values/instant.ts'

const at = (iso: string, nanos = 0) => ({ seconds: Date.parse(iso) / 1000, nanos })

describe('parseInstant', () => {
  const read: [text: string, iso: string, nanos?: number][] = [
    ['2021-10-06T13:44:07Z', '2021-10-06T13:44:07Z'],
    ['2021-10-06t13:44:07z', '2021-10-06T13:44:07Z'],
    ['  2021-10-06T13:44:07Z ', '2021-10-06T13:44:07Z'],
    ['2021-10-06T13:44:07', '2021-10-06T13:44:07Z'],
    ['2021-10-06 13:44:07', '2021-10-06T13:44:07Z'],
    ['2021-10-06 13:44:07+00:00', '2021-10-06T13:44:07Z'],
    ['2021-10-06 13:44:07 +0200', '2021-10-06T11:44:07Z'],
    ['2021-10-06T13:44:07+02', '2021-10-06T11:44:07Z'],
    ['2021-10-06T13:44', '2021-10-06T13:44:00Z'],
    ['2021-10-06', '2021-10-06T00:00:00Z'],
    ['2021-10-06T13:44:07.123456789Z', '2021-10-06T13:44:07Z', 123456789],
    ['2021-10-06T13:44:07.5-03:30', '2021-10-06T17:14:07Z', 500000000],
    ['2021-10-06T13:44:07.1234567890123Z', '2021-10-06T13:44:07Z', 123456789],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['Wed Oct  6 13:44:07 2021', '2021-10-06T13:44:07Z'],
    ['Wed Oct  6 13:44:07 GMT 2021', '2021-10-06T13:44:07Z'],
    ['Wed Oct 06 13:44:07 -0400 2021', '2021-10-06T17:44:07Z'],
    ['06 Oct 21 13:44 EDT', '2021-10-06T17:44:00Z'],
    ['06 Oct 21 13:44 +0200', '2021-10-06T11:44:00Z'],
    ['06 Oct 70 13:44 UTC', '1970-10-06T13:44:00Z'],
    ['Wednesday, 06-Oct-21 13:44:07 UTC', '2021-10-06T13:44:07Z'],
    ['Wed, 06 Oct 2021 13:44:07 PST', '2021-10-06T21:44:07Z'],
    ['Wed, 06 Oct 2021 13:44:07 +0000', '2021-10-06T13:44:07Z'],
    ['wed, 06 oct 2021 13:44:07 utc', '2021-10-06T13:44:07Z'],
    ['1969-12-31T23:59:59.25Z', '1969-12-31T23:59:59Z', 250000000],
  ]
  test.each(read)('%s', (text, iso, nanos) => {
    expect(parseInstant(text)).toEqual(at(iso, nanos))
  })

  test.each([
    '',
    'soon',
    '2021',
    '1633527847',
    '10/06/2021',
    '2021-13-01',
    '2021-02-30',
    '2023-02-29T00:00:00Z',
    '2021-10-06T24:00:00Z',
    '2021-10-06T13:60:00Z',
    '2021-10-06T13:44:07+25:00',
    '06 Oct 21 13:44 XYZ',
    '31 Apr 21 13:44 UTC',
    'constructor',
  ])('%j is no date', text => {
    expect(parseInstant(text)).toBeUndefined()
  })

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        parseInstant(text)
      }),
    )
  })

  test('nanoseconds decide within a second', () => {
    const [early, late] = [at('2021-10-06T13:44:07Z', 1), at('2021-10-06T13:44:07Z', 2)]
    expect(compareInstants(early, late)).toBeLessThan(0)
    expect(compareInstants(late, early)).toBeGreaterThan(0)
    expect(compareInstants(late, late)).toBe(0)
  })
})

describe('formatInstant', () => {
  const moment = at('2021-10-06T13:04:07Z', 120_000_000)
  const morning = at('2021-01-02T00:05:09Z')
  const written: [layout: string, afternoon: string, night: string][] = [
    ['2006-01-02', '2021-10-06', '2021-01-02'],
    ['20060102150405', '20211006130407', '20210102000509'],
    ['2006-01-02T15:04:05Z07:00', '2021-10-06T13:04:07Z', '2021-01-02T00:05:09Z'],
    ['2006-01-02T15:04:05.000Z', '2021-10-06T13:04:07.120Z', '2021-01-02T00:05:09.000Z'],
    ['2006-01-02T15:04:05.999999999Z07:00', '2021-10-06T13:04:07.12Z', '2021-01-02T00:05:09Z'],
    ['15:04:05,000000', '13:04:07,120000', '00:05:09,000000'],
    ['Mon Jan _2 15:04:05 2006', 'Wed Oct  6 13:04:07 2021', 'Sat Jan  2 00:05:09 2021'],
    [
      'Monday, 02-Jan-06 15:04:05 MST',
      'Wednesday, 06-Oct-21 13:04:07 UTC',
      'Saturday, 02-Jan-21 00:05:09 UTC',
    ],
    ['Mon, 02 Jan 2006 15:04:05 -0700', 'Wed, 06 Oct 2021 13:04:07 +0000', 'Sat, 02 Jan 2021 00:05:09 +0000'],
    ['3:04PM', '1:04PM', '12:05AM'],
    ['03:04:05 pm', '01:04:07 pm', '12:05:09 am'],
    ['January 2, 2006', 'October 6, 2021', 'January 2, 2021'],
    ['1/2/06 15h 4m 5s', '10/6/21 13h 4m 7s', '1/2/21 00h 5m 9s'],
    ['2006-002', '2021-279', '2021-002'],
    ['-07:00 -07 Z0700', '+00:00 +00 Z', '+00:00 +00 Z'],
    ['Janet and Monika', 'Janet and Monika', 'Janet and Monika'],
  ]
  test.each(written)('%s', (layout, afternoon, night) => {
    expect(formatInstant(moment, layout)).toBe(afternoon)
    expect(formatInstant(morning, layout)).toBe(night)
  })

  test.each([
    '2006-01-02T15:04:05Z07:00',
    'Mon Jan _2 15:04:05 2006',
    'Mon Jan _2 15:04:05 MST 2006',
    'Mon Jan 02 15:04:05 -0700 2006',
    'Monday, 02-Jan-06 15:04:05 MST',
    'Mon, 02 Jan 2006 15:04:05 MST',
    'Mon, 02 Jan 2006 15:04:05 -0700',
  ])('what %s writes is read back', layout => {
    // Two-digit years stand for 1969 to 2068.
    const seconds = fc.integer({ min: 0, max: Date.parse('2068-12-31') / 1000 })
    fc.assert(
      fc.property(seconds, whole => {
        expect(parseInstant(formatInstant({ seconds: whole, nanos: 0 }, layout))).toEqual({
          seconds: whole,
          nanos: 0,
        })
      }),
    )
  })
})
