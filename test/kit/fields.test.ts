import { describe, expect, it } from 'vitest'
import { count, date, flag, json, list, text } from '../../kit/command.ts'
import { InputError } from '../../kit/errors.ts'
import { parseFields } from '../../kit/fields.ts'
import { parameter } from '../../kit/integration.ts'
import { choice, credentials } from '../../kit/kinds.ts'
import type { Json } from '../../kit/wire.ts'

const fields = {
  text: text({ description: '' }),
  secret: text({ description: '', secret: true }),
  flag: flag({ description: '' }),
  count: count({ description: '' }),
  list: list({ description: '' }),
  json: json({ description: '' }),
  date: date({ description: '' }),
  choice: parameter(choice('red', 'green'), { display: '', type: 15, section: 'Connect' }),
  credentials: parameter(credentials, { display: '', type: 9, section: 'Connect' }),
}
type Name = keyof typeof fields
const parse = (name: Name, value: Json) => parseFields('argument', fields, { [name]: value })[name]

describe('argument kinds', () => {
  it.each<[Name, Json, unknown]>([
    ['text', 'x', 'x'],
    ['text', 5, '5'],
    ['text', false, 'false'],
    ['flag', true, true],
    ['flag', 'True', true],
    ['flag', ' YES ', true],
    ['flag', 'no', false],
    ['flag', 'FALSE', false],
    ['count', 7, 7],
    ['count', ' 200 ', 200],
    ['count', 0, 0],
    ['list', 'a, b,,c', ['a', 'b', 'c']],
    ['list', '["a","b,c",1]', ['a', 'b,c', '1']],
    ['list', ['a', 2], ['a', '2']],
    ['json', '{"a":{"b":1}}', { a: { b: 1 } }],
    ['json', { a: 1 }, { a: 1 }],
    ['date', '2026-11-22T09:30:00Z', new Date('2026-11-22T09:30:00Z')],
    ['date', '2026-11-22', new Date('2026-11-22')],
    ['date', '2026-11-22T09:30:00', new Date('2026-11-22T09:30:00Z')],
    ['date', '2026-11-22T09:30:00.5+01:00', new Date('2026-11-22T08:30:00.500Z')],
    ['choice', 'green', 'green'],
    ['choice', ' GREEN ', 'green'],
    ['text', ' x y ', 'x y'],
    ['text', '  ', undefined],
    ['secret', ' x ', ' x '],
    ['secret', ' ', ' '],
    ['credentials', { identifier: '', password: 'p' }, { identifier: '', password: 'p' }],
    ['credentials', { password: 'p' }, { identifier: '', password: 'p' }],
    ['credentials', 'p', { identifier: '', password: 'p' }],
  ])('%s takes %j', (name, value, expected) => expect(parse(name, value)).toEqual(expected))

  it.each<[Name, Json, string]>([
    ['text', { a: 1 }, 'The argument "text" is {"a":1}; expected text.'],
    ['flag', 'maybe', 'The argument "flag" is "maybe"; expected true or false.'],
    ['count', '-1', 'The argument "count" is "-1"; expected a whole number, 0 or more.'],
    ['count', 1.5, 'The argument "count" is 1.5; expected a whole number, 0 or more.'],
    ['list', '[1,]', 'The argument "list" is "[1,]"; expected a list, or values separated by commas.'],
    [
      'json',
      '[1]',
      'The argument "json" is "[1]"; expected a JSON object such as {"email":"ann@example.com"}.',
    ],
    ['date', 'tomorrow', 'The argument "date" is "tomorrow"; expected a date such as 2026-11-22T09:30:00Z.'],
    [
      'date',
      '2026-13-45',
      'The argument "date" is "2026-13-45"; expected a date such as 2026-11-22T09:30:00Z.',
    ],
    ['choice', 'blue', 'The argument "choice" is "blue"; expected one of red, green.'],
  ])('%s refuses %j in one sentence', (name, value, message) => {
    expect(() => parse(name, value)).toThrow(message)
    expect(() => parse(name, value)).toThrow(InputError)
  })

  it('U15: bad JSON is a clear sentence with the place, not a stack trace', () => {
    expect(() => parse('json', '{"email":')).toThrow(
      /^The argument "json" is "\{\\"email\\":" \(.*JSON.*\); expected a JSON object/,
    )
  })

  it('a long value is shown in part', () => {
    const [message] = /.*/.exec(String(catching(() => parse('json', `[${'1,'.repeat(500)}1]`)))) ?? []
    expect(message?.length).toBeLessThan(220)
  })
})

describe('given and absent', () => {
  const some = {
    needed: text({ description: '', required: true }),
    filled: flag({ description: '', defaultValue: 'true' }),
    optional: text({ description: '' }),
    hidden: count({ description: '', secret: true }),
  }
  it('fills defaults; absent, null and empty text count as absent', () => {
    const expected = { needed: 'x', filled: true, optional: undefined, hidden: undefined }
    expect(parseFields('argument', some, { needed: 'x' })).toEqual(expected)
    expect(parseFields('argument', some, { needed: 'x', filled: '', optional: null })).toEqual(expected)
  })

  it('names what is missing', () => {
    expect(() => parseFields('parameter', some, { needed: '' })).toThrow(
      'The parameter "needed" is missing; expected text.',
    )
  })

  it('ignores what is not declared, also a key of the prototype', () => {
    expect(
      parseFields('argument', some, JSON.parse('{"needed":"x","__proto__":{"optional":"y"},"zz":1}'))
        .optional,
    ).toBeUndefined()
  })

  it('does not show the value of a secret', () => {
    expect(() => parseFields('argument', some, { needed: 'x', hidden: 'hunter2' })).toThrow(
      /^The argument "hidden" does not fit; expected a whole number, 0 or more\.$/,
    )
  })
})

function catching(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return (error as Error).message
  }
}
