import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { createContextLanguage, openContext } from '../../../warroom/context/index.ts'
import { parseQuery } from '../../../warroom/context/parse.ts'
import { walkStep } from '../../../warroom/context/walk.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'

const language = createContextLanguage(await openSandbox())

describe('walkStep', () => {
  test.each<[value: Json, step: string, result: Json | undefined]>([
    [{ a: 1 }, 'a', 1],
    [{ a: 1 }, 'b', undefined],
    [{ 0: 'x' }, '0', 'x'],
    ['text', 'length', undefined],
    [5, 'a', undefined],
    [null, 'a', undefined],
    [[{ a: 1 }, { b: 2 }, { a: 3 }], 'a', [1, 3]],
    [[{ a: [1, 2] }, { a: 3 }, { a: [] }], 'a', [1, 2, 3]],
    [[{ a: [[1], [2]] }], 'a', [[1], [2]]],
    [[{ a: [] }], 'a', []],
    [[[{ a: 1 }], { a: 2 }], 'a', [1, 2]],
    [[[[{ a: 1 }]]], 'a', undefined],
    [['x', 'y'], '1', 'y'],
    [['x', 'y'], '2', undefined],
    [[1, 2, 3, 4], '[1:2]', [2, 3]],
    [[1, 2, 3], '[2:1]', []],
    [{ a: 1 }, '[0:1]', undefined],
    [['x'], '[0]', 'x'],
    ['x', '[0]', 'x'],
    ['x', '[1]', undefined],
    [[], '[0]', undefined],
    [['x'], '[-1]', undefined],
  ])('%j %s: %j', (value, text, result) => {
    const [step] = parseQuery(text).steps
    if (step === undefined || step.kind === 'selector') throw new Error(`${text} is no step of a path`)
    expect(walkStep(value, step)).toEqual(result)
  })
})

const KEYS = ['a', 'b', 'c']
const tree = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>(1, 'x', true, null),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { noNullPrototype: true }) as fc.Arbitrary<Json>,
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value
const root = fc.dictionary(fc.constantFrom(...KEYS), tree, {
  noNullPrototype: true,
}) as fc.Arbitrary<JsonObject>
const step = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...KEYS) },
  { weight: 1, arbitrary: fc.constantFrom('[0]', '[1]', '0') },
)
const path = fc
  .tuple(fc.constantFrom(...KEYS), fc.array(step, { maxLength: 3 }))
  .map(([first, rest]) => [first, ...rest].join('.'))

/** The rules DT-10 … DT-15 once more, as a list of everything that is reached. */
function reached(values: Json[], steps: string[]): Json[] {
  const [first, ...rest] = steps
  if (first === undefined) return values
  const position = /^\[?(\d)\]?$/.exec(first)?.[1]
  const next = values.flatMap((value): Json[] => {
    if (position !== undefined) {
      if (Array.isArray(value)) return value.slice(Number(position), Number(position) + 1)
      return first.startsWith('[') && position === '0' ? [value] : []
    }
    const holders = Array.isArray(value) ? value.flat() : [value]
    const found = holders.flatMap(holder => {
      const member =
        typeof holder === 'object' && holder !== null && !Array.isArray(holder)
          ? (holder as JsonObject)[first]
          : undefined
      return member === undefined ? [] : [member]
    })
    return Array.isArray(value) ? (found.length === 0 ? [] : [found.flat() as Json[]]) : found
  })
  return reached(next, rest)
}

describe('over any context', () => {
  test('a path reaches what the rules say', () => {
    fc.assert(
      fc.property(root, path, (context, query) => {
        expect(language.query(context, query)).toEqual(reached([context], query.split('.'))[0])
      }),
      { numRuns: 1000 },
    )
  })

  test('a selector that is always true keeps every value, one that is false none', () => {
    fc.assert(
      fc.property(root, path, (context, query) => {
        const value = language.query(context, query)
        const all = value === undefined ? [] : [value].flat()
        expect(language.query(context, `${query}(true)`)).toEqual(all.length < 2 ? all[0] : all)
        expect(language.query(context, `${query}(val, false)`)).toBeUndefined()
      }),
    )
  })

  test('what was deleted is gone, and nothing else', () => {
    fc.assert(
      fc.property(
        root,
        path.filter(each => !/\d/.test(each)),
        (given, query) => {
          const before = JSON.stringify(given)
          const gone = language.query(given, query) === undefined
          const context = openContext(language, structuredClone(given))
          context.delete(query)
          if (gone) expect(JSON.stringify(context.value)).toBe(before)
          const [first = '', ...deeper] = query.split('.')
          for (const key of KEYS.filter(each => each !== first)) {
            expect(context.value[key]).toEqual(given[key])
          }
          if (deeper.length === 0) expect(context.value).not.toHaveProperty(first)
        },
      ),
    )
  })

  test('what was set is read, and setting it again changes nothing', () => {
    fc.assert(
      fc.property(
        root,
        fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 2 }),
        tree,
        (given, keys, value) => {
          const context = openContext(language, given)
          const holder = keys.length === 1 ? undefined : context.value[keys[0] ?? '']
          fc.pre(!Array.isArray(holder))
          context.set(keys.join('.'), value)
          const once = JSON.stringify(context.value)
          expect(language.query(context.value, keys.join('.'))).toEqual(value)
          context.set(keys.join('.'), value)
          expect(JSON.stringify(context.value)).toBe(once)
        },
      ),
    )
  })
})
