import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Json } from '../../../okta-server/json.ts'
import { keywordFilter, wordsOf } from '../../../okta-server/logs/keywords.ts'

const event = {
  displayMessage: 'Create Okta user',
  outcome: { result: 'SUCCESS', reason: null },
  target: [{ alternateId: 'Jean-Luc.Picard@org.example', displayName: 'Jean-Luc Picard' }],
  authenticationContext: { authenticationStep: 0 },
}

describe('keywords', () => {
  test.each<[string, boolean]>([
    ['okta', true],
    ['OKTA create', true],
    ['okta delete', false],
    ['okt', false],
    ['jean-luc', true],
    ['luc', true],
    ['picard  user', true],
    ['0', true],
    ['null', false],
    ['jean-luc.picard@org.example', true],
  ])('%s', (q, fits) => {
    expect(keywordFilter(q)(event)).toBe(fits)
  })

  test.each([
    ['a b c d e f g h i j', true],
    ['a b c d e f g h i j k', false],
    ['x'.repeat(40), true],
    ['x'.repeat(41), false],
  ])('%s is allowed: %s', (q, allowed) => {
    const make = () => keywordFilter(q)
    if (allowed) expect(make).not.toThrow()
    else expect(make).toThrow(/^Api validation failed: q$/)
  })

  it('find every word of every value, and those are whole', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const words = wordsOf(value as Json)
        for (const word of words) expect(word).toMatch(/^\S+$/)
        const strings = JSON.stringify(value) === undefined ? [] : [...words].slice(0, 10)
        const short = strings.filter(word => word.length <= 40)
        expect(keywordFilter(short.join(' '))({ value: value as Json })).toBe(true)
      }),
    )
  })
})
