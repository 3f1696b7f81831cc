import { describe, expect, it } from 'vitest'
import { dateReader } from '../../../Integrations/WorkdayIAM/decide/date-format.ts'
import { textOf } from '../../../Integrations/WorkdayIAM/decide/day.ts'
import { InputError } from '../../../kit/errors.ts'

const read = (format: string, text: string) => {
  const day = dateReader(format)(text)
  return day === undefined ? undefined : textOf(day)
}

const FITS: readonly [format: string, text: string, day: string][] = [
  ['%m/%d/%Y', '11/22/2026', '2026-11-22'],
  ['%m/%d/%Y', '01/02/2026', '2026-01-02'],
  ['%m/%d/%Y', '1/2/2026', '2026-01-02'],
  ['%m/%d/%Y', ' 11/22/2026 ', '2026-11-22'],
  ['%m/%d/%Y', '02/29/2024', '2024-02-29'],
  ['%d.%m.%Y', '22.11.2026', '2026-11-22'],
  ['%d.%m.%Y', '2.1.2026', '2026-01-02'],
  ['%Y-%m-%d', '2026-11-22', '2026-11-22'],
  ['%Y-%m-%d', '2026-1-2', '2026-01-02'],
  ['%Y%m%d', '20261122', '2026-11-22'],
  ['%d %b %Y', '22 Nov 2026', '2026-11-22'],
  ['%d %b %Y', '2 nov 2026', '2026-11-02'],
  ['%d-%b-%Y', '22-NOV-2026', '2026-11-22'],
  ['%B %d, %Y', 'November 22, 2026', '2026-11-22'],
  ['%B %d, %Y', 'may 02, 2026', '2026-05-02'],
  ['%B %d, %Y', 'May 2, 2026', '2026-05-02'],
  ['%A, %d %B %Y', 'Sunday, 22 November 2026', '2026-11-22'],
  ['%a %d %b %Y', 'sun 22 nov 2026', '2026-11-22'],
  ['%m/%d/%y', '11/22/26', '2026-11-22'],
  ['%m/%d/%y', '11/22/68', '2068-11-22'],
  ['%m/%d/%y', '11/22/69', '1969-11-22'],
  ['%m/%d/%y', '11/22/99', '1999-11-22'],
  ['%m/%d/%y', '11/22/00', '2000-11-22'],
  ['%Y-%m-%d %H:%M:%S', '2026-11-22 23:59:59', '2026-11-22'],
  ['%Y-%m-%dT%H:%M:%S.%fZ', '2026-11-22T00:00:00.000000Z', '2026-11-22'],
  ['%Y-%m-%dT%H:%M:%S%z', '2026-11-22T23:30:00-08:00', '2026-11-22'],
  ['%Y-%m-%dT%H:%M:%S%z', '2026-11-22T00:30:00+1300', '2026-11-22'],
  ['%Y-%m-%dT%H:%M:%S%z', '2026-11-22T00:30:00Z', '2026-11-22'],
  ['%m/%d/%Y %I:%M %p', '11/22/2026 12:05 pm', '2026-11-22'],
  ['%d  %b\t%Y', '22   Nov 2026', '2026-11-22'],
  ['%d%%%m%%%Y', '22%11%2026', '2026-11-22'],
  ['(%Y)[%m]{%d}', '(2026)[11]{22}', '2026-11-22'],
  ['^%Y|%m+%d*$', '^2026|11+22*$', '2026-11-22'],
  ['%d\\%m?%Y', '22\\11?2026', '2026-11-22'],
  [' %m/%d/%Y ', '11/22/2026', '2026-11-22'],
]

const FITS_NOT: readonly [format: string, text: string][] = [
  ['%m/%d/%Y', ''],
  ['%m/%d/%Y', 'soon'],
  ['%m/%d/%Y', '02/30/2026'],
  ['%m/%d/%Y', '02/29/2026'],
  ['%m/%d/%Y', '04/31/2026'],
  ['%m/%d/%Y', '22/11/2026'],
  ['%m/%d/%Y', '00/10/2026'],
  ['%m/%d/%Y', '10/00/2026'],
  ['%m/%d/%Y', '11/22/26'],
  ['%m/%d/%Y', '11/22/20266'],
  ['%m/%d/%Y', '11/22/2026 00:00'],
  ['%m/%d/%Y', '11-22-2026'],
  ['%m/%d/%Y', '١١/٢٢/٢٠٢٦'],
  ['%m/%d/%y', '11/22/2026'],
  ['%d.%m.%Y', '22x11x2026'],
  ['%d.%m.%Y', '22/11/2026'],
  ['%Y-%m-%d', '2026-11-22T00:00:00Z'],
  ['%Y-%m-%d %H:%M', '2026-11-22 24:00'],
  ['%Y-%m-%d %H:%M', '2026-11-22'],
  ['%d %b %Y', '22 November 2026'],
  ['%d %b %Y', '22Nov2026'],
  ['%B %d, %Y', 'Nov 22, 2026'],
  ['%B %d, %Y', 'Novembre 22, 2026'],
  ['%A %d %B %Y', 'Someday 22 November 2026'],
  ['%Y+%m%d', '20261122'],
  ['^%Y|%m+%d*$', '2026'],
]

const REFUSED: readonly [format: string, why: RegExp][] = [
  ['', /gives no year/],
  ['MM/DD/YYYY', /gives no year/],
  ['%m/%d', /gives no year/],
  ['%Y-%d', /gives no month/],
  ['%Y-%m', /gives no day/],
  ['%B %Y', /gives no day/],
  ['%Q/%d/%Y', /has %Q/],
  ['%-m/%-d/%Y', /has %-/],
  ['%m/%d/%Y %', /has %/],
  ['%Y-%j', /has %j/],
  ['%m/%d/%Y %Z', /has %Z/],
  ['%D', /has %D/],
  ['%c %m/%d/%Y', /has %c/],
  ['%%Y-%m-%d', /gives no year/],
  ['%Y-%%m-%d', /gives no month/],
  ['%Y-%m-%%d', /gives no day/],
]

describe('dateReader', () => {
  it.each(FITS)('with %s reads %s as %s', (format, text, day) => expect(read(format, text)).toBe(day))

  it.each(FITS_NOT)('with %s does not read %j', (format, text) => expect(read(format, text)).toBeUndefined())

  it.each(REFUSED)('refuses the format %j', (format, why) => {
    expect(() => dateReader(format)).toThrow(InputError)
    expect(() => dateReader(format)).toThrow(why)
  })

  it('names parameter, value and an example in what it refuses', () => {
    expect(() => dateReader('%Q')).toThrow(
      /^The parameter "workday_date_format" is "%Q", which has %Q; expected .*%m\/%d\/%Y.*\.$/,
    )
  })

  it('reads many texts with one reader', () => {
    const reader = dateReader('%Y-%m-%d')
    expect(['2026-11-22', 'x', '2026-11-22', ''].map(reader)).toEqual([20_779, undefined, 20_779, undefined])
  })
})
