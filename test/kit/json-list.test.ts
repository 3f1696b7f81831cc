import { describe, expect, it } from 'vitest'
import { jsonList } from '../../kit/command.ts'
import { parseFields } from '../../kit/fields.ts'
import type { Json } from '../../kit/wire.ts'

const parse = (rows: Json) =>
  parseFields('argument', { rows: jsonList({ description: 'x', required: true }) }, { rows }).rows

describe('a list of JSON objects', () => {
  it.each<[string, Json, Json]>([
    ['a list', [{ a: 1 }], [{ a: 1 }]],
    ['its text', ' [{"a":1},{"a":2}] ', [{ a: 1 }, { a: 2 }]],
    ['an empty list', '[]', []],
    ['one object', { a: 1 }, [{ a: 1 }]],
    ['the text of one', '{"a":1}', [{ a: 1 }]],
  ])('%s', (_, given, rows) => expect(parse(given)).toEqual(rows))

  it.each<[string, Json, RegExp]>([
    ['no JSON', '[{"a":', /^The argument "rows" is .*JSON.*; expected a JSON list of objects such as/],
    ['a list of texts', '["a"]', /^The argument "rows" is "\[\\"a\\"\]"; expected a JSON list/],
    ['a text', '"a"', /expected a JSON list/],
    ['a list in a list', [[{ a: 1 }]], /expected a JSON list/],
    ['a number', 7, /is 7; expected a JSON list/],
    ['nothing', '', /^The argument "rows" is missing/],
  ])('%s is refused', (_, given, told) => expect(() => parse(given)).toThrow(told))
})
