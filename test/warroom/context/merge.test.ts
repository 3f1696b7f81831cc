import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import {
  type Context,
  createContextLanguage,
  openContext,
  parseExtensions,
  QueryError,
} from '../../../warroom/context/index.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'

const language = createContextLanguage(await openSandbox())

function valueAfter(given: JsonObject, act: (context: Context) => void): JsonObject {
  const context = openContext(language, structuredClone(given))
  act(context)
  return context.value
}

describe('merge, beyond cases/merge.json', () => {
  test.each<[title: string, given: JsonObject, entryContext: JsonObject, then: JsonObject]>([
    [
      'a list that repeats a key is stored as given where nothing is (HC-75)',
      {},
      {
        'A(val.id == obj.id)': [
          { id: 1, a: 1 },
          { id: 1, b: 2 },
        ],
      },
      {
        A: [
          { id: 1, a: 1 },
          { id: 1, b: 2 },
        ],
      },
    ],
    [
      'an element that is no object matches by its text, as in JavaScript',
      { A: ['x', { id: 'x' }] },
      { 'A(val == obj.id)': { id: 'x', n: 1 } },
      { A: [{ id: 'x', n: 1 }, { id: 'x' }] },
    ],
    [
      'a key that is an object is compared as JavaScript does',
      { A: [{ id: ['7'] }, { id: 8 }] },
      { 'A(val.id == obj.id)': { id: '7', n: 1 } },
      { A: [{ id: '7', n: 1 }, { id: 8 }] },
    ],
    [
      'two objects without the key are equal when nothing guards',
      { A: { n: 1 } },
      { 'A(val.id == obj.id)': { m: 2 } },
      { A: { n: 1, m: 2 } },
    ],
    [
      'a selector that needs the sandbox',
      { A: [{ m: 'ANN@X' }, { m: 'bob@x' }] },
      { 'A(val.m.toLowerCase() == obj.m.toLowerCase())': [{ m: 'ann@x', n: 1 }, { m: 'cy@x' }] },
      { A: [{ m: 'ann@x', n: 1 }, { m: 'bob@x' }, { m: 'cy@x' }] },
    ],
    [
      '(true) merges into every element of a list',
      { P: [{ a: 1 }, { a: 2 }] },
      { 'P(true)': { t: 0 } },
      {
        P: [
          { a: 1, t: 0 },
          { a: 2, t: 0 },
        ],
      },
    ],
    ['(true) replaces a scalar', { P: 'old' }, { 'P(true)': 'new' }, { P: 'new' }],
    ['null with a selector is ignored', { P: [1] }, { 'P(val == obj)': null }, { P: [1] }],
    [
      'an inner selector without a match adds an element',
      { A: [{ X: 1 }] },
      { 'A(val.X == obj.X).B': { X: 2 } },
      { A: [{ X: 1 }, { B: { X: 2 } }] },
    ],
    [
      'an inner selector goes on in a single object',
      { A: { X: 1 } },
      { 'A(val.X == obj.X).B.C': { X: 1 } },
      { A: { X: 1, B: { C: { X: 1 } } } },
    ],
    ['a position', { A: [{ n: 1 }, { n: 2 }] }, { 'A.[1].m': 3 }, { A: [{ n: 1 }, { n: 2, m: 3 }] }],
    ['a position past the end adds', { A: ['x'] }, { 'A.[5].m': 3 }, { A: ['x', { m: 3 }] }],
    ['a number as key of an object', { A: {} }, { 'A.0': ['u1'] }, { A: { 0: ['u1'] } }],
    ['a key with a literal dot', {}, { 'urn:x:1\\.0.cc': 7 }, { 'urn:x:1.0': { cc: 7 } }],
    ['below a scalar', { A: 'x' }, { 'A.B': 1 }, { A: ['x', { B: 1 }] }],
    ['below null', { A: null }, { 'A.B': 1 }, { A: { B: 1 } }],
    ['empty values into nothing are stored', {}, { a: '', b: [], c: {} }, { a: '', b: [], c: {} }],
    ['an element twice in one list is added once', { A: ['x'] }, { A: ['y', 'y'] }, { A: ['x', 'y'] }],
    [
      'properties_to_append makes a list of what the next merge compares',
      { A: [{ k: 1, m: 'x' }] },
      {
        'A(val.k == obj.k)': [
          { k: 1, m: 'y', properties_to_append: ['m'] },
          { k: 1, n: 1 },
        ],
      },
      { A: [{ k: 1, m: ['x', 'y'], n: 1 }] },
    ],
  ])('%s', (_, given, entryContext, then) => {
    expect(valueAfter(given, context => context.merge(entryContext))).toEqual(then)
  })

  test('an index follows what other writes do to the list', () => {
    const context = openContext(language, {})
    const byId = 'A(val.id == obj.id)'
    const byMail = 'A(val.mail && val.mail == obj.mail)'
    context.merge({
      [byId]: [
        { id: 1, mail: 'a' },
        { id: 2, mail: 'b' },
      ],
    })
    context.merge({ [byMail]: { mail: 'a', by: 'mail' } })
    context.merge({ [byId]: { id: 1, mail: 'changed' } })
    context.merge({ [byMail]: { mail: 'changed', found: true } })
    context.merge({ 'A.[1].mail': 'c' })
    context.merge({ [byMail]: { mail: 'b', other: true } })
    context.set('A.[0].id', 9)
    context.merge({ [byId]: { id: 9, nine: true } })
    context.delete('A.[0]')
    context.merge({ [byId]: { id: 2, two: true } })
    expect(context.value).toEqual({
      A: [
        { id: 2, mail: ['b', 'c'], two: true },
        { mail: 'b', other: true },
      ],
    })
  })

  test('an index follows properties_to_append of the very key it is made for', () => {
    const context = openContext(language, { A: [{ k: '1' }, { k: '2' }] })
    const merge = (obj: JsonObject) => context.merge({ 'A(val.k == obj.k)': obj })
    merge({ k: 1, properties_to_append: ['k'] })
    merge({ k: '1,1', n: 1 })
    expect(context.value).toEqual({ A: [{ k: '1,1', n: 1 }, { k: '2' }] })
  })

  test('keys such as __proto__ stay data', () => {
    const entry = JSON.parse(
      '{"__proto__.a": 1, "A(true)": {"__proto__": {"b": 2}, "constructor": 3}}',
    ) as JsonObject
    const value = valueAfter({}, context => {
      context.merge(entry)
      context.merge(entry)
      context.set('__proto__.c', 4)
    })
    expect(JSON.stringify(value)).toBe(
      '{"__proto__":{"a":1,"c":4},"A":{"__proto__":{"b":2},"constructor":3}}',
    )
    expect(({} as JsonObject).a).toBeUndefined()
  })

  test('a key that cannot be read changes nothing', () => {
    const context = openContext(language, { A: 1 })
    expect(() => context.merge({ A: 2, 'B(val.x ==': 1 })).toThrow(QueryError)
    expect(() => context.merge({ A: 2, 'B=val': 1 })).toThrow(/expected a path/)
    expect(() => context.merge({ A: 2, 'B.[0:1]': 1 })).toThrow(/not in a range/)
    expect(() => context.merge({ A: 2, '.': 1 })).toThrow(/expected a key/)
    expect(context.value).toEqual({ A: 1 })
  })

  test('what was handed in is not changed by later merges', () => {
    const entry = { A: [{ id: 1 }], 'B(val.id == obj.id)': { id: 1, list: [1] } }
    const before = JSON.stringify(entry)
    valueAfter({}, context => {
      context.merge(entry)
      context.merge({ A: [{ id: 2 }], 'A.[0].x': 1, 'B(val.id == obj.id)': { id: 1, list: [2] } })
    })
    expect(JSON.stringify(entry)).toBe(before)
  })
})

describe('keyed merges', () => {
  const value = fc.oneof(
    fc.constantFrom<Json>(1, '1', '01', 0, '', 'a', 'A', true, false, null, ' 1 ', 'null'),
    fc.constant<Json>([1]),
  )
  const element = fc.record({ k: value, l: value }, { requiredKeys: [] })
  const batch = fc.tuple(fc.constantFrom(0, 1, 2), fc.array(element, { minLength: 1, maxLength: 4 }))
  const keyed = ['A(val.k == obj.k)', 'A(val.k && val.k === obj.k)', 'A(val.l == obj.l && obj.k == val.k)']
  // The same conditions in a form that no index is made for.
  const plain = [
    'A(!(val.k != obj.k))',
    'A(val.k && !(val.k !== obj.k))',
    'A(!(val.l != obj.l || obj.k != val.k))',
  ]

  test('give what comparing every element gives', () => {
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 8 }), batches => {
        const merged = (selectors: string[]) =>
          valueAfter({}, context => {
            for (const [which, elements] of batches) context.merge({ [selectors[which] ?? '']: elements })
          })
        expect(merged(keyed)).toEqual(merged(plain))
      }),
      { numRuns: 500 },
    )
  })

  test('plain appends keep every different element once', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ depthSize: 'xsmall' }), { minLength: 1 }), raw => {
        const elements = raw.map(each => ({ v: each })) as JsonObject[]
        const value = valueAfter({ A: [] }, context => {
          for (const each of elements) context.merge({ A: each })
        })
        const distinct = elements.filter(
          (each, i) =>
            !elements.slice(0, i).some(earlier => JSON.stringify(earlier) === JSON.stringify(each)),
        )
        expect((value.A as Json[]).length).toBeLessThanOrEqual(distinct.length)
        for (const each of elements) expect(value.A).toContainEqual(each)
      }),
    )
  })
})

describe('set', () => {
  test.each<[path: string, value: Json, then: JsonObject]>([
    ['A', null, { A: null, L: [{ id: 1 }, { id: 2 }] }],
    ['A.B.C', 1, { A: { B: { C: 1 } }, L: [{ id: 1 }, { id: 2 }] }],
    ['L.[0]', 'x', { A: 'a', L: ['x', { id: 2 }] }],
    ['L.1.id', 7, { A: 'a', L: [{ id: 1 }, { id: 7 }] }],
    ['L(val.id == obj.id)', { id: 2, n: 1 }, { A: 'a', L: [{ id: 1 }, { id: 2, n: 1 }] }],
    ['L', [], { A: 'a', L: [] }],
    ['New.Key', false, { A: 'a', L: [{ id: 1 }, { id: 2 }], New: { Key: false } }],
  ])('%s', (path, value, then) => {
    expect(valueAfter({ A: 'a', L: [{ id: 1 }, { id: 2 }] }, context => context.set(path, value))).toEqual(
      then,
    )
  })

  test('what it stores is a copy', () => {
    const list = [1]
    const value = valueAfter({}, context => {
      context.set('A', list)
      context.merge({ A: 2 })
    })
    expect(value).toEqual({ A: [1, 2] })
    expect(list).toEqual([1])
  })

  test('what was set is found there', () => {
    const key = fc
      .string({ unit: fc.constantFrom(...'abcXYZ_-:? '), minLength: 1 })
      .filter(each => each.trim() === each)
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), fc.jsonValue(), (keys, raw) => {
        const value = JSON.parse(JSON.stringify(raw)) as Json
        const root = valueAfter({}, context => context.set(keys.join('.'), value))
        expect(language.query(root, keys.join('.'))).toEqual(value)
      }),
    )
  })
})

describe('delete', () => {
  const given: JsonObject = {
    U: { a: 1, 'b,c': 2 },
    L: [{ id: 1, n: 'p' }, { id: 2, n: 'q' }, { id: 3 }],
    K: [0, 1, 2, 3],
  }

  test.each<[paths: string, changed: JsonObject]>([
    ['L.n', { L: [{ id: 1 }, { id: 2 }, { id: 3 }] }],
    ['L(val.id > 1)', { L: [{ id: 1, n: 'p' }] }],
    ['L(val.n.indexOf("q") == 0).id', { L: [{ id: 1, n: 'p' }, { n: 'q' }, { id: 3 }] }],
    ['L(val.id == 1 || [1,2].length == 3), U.a', { L: [{ id: 2, n: 'q' }, { id: 3 }], U: { 'b,c': 2 } }],
    ['K.[1:2]', { K: [0, 3] }],
    ['K.0,K.[3],K.[0]', { K: [1, 2] }],
    ['K.[9]', {}],
    ['U.a.b', {}],
    ['U.toString', {}],
    [' ', {}],
  ])('%s', (paths, changed) => {
    expect(valueAfter(given, context => context.delete(paths))).toEqual({ ...given, ...changed })
  })

  test('a whole key', () => {
    expect(valueAfter(given, context => context.delete('U,L'))).toEqual({ K: [0, 1, 2, 3] })
  })
})

describe('extend', () => {
  test.each([
    ['U=id', [{ key: 'U', query: 'id' }]],
    [
      'U = id :: N=.={"a": val.n}',
      [
        { key: 'U', query: ' id ' },
        { key: 'N', query: '.={"a": val.n}' },
      ],
    ],
    ['P(val.id == obj.id)=.', [{ key: 'P(val.id == obj.id)', query: '.' }]],
    ["it's=a", [{ key: "it's", query: 'a' }]],
    ['', []],
  ])('%j', (spec, parsed) => expect(parseExtensions(spec)).toEqual(parsed))

  test('several keys, blanks around them, and a selector in a key', () => {
    const value = valueAfter({ P: [{ id: 1 }] }, context =>
      context.extend({ id: 1, n: 'x' }, 'json', ' N = n ::P(val.id == obj.id)=.::'),
    )
    expect(value).toEqual({ P: [{ id: 1, n: 'x' }], N: 'x' })
  })

  test('text that is no JSON is taken as text', () => {
    expect(valueAfter({}, context => context.extend('plain', 'json', 'T=.'))).toEqual({ T: 'plain' })
    expect(valueAfter({}, context => context.extend('{"a":1}', 'text', 'T=.'))).toEqual({ T: '{"a":1}' })
  })

  test('a part that is no key=path is refused and nothing is stored', () => {
    const context = openContext(language, {})
    expect(() => context.extend({ id: 1 }, undefined, 'A=id::B')).toThrow(
      /expected key=path, several parted by ::/,
    )
    expect(() => context.extend({ id: 1 }, undefined, 'A=id::=id')).toThrow(QueryError)
    expect(() => context.extend({ id: 1 }, undefined, 'A=id::B=id(')).toThrow(/not closed/)
    expect(context.value).toEqual({})
  })
})
