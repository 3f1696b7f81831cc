import { describe, expect, test } from 'vitest'
import { type Bounds, policyOf } from '../../../Automations/IAMGeneratePassword/policy.ts'

const BOUNDS: Bounds = {
  ...{ min_lcase: 5, max_lcase: 10, min_ucase: 5, max_ucase: 10, min_digits: 5, max_digits: 10 },
  ...{ min_symbols: 2, max_symbols: 4, symbols: '-_.' },
}

describe('the policy of a password', () => {
  test('has the four classes with their bounds', () => {
    expect(policyOf(BOUNDS)).toEqual([
      { characters: 'abcdefghijklmnopqrstuvwxyz', min: 5, max: 10 },
      { characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', min: 5, max: 10 },
      { characters: '0123456789', min: 5, max: 10 },
      { characters: '-_.', min: 2, max: 4 },
    ])
  })

  test.each<[Partial<Bounds>, string]>([
    [{ symbols: '--_-' }, '-_'],
    [{ symbols: '', min_symbols: 0, max_symbols: 0 }, ''],
    [{ symbols: '!"#%&\'()*+,-./:;<=>?@[\\]^_{|}~' }, '!"#%&\'()*+,-./:;<=>?@[\\]^_{|}~'],
    [{ symbols: '$}' }, '$}'],
  ])('%j: the symbols are %j, each once', (change, symbols) => {
    expect(policyOf({ ...BOUNDS, ...change })[3]?.characters).toBe(symbols)
  })

  test.each<[Partial<Bounds>]>([
    [{ min_lcase: 8, max_lcase: 8, min_ucase: 0, min_digits: 0, min_symbols: 0 }],
    [{ min_lcase: 10, max_lcase: 103 }],
  ])('%j is just long enough, or just short enough', change => {
    expect(policyOf({ ...BOUNDS, ...change })).toHaveLength(4)
  })

  test.each<[Partial<Bounds>, string]>([
    [
      { max_digits: 4 },
      'The argument "max_digits" is 4 and "min_digits" is 5; expected a maximum that is not',
    ],
    [{ max_lcase: 0 }, 'The argument "max_lcase" is 0 and "min_lcase" is 5'],
    [{ min_ucase: 11 }, 'The argument "max_ucase" is 10 and "min_ucase" is 11'],
    [{ max_symbols: 1 }, 'The argument "max_symbols" is 1 and "min_symbols" is 2'],
    [{ symbols: '' }, 'The argument "symbols" is empty and "max_symbols" is 4; give the symbols that may be'],
    [{ symbols: '', min_symbols: 0 }, 'or 0 as min_symbols and max_symbols.'],
    ...['-a', 'Z', '7', '- _', '\t', '`', 'é', '€', '-\n'].map((symbols): [Partial<Bounds>, string] => [
      { symbols },
      `The argument "symbols" is ${JSON.stringify(symbols)}; expected printable ASCII symbols such as`,
    ]),
    [{ symbols: '{-$' }, 'leave out $ or {, for the platform takes ${ as the beginning of a placeholder.'],
    [
      { min_lcase: 0, min_ucase: 0, min_digits: 0, min_symbols: 0 },
      'The min_ arguments allow a password of 0 characters; expected at least 8 in all: raise one of them.',
    ],
    [
      { min_lcase: 7, min_ucase: 0, min_digits: 0, min_symbols: 0 },
      'The min_ arguments allow a password of 7 characters',
    ],
    [
      { max_lcase: 104 },
      'The max_ arguments allow a password of 128 characters; expected at most 127 in all: lower one of them.',
    ],
  ])('%j is refused', (change, sentence) => {
    expect(() => policyOf({ ...BOUNDS, ...change })).toThrow(sentence)
  })
})
