import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonChunks } from '../../kit/json-chunks.ts'
import type { Json } from '../../kit/wire.ts'

const joined = (value: Json) => [...jsonChunks(value)].join('')
const people = (count: number): Json[] => Array.from({ length: count }, (_, id) => ({ id, name: `p${id}` }))
/** A result as it goes over the wire. */
const outcome = (contents: Json): Json => ({
  done: { entries: [{ Type: 1, Contents: contents, EntryContext: { 'Account(val.ID)': contents } }] },
})

describe('the joined pieces are what JSON.stringify gives', () => {
  it.each<[string, Json]>([
    ['null', null],
    ['a text', 'a "quoted" line\n '],
    ['a number', -0.5],
    ['nothing in a list', []],
    ['nothing in an object', {}],
    ['lists in lists', [[], [[]], [1, [2, [3]]]]],
    ['an object deeper than is looked into', { a: { b: { c: { d: { e: { f: { g: [1, 2] } } } } } } }],
    ['a name that needs escaping', { 'a"b\\c': { '\u0000': 1 } }],
    ['499 things', outcome(people(499))],
    ['500 things', outcome(people(500))],
    ['501 things', outcome(people(501))],
    ['1000 things', outcome(people(1000))],
    ['1001 things', outcome(people(1001))],
    ['long lists in a long list', [people(501), people(3), ...people(600)]],
  ])('%s', (_, value) => {
    expect(joined(value)).toBe(JSON.stringify(value))
  })

  it('a member without a value is left out', () => {
    const value = { a: undefined, b: 1, c: [{ d: undefined }] } as unknown as Json
    expect(joined(value)).toBe('{"b":1,"c":[{}]}')
  })

  it('a member named __proto__ is data', () => {
    const value = JSON.parse('{"__proto__":{"a":1},"constructor":2}') as Json
    expect(joined(value)).toBe('{"__proto__":{"a":1},"constructor":2}')
  })

  it('any value at all', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), value => {
        expect(joined(value as Json)).toBe(JSON.stringify(value))
      }),
    )
  })

  it('any list, repeated until it is long, anywhere in an outcome', () => {
    const long = fc
      .tuple(
        fc.array(fc.jsonValue({ maxDepth: 2 }), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 0, max: 1600 }),
      )
      .map(([items, length]) => Array.from({ length }, (_, index) => items[index % items.length]) as Json[])
    fc.assert(
      fc.property(long, items => {
        expect(joined(outcome(items))).toBe(JSON.stringify(outcome(items)))
      }),
      { numRuns: 40 },
    )
  })
})

describe('the pieces', () => {
  it('are small beside the whole', () => {
    const value = outcome(people(50_000))
    const longest = Math.max(...[...jsonChunks(value)].map(piece => piece.length))
    expect(longest).toBeLessThan(JSON.stringify(value).length / 50)
  })

  it('come one at a time: nothing after the first is made before it is asked for', () => {
    const made: Json[] = []
    const pieces = jsonChunks(people(5000), part => {
      made.push(part)
      return JSON.stringify(part)
    })
    pieces.next()
    expect(made).toHaveLength(1)
  })

  it('are made by the given function, names excepted', () => {
    const hidden = [
      ...jsonChunks({ secret: 'abc', list: ['abc', 1] }, part => JSON.stringify(part).replace('abc', '*')),
    ]
    expect(hidden.join('')).toBe('{"secret":"*","list":["*",1]}')
  })
})
