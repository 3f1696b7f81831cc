import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonFault, placeOf } from '../../../Automations/IAMGetProvisioningSettings/json-fault.ts'

describe('jsonFault', () => {
  test.each<[string, string, string]>([
    ['', 'line 1, column 1', 'the text ends, expected a value'],
    ['abc', 'line 1, column 1', 'expected a value, not abc'],
    ['[1', 'line 1, column 3', 'the text ends, expected , or ]'],
    ['[1,]', 'line 1, column 4', 'expected a value, not ]'],
    ['[1] 2', 'line 1, column 5', 'expected nothing more, not 2'],
    ['[\n {"a": 1\n  "b": 2}\n]', 'line 3, column 3', 'expected , or }, not "b": 2}'],
    ['{"a" 1}', 'line 1, column 6', 'expected :, not 1}'],
    ['{"a":1,}', 'line 1, column 8', 'expected a name in double quotes after the comma, not }'],
    ["{'a':1}", 'line 1, column 2', "expected a name in double quotes or }, not 'a':1}"],
    ['[True]', 'line 1, column 2', 'expected a value or ], not True]'],
    ['[01]', 'line 1, column 2', 'expected a value or ], not 01]'],
    ['["a\nb"]', 'line 1, column 2', 'expected a value or ], not "a'],
    ['[}', 'line 1, column 2', 'expected a value or ], not }'],
    ['{"a":1,\r\n "a":2}', 'line 2, column 2', 'the name "a" stands twice in one object'],
    ['[{"a":1,"\\u0061":2}]', 'line 1, column 9', 'the name "\\u0061" stands twice in one object'],
  ])('%j: at %s %s', (text, place, what) => {
    const fault = jsonFault(text)
    expect([placeOf(text, fault?.at ?? -1), fault?.what]).toEqual([place, what])
  })

  test.each([
    '[{"a":1},{"a":1}]',
    '{"a":{"a":1}}',
    ' [ ] ',
    '{"a":[],"b":{}}',
    '-1.5e+3',
    '"\\n"',
    '{"__proto__":1}',
  ])('%s has none', text => {
    expect(jsonFault(text)).toBeUndefined()
  })

  test('agrees with JSON.parse on every text, but for repeated names', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-',
      '.5',
      'true',
      ' ',
      '\n',
      '"',
      '\\',
    )
    const nearly = fc.array(piece).map(pieces => pieces.join(''))
    const valid = fc.json()
    fc.assert(
      fc.property(fc.oneof(nearly, valid), text => {
        const fault = jsonFault(text)
        if (fault?.what.endsWith('twice in one object')) return
        expect(fault === undefined).toBe(parses(text))
      }),
      { numRuns: 1000 },
    )
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
