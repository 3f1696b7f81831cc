import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateReader } from '../../../Integrations/WorkdayIAM/decide/date-format.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const two = (part: number) => String(part).padStart(2, '0')

/** How a date is written by strftime, with and without leading zeros. */
const WRITTEN: Readonly<Record<string, (date: Date) => string[]>> = {
  Y: date => [String(date.getUTCFullYear())],
  y: date => [two(date.getUTCFullYear() % 100)],
  m: date => [two(date.getUTCMonth() + 1), String(date.getUTCMonth() + 1)],
  B: date => [MONTHS[date.getUTCMonth()] ?? ''],
  b: date => [(MONTHS[date.getUTCMonth()] ?? '').slice(0, 3)],
  d: date => [two(date.getUTCDate()), String(date.getUTCDate())],
}
const SIGNS = ['/', '.', '-', ' ', ', ', '|', '*', '(', '[', '\\', '$', '^', '+', '?', '%%']

const sign = fc.constantFrom(...SIGNS)

/** The parts of a date in any order, between any signs; the last one ends the text. */
const written = fc.record({
  day: fc.integer({ min: -365, max: 36_159 }), // 1969 to 2068: what two digits of a year stand for
  order: fc.shuffledSubarray(['year', 'month', 'date'], { minLength: 3 }),
  year: fc.constantFrom('Y', 'y'),
  month: fc.constantFrom('m', 'B', 'b'),
  signs: fc.tuple(sign, sign, sign),
  zeros: fc.constantFrom(0, 1),
})

describe('what strftime writes', () => {
  it('is read back', () => {
    fc.assert(
      fc.property(written, ({ day, order, year, month, signs, zeros }) => {
        const date = new Date(day * 86_400_000)
        const directives = order.map(part => ({ year, month, date: 'd' })[part] ?? '')
        const texts = directives.map(one => WRITTEN[one]?.(date) ?? []).map(all => all[zeros] ?? all[0] ?? '')
        const between = (parts: readonly string[]) => parts.map((part, index) => part + signs[index]).join('')
        const reader = dateReader(between(directives.map(one => `%${one}`)))
        expect(reader(between(texts).replaceAll('%%', '%'))).toBe(day)
      }),
      { numRuns: 1000 },
    )
  })

  it('no text makes it throw, and what it reads is a day', () => {
    const formats = fc.constantFrom(
      '%m/%d/%Y',
      '%d.%m.%Y',
      '%Y%m%d',
      '%d %b %Y',
      '%B %d, %Y',
      '%m/%d/%y',
      '%Y-%m-%dT%H:%M:%S%z',
    )
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}$/))
    fc.assert(
      fc.property(formats, texts, (format, text) => {
        const day = dateReader(format)(text)
        expect(day === undefined || Number.isInteger(day)).toBe(true)
      }),
    )
  })
})
