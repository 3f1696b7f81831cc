import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { matchesQuery, requiredValues, type Subject } from '../../../warroom/indicators/matches-query.ts'
import { parseQuery } from '../../../warroom/indicators/query.ts'
import { matchesWildcards } from '../../../warroom/indicators/wildcards.ts'
import { Refusal } from '../../../warroom/refusal.ts'

const ANN: Record<string, Json> = {
  type: 'User Profile',
  value: 'ann@x.example',
  name: 'Ann "The Boss" Lee',
  tags: ['one', 'two'],
  path: 'a*b',
  age: 40,
  hired: '2026-03-01T08:00:00Z',
  empty: '',
  on: true,
  address: { city: 'Oslo' },
}

const subject = (fields: Record<string, Json>): Subject => ({
  field: name => (Object.hasOwn(fields, name) ? fields[name] : undefined),
  texts: () => Object.values(fields).filter(value => typeof value === 'string'),
})

const finds = (query: string): boolean => matchesQuery(parseQuery(query), subject(ANN))

describe('a query', () => {
  test.each<[string, boolean]>([
    ['', true],
    ['*', true],
    ['type:"User Profile"', true],
    ['type:"user profile"', true],
    ['type:User', false],
    ['type:User*', true],
    ['value:*@x.*', true],
    ['value:"*@x.*"', true],
    ['value:ann@?.example', true],
    ['path:a\\*b', true],
    ['path:"a\\*b"', true],
    ['value:ann\\*', false],
    ['name:"Ann \\"The Boss\\" Lee"', true],
    ['tags:two', true],
    ['tags:three', false],
    ['tags:(three or two)', true],
    ['tags:("three" four)', false],
    ['on:true', true],
    ['address:*Oslo*', true],
    ['empty:""', true],
    ['nothing:""', true],
    ['value:""', false],
    ['nothing:*', false],
    ['empty:*', false],
    ['value:*', true],
    ['age:>39', true],
    ['age:>=40', true],
    ['age:<40', false],
    ['age:<=40', true],
    ['hired:>"2026-02-28"', true],
    ['hired:<2026-02-28', false],
    ['name:>B', false],
    ['nothing:<9', false],
    ['boss', true],
    ['bo?s', true],
    ['"the boss"', true],
    ['nobody', false],
    ['type:User* value:ann*', true],
    ['type:User* and value:bob*', false],
    ['type:User* AND NOT value:bob*', true],
    ['-value:bob*', true],
    ['-value:ann*', false],
    ['!tags:one', false],
    ['not (tags:three or tags:four)', true],
    ['value:bob* or tags:one', true],
    ['value:bob* || tags:three', false],
    ['value:ann* && tags:one', true],
    // "and" binds closer than "or".
    ['tags:one or tags:three and tags:four', true],
    ['(tags:one or tags:three) and tags:four', false],
    ['value:andy', false],
    ['name:"Ann \\"The Boss\\" Lee" and ((tags:one))', true],
    ['__proto__:x', false],
    ['"an open quote', false],
  ])('%s finds Ann: %s', (query, expected) => {
    expect(finds(query)).toBe(expected)
  })

  test.each([
    ['(a', 'a "(" is not closed'],
    ['a)', '")" has no "(" before it'],
    ['a and', 'a value is missing'],
    ['type:', 'type: has no value'],
    ['type:(a', 'a "(" behind type: is not closed'],
    [`${'('.repeat(200)}a`, 'it is nested deeper than 100'],
    [`${'not '.repeat(200)}a`, 'it is nested deeper than 100'],
  ])('%s cannot be read', (query, reason) => {
    expect(() => parseQuery(query)).toThrow(reason)
  })

  test.each<[string, string[] | undefined]>([
    ['value:a', ['a']],
    ['type:x and value:"a b"', ['a b']],
    ['value:a or value:b', ['a', 'b']],
    ['value:(a b)', ['a', 'b']],
    ['(value:a or value:b) and type:x', ['a', 'b']],
    ['value:a or type:x', undefined],
    ['value:a*', undefined],
    ['not value:a', undefined],
    ['value:""', undefined],
    ['value:>a', undefined],
    ['a', undefined],
  ])('%s needs the values %j', (query, values) => {
    expect(requiredValues(parseQuery(query), 'value')).toEqual(values)
  })

  test('of any text is read or refused, and what it needs is no less than what it finds (property)', () => {
    const piece = fc.constantFrom(
      'value:',
      'a',
      '"b c"',
      '(',
      ')',
      ' ',
      'and ',
      'or ',
      'not ',
      '-',
      '*',
      '\\',
      '"',
      't:>',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map(parts => parts.join('')),
        ),
        source => {
          try {
            const query = parseQuery(source)
            const values = requiredValues(query, 'value')
            for (const value of ['a', 'b c', 'z']) {
              const found = matchesQuery(query, subject({ value }))
              if (found && values) expect(values.map(each => each.toLowerCase())).toContain(value)
            }
          } catch (cause) {
            expect(cause).toBeInstanceOf(Refusal)
          }
        },
      ),
    )
  })

  test('quoted finds what it quotes (property)', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), value => {
        const quoted = `value:"${value.replace(/[\\"*?]/g, '\\$&')}"`
        expect(matchesQuery(parseQuery(quoted), subject({ value }))).toBe(true)
      }),
    )
  })
})

describe('wildcards', () => {
  test('match as the regular expression they stand for (property)', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 8 })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.', '\\*'), maxLength: 8 })
    fc.assert(
      fc.property(text, pattern, (held, wanted) => {
        const source = wanted.replace(/\\\*|\*|\?|\./g, each =>
          each === '*' ? '.*' : each === '?' ? '.' : `\\${each.at(-1)}`,
        )
        expect(matchesWildcards(held, wanted)).toBe(new RegExp(`^${source}$`, 's').test(held))
      }),
    )
  })

  test('many of them are no burden', () => {
    expect(matchesWildcards('a'.repeat(20_000), `${'*a'.repeat(100)}*b`)).toBe(false)
  })
})
