import { expect, test } from 'vitest'
import { isTrue, parsedField } from '../../Automations/texts.ts'
import type { Json } from '../../kit/wire.ts'

test.each<[Json | undefined, boolean]>([
  [true, true],
  ['True', true],
  ['yes', true],
  [' true ', true],
  [false, false],
  ['', false],
  ['1', false],
  [null, false],
  [{}, false],
  [undefined, false],
])('the flag %j is %j', (given, expected) => {
  expect(isTrue(given)).toBe(expected)
})

test.each<[string, Json | undefined, Json | undefined]>([
  ['JSON text', '{"a":[1]}', { a: [1] }],
  ['what is parsed', { a: 1 }, { a: 1 }],
  ['a text that is no JSON', '{"a"', undefined],
  ['an empty text', '', undefined],
  ['nothing', undefined, undefined],
  ['null', null, null],
])('a field of %s', (_, held, expected) => expect(parsedField(held)).toEqual(expected))
