import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Expression, operators, parse } from '../../../okta-server/filter/parse.ts'
import { print } from '../../../okta-server/filter/print.ts'
import { FilterError } from '../../../okta-server/filter/tokens.ts'

const eq = (attribute: string, value: string | number | boolean | null): Expression => ({
  kind: 'compare',
  attribute,
  operator: 'eq',
  value,
})
const a = eq('a', 1)
const b = eq('b', 2)
const c = eq('c', 3)

describe('parse', () => {
  test.each<[string, Expression]>([
    ['status eq "ACTIVE"', eq('status', 'ACTIVE')],
    ['profile.login EQ "a@b.c"', eq('profile.login', 'a@b.c')],
    ['  a eq 1  ', a],
    ['a eq"x"', eq('a', 'x')],
    ['a eq -1.5e2', eq('a', -150)],
    ['a eq true', eq('a', true)],
    ['a eq false', eq('a', false)],
    ['a eq null', eq('a', null)],
    [String.raw`a eq "say \"hi\" \\ \u00e9"`, eq('a', 'say "hi" \\ é')],
    ['a eq "(x) and \'y\'"', eq('a', "(x) and 'y'")],
    ['a pr', { kind: 'present', attribute: 'a' }],
    ['a PR', { kind: 'present', attribute: 'a' }],
    ['a eq 1 and b eq 2', { kind: 'and', terms: [a, b] }],
    ['a eq 1 and b eq 2 and c eq 3', { kind: 'and', terms: [a, b, c] }],
    ['a eq 1 or b eq 2 and c eq 3', { kind: 'or', terms: [a, { kind: 'and', terms: [b, c] }] }],
    ['a eq 1 and b eq 2 or c eq 3', { kind: 'or', terms: [{ kind: 'and', terms: [a, b] }, c] }],
    ['(a eq 1 or b eq 2) and c eq 3', { kind: 'and', terms: [{ kind: 'or', terms: [a, b] }, c] }],
    ['((a eq 1))', a],
    ['not (a eq 1)', { kind: 'not', term: a }],
    ['NOT(a eq 1) OR b eq 2', { kind: 'or', terms: [{ kind: 'not', term: a }, b] }],
    ['__proto__.x eq 1', eq('__proto__.x', 1)],
  ])('%s', (text, expected) => {
    expect(parse(text)).toEqual(expected)
  })

  test.each([
    ['', 'expected an attribute, not the end at position 0'],
    ['a', 'Unrecognized attribute operator the end at position 1'],
    ['a eq', 'expected a JSON value, not the end at position 4'],
    ['status eq ACTIVE', "expected a JSON value, not 'ACTIVE' at position 10"],
    ['a eqq 1', "Unrecognized attribute operator 'eqq' at position 2"],
    ['"a" eq 1', 'expected an attribute, not "a" at position 0'],
    ['a eq "x', 'a string is not closed at position 4'],
    [String.raw`a eq "\q"`, String.raw`"\q" is not a JSON string at position 5`],
    ['a eq 1 b eq 2', "expected and, or, or the end, not 'b' at position 7"],
    ['a eq 1 and', 'expected an attribute, not the end at position 10'],
    ['(a eq 1', 'expected ), not the end at position 7'],
    ['a eq 1)', 'expected and, or, or the end, not ) at position 6'],
    ["a eq 'x'", "expected a JSON value, not ''x'' at position 5"],
    ['a eq 01', "expected a JSON value, not '01' at position 5"],
  ])('%s is refused', (text, message) => {
    expect(() => parse(text)).toThrow(FilterError)
    expect(() => parse(text)).toThrow(message)
  })

  it('refuses nesting that would exhaust the stack', () => {
    expect(() => parse(`${'('.repeat(50_000)}a eq 1${')'.repeat(50_000)}`)).toThrow('nested deeper than 100')
  })

  it('takes chains of any length', () => {
    const long = parse(Array.from({ length: 20_000 }, () => 'a eq 1').join(' or '))
    expect(long).toMatchObject({ kind: 'or', terms: { length: 20_000 } })
  })
})

const attribute = fc
  .stringMatching(/^[a-z][\w.]{0,12}$/)
  .filter(name => !['not'].includes(name.toLowerCase()))
const literal = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const { expression } = fc.letrec<{ expression: Expression }>(tie => ({
  expression: fc.oneof(
    { maxDepth: 5 },
    fc.record({ kind: fc.constant('present' as const), attribute }),
    fc.record({
      kind: fc.constant('compare' as const),
      attribute,
      operator: fc.constantFrom(...operators),
      value: literal.map(value => (Object.is(value, -0) ? 0 : value)),
    }),
    fc.record({ kind: fc.constant('not' as const), term: tie('expression') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      terms: fc.array(tie('expression'), { minLength: 2, maxLength: 4 }),
    }),
  ),
}))

describe('properties', () => {
  it('parses what it prints', () => {
    fc.assert(
      fc.property(expression, value => {
        expect(parse(print(value))).toEqual(value)
      }),
    )
  })

  it('throws nothing but its own error', () => {
    const piece = fc.constantFrom(
      'a',
      'eq',
      'pr',
      'and',
      'or',
      'not',
      '(',
      ')',
      '"x"',
      '"',
      '\\',
      '1',
      'true',
      ' ',
      '\n',
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join(' ')),
    )
    fc.assert(
      fc.property(text, source => {
        try {
          parse(source)
        } catch (error) {
          expect(error).toBeInstanceOf(FilterError)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
