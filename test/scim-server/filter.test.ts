import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { ScimError } from '../../scim-server/errors.ts'
import { fits, splitPath } from '../../scim-server/filter/match.ts'
import { type Filter, operators, parseFilter, parsePath } from '../../scim-server/filter/parse.ts'

const compare = (
  attribute: string,
  operator: (typeof operators)[number],
  value: string | boolean | null,
): Filter => ({
  ...{ kind: 'compare', attribute, operator, value },
})
const present = (attribute: string): Filter => ({ kind: 'present', attribute })

describe('a filter is read', () => {
  test.each<[string, Filter]>([
    ['title pr', present('title')],
    ['title PR', present('title')],
    ['a EQ "x y"', compare('a', 'eq', 'x y')],
    ['a eq "\\u00e9\\"\\\\"', compare('a', 'eq', 'é"\\')],
    ['a eq true', compare('a', 'eq', true)],
    ['a ne null', compare('a', 'ne', null)],
    [
      'a pr and b pr or c pr',
      { kind: 'or', terms: [{ kind: 'and', terms: [present('a'), present('b')] }, present('c')] },
    ],
    [
      'a pr and (b pr or c pr)',
      { kind: 'and', terms: [present('a'), { kind: 'or', terms: [present('b'), present('c')] }] },
    ],
    ['not (a pr)', { kind: 'not', term: present('a') }],
    ['NOT(a pr) AND b pr', { kind: 'and', terms: [{ kind: 'not', term: present('a') }, present('b')] }],
    ['not pr', present('not')],
    ['emails[type eq "work"]', { kind: 'each', attribute: 'emails', filter: compare('type', 'eq', 'work') }],
    ['urn:x:y:User:name.givenName sw "A"', compare('urn:x:y:User:name.givenName', 'sw', 'A')],
    ['$ref pr', present('$ref')],
  ])('%s', (text, filter) => {
    expect(parseFilter(text)).toEqual(filter)
    expect(parseFilter(`  ${text}  `)).toEqual(filter)
  })

  test.each([
    ['a eq', 'expected a JSON value, not the end'],
    ['a eq b', 'expected a JSON value, not b'],
    ['a like "x"', 'expected one of eq, ne, co, sw, ew, gt, ge, lt, le, pr, not like'],
    ['a "x"', 'expected one of eq, ne, co, sw, ew, gt, ge, lt, le, pr, not "x"'],
    ['(a pr', 'expected ), not the end'],
    ['a pr)', 'expected the end, not )'],
    ['a[b pr', 'expected ], not the end'],
    ['a eq "x', 'a string is not closed'],
    ['a eq "\\x"', '"\\x" is not a JSON string'],
    ['1a pr', 'expected an attribute, not 1a'],
    ['a.b.c pr', 'expected an attribute, not a.b.c'],
    ['', 'expected an attribute, not the end'],
  ])('%s is refused', (text, why) => {
    const sentence = `the filter ${JSON.stringify(text)} cannot be read: ${why}`
    expect(() => parseFilter(text)).toThrow(new ScimError(400, sentence, 'invalidFilter'))
  })
})

const name = fc.constantFrom('a', 'userName', 'name.givenName', 'urn:ietf:x:2.0:User:title')
const value = fc.oneof(fc.string(), fc.boolean(), fc.constant(null))
const { filter: anyFilter } = fc.letrec<{ filter: Filter }>(tie => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    name.map(present),
    fc
      .tuple(name, fc.constantFrom(...operators), value)
      .map(([attribute, operator, one]) => compare(attribute, operator, one)),
    tie('filter').map((term): Filter => ({ kind: 'not', term })),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      terms: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
    }),
    fc
      .tuple(fc.constantFrom('emails', 'members'), tie('filter'))
      .map(([attribute, filter]): Filter => ({ kind: 'each', attribute, filter })),
  ),
}))

/** Every term in brackets, so that nothing hangs on which binds tighter. */
function printed(filter: Filter): string {
  switch (filter.kind) {
    case 'present':
      return `${filter.attribute} pr`
    case 'compare':
      return `${filter.attribute} ${filter.operator} ${JSON.stringify(filter.value)}`
    case 'not':
      return `not (${printed(filter.term)})`
    case 'each':
      return `${filter.attribute}[${printed(filter.filter)}]`
    default:
      return filter.terms.map(term => `(${printed(term)})`).join(` ${filter.kind} `)
  }
}

describe('for any filter', () => {
  it('what is printed is read as it was', () => {
    fc.assert(
      fc.property(anyFilter, filter => {
        expect(parseFilter(printed(filter))).toEqual(filter)
      }),
    )
  })

  it('whatever is read is a filter or 400 invalidFilter', () => {
    const words = [...operators, 'a', 'pr', 'and', 'or', 'not', '(', ')', '[', ']', '"x"', 'true', '.b', '"']
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...words)).map(list => list.join(' ')),
    )
    fc.assert(
      fc.property(text, some => {
        try {
          expect(parseFilter(parseFilter(some) && some)).toBeDefined()
        } catch (error) {
          expect(error).toMatchObject({ status: 400, scimType: 'invalidFilter' })
        }
      }),
    )
  })

  it('a resource fits it or what denies it, never both', () => {
    const resource = {
      a: 'x',
      userName: 'Ada',
      emails: [{ a: 'y' }, { a: true }],
      name: { givenName: 'Ada' },
    }
    fc.assert(
      fc.property(anyFilter, filter => {
        expect(fits({ kind: 'not', term: filter }, resource)).toBe(!fits(filter, resource))
      }),
    )
  })
})

describe('the path of an operation is read', () => {
  test.each([
    ['active', { attribute: 'active' }],
    ['name.givenName', { attribute: 'name.givenName' }],
    ['members[value eq "x"]', { attribute: 'members', filter: compare('value', 'eq', 'x') }],
    [
      'emails[type eq "work"].value',
      { attribute: 'emails', filter: compare('type', 'eq', 'work'), sub: 'value' },
    ],
  ])('%s', (text, path) => expect(parsePath(text)).toEqual(path))

  test.each([
    '',
    'members[',
    'members[]',
    'members[value eq "x"',
    'members[value eq "x"]value',
    'emails[type pr].a.b',
    'a b',
    '.a',
    'a eq "x"',
  ])('%s is refused', text => expect(() => parsePath(text)).toThrow(ScimError))
})

test.each([
  ['a', { names: ['a'] }],
  ['a.b', { names: ['a', 'b'] }],
  ['urn:ietf:x:2.0:User:a.b', { urn: 'urn:ietf:x:2.0:User', names: ['a', 'b'] }],
  ['URN:x:a', { urn: 'URN:x', names: ['a'] }],
])('%s is split into its URN and its names', (path, parts) => expect(splitPath(path)).toEqual(parts))

describe('a getter is read by filters that ask for it alone', () => {
  it.each([
    ['displayName eq "g"', 0],
    ['members.value eq "x"', 1],
    ['displayName eq "other" and members pr', 0],
  ])('%s', (text, most) => {
    let reads = 0
    const group = Object.defineProperty({ displayName: 'g' }, 'members', {
      enumerable: true,
      get: () => {
        reads += 1
        return [{ value: 'x' }]
      },
    })
    fits(parseFilter(text), group)
    expect(reads).toBe(most)
  })
})
