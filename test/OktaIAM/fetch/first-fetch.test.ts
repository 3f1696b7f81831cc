import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstFetch, reachable } from '../../../Integrations/OktaIAM/fetch/first-fetch.ts'
import { InputError } from '../../../kit/errors.ts'

const NOW = new Date('2026-11-22T09:30:00.123Z')

describe('the first fetch', () => {
  it.each([
    ['0 minutes', '2026-11-22T09:30:00.123Z'],
    ['1 minute', '2026-11-22T09:29:00.123Z'],
    ['12 hours', '2026-11-21T21:30:00.123Z'],
    ['7 days', '2026-11-15T09:30:00.123Z'],
    ['3 days ago', '2026-11-19T09:30:00.123Z'],
    ['2 weeks', '2026-11-08T09:30:00.123Z'],
    ['1 month', '2026-10-23T09:30:00.123Z'],
    ['6 months', '2026-05-26T09:30:00.123Z'],
    ['180 days', '2026-05-26T09:30:00.123Z'],
    [' 7  DAYS ', '2026-11-15T09:30:00.123Z'],
    ['7days', '2026-11-15T09:30:00.123Z'],
  ])('%s before now', (text, instant) => expect(firstFetch(text, NOW).toISOString()).toBe(instant))

  it.each([
    '',
    'yesterday',
    '7',
    'days',
    '-1 days',
    '1.5 hours',
    '1 day 2 hours',
    '3 fortnights',
    '7 constructor',
    '7 valueOf',
    '1234567 days',
  ])('%j is refused, saying what is expected', text => {
    expect(() => firstFetch(text, NOW)).toThrow(InputError)
    expect(() => firstFetch(text, NOW)).toThrow(
      `First fetch timestamp parameter is not in the correct format. It is ${JSON.stringify(text)}; expected a number and a unit, such as 12 hours or 7 days.`,
    )
  })

  it.each(['181 days', '1 year', '7 months', '26 weeks', '4321 hours', '999999 minutes'])(
    '%s lies further back than Okta gives events (F13)',
    text => {
      expect(() => firstFetch(text, NOW)).toThrow(InputError)
      expect(() => firstFetch(text, NOW)).toThrow(/Okta gives no events from before 180 days; choose a later/)
    },
  )

  it('is a time not after now, or an InputError', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.integer(), fc.constantFrom('minutes', 'hour', 'days', 'months', 'toString', '__proto__'))
        .map(words => words.join(' ')),
    )
    fc.assert(
      fc.property(text, given => {
        try {
          const back = NOW.getTime() - firstFetch(given, NOW).getTime()
          expect(back).toBeGreaterThanOrEqual(0)
          expect(back).toBeLessThanOrEqual(180 * 86_400_000)
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
        }
      }),
    )
  })
})

describe('an instant from which the log is read', () => {
  it.each<[string, string, boolean]>([
    ['2026-11-22T09:30:00.123Z', '2026-11-22T09:30:00.123Z', false],
    ['2026-05-26T10:30:00.123Z', '2026-05-26T10:30:00.123Z', false],
    ['2026-05-26T10:30:00.122Z', '2026-05-26T10:30:00.123Z', true],
    ['2020-01-01T00:00:00.000Z', '2026-05-26T10:30:00.123Z', true],
  ])('%s is %s; told: %s (F13)', (start, instant, isTold) => {
    const told: string[] = []
    const got = reachable(new Date(start), NOW, (_, text) => void told.push(text))
    expect(got.toISOString()).toBe(instant)
    expect(told.join()).toMatch(
      isTold ? `is read from ${instant} on and not from ${start}: Okta takes` : /^$/,
    )
  })
})
