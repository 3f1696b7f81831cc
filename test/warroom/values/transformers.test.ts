import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { runTransformer } from '../../../warroom/values/operators.ts'
import type { Script } from '../../../warroom/values/value.ts'
import { env, language } from './scene.ts'

const transform = (operator: string, value?: Json, args: JsonObject = {}) =>
  runTransformer(operator, value, args, env)

type Row = [operator: string, value: Json | undefined, args: JsonObject, result: Json | undefined]

describe('text', () => {
  const rows: Row[] = [
    ['toUpperCase', ['a', null, 'b'], {}, ['A', 'B']],
    ['toUpperCase', null, {}, undefined],
    ['toLowerCase', true, {}, 'true'],
    ['split', ['a,b', 'c'], {}, ['a', 'b', 'c']],
    ['split', 'a,b', { delimiter: '' }, ['a', 'b']],
    ['split', '', {}, ['']],
    ['splitAndTrim', [' a ; b', 'c '], { delimiter: ';' }, ['a', 'b', 'c']],
    ['replace', 'aaa', { toReplace: 'a', replaceWith: 'b', limit: 2 }, 'bba'],
    ['replace', 'aaa', { toReplace: 'a', replaceWith: 'b', limit: '-1' }, 'bbb'],
    ['replace', 'aaa', { toReplace: 'a', replaceWith: 'b', limit: '' }, 'bbb'],
    ['replace', 'aaa', { toReplace: 'a', replaceWith: 'b', limit: 0 }, 'aaa'],
    ['replace', 'abc', { replaceWith: 'x' }, 'abc'],
    ['replace', 'a.b', { toReplace: '.', replaceWith: '$&' }, 'a$&b'],
    ['replaceMatch', ['a1', 'b2'], { regex: '\\d' }, ['a', 'b']],
    ['replaceMatch', 'a1', {}, 'a1'],
    ['concat', ['a', 1], { suffix: '!' }, ['a!', '1!']],
    ['concat', '', { prefix: 'a' }, 'a'],
    ['substring', 'abcdef', { from: '2' }, 'cdef'],
    ['substring', 'abcdef', { to: '2' }, 'ab'],
    ['substring', 'abc', { from: '-5', to: '99' }, 'abc'],
    ['substring', '😀bc', { from: 1, to: 2 }, 'b'],
    ['substringFrom', 'abc', { from: '/' }, 'abc'],
    ['substringFrom', 'abc', {}, 'abc'],
    ['substringTo', 'abc', { to: '/' }, 'abc'],
    ['substringTo', 'abc', {}, 'abc'],
    ['strLength', '😀', {}, 1],
  ]
  test.each(rows)('%s of %j with %j is %j', (operator, value, args, result) => {
    expect(transform(operator, value, args)).toEqual(result)
  })
})

describe('numbers and dates', () => {
  const rows: Row[] = [
    ['round', -1.5, {}, -2],
    ['round', -0.4, {}, 0],
    ['round', ' 2.5 ', {}, 3],
    ['round', [1.4, '1.6'], {}, [1, 2]],
    ['precision', 1.005, { digits: 1 }, 1],
    ['division', '1', { by: '4' }, 0.25],
    ['modulo', -7, { by: 3 }, -1],
    ['toPercent', 0.07, {}, '7%'],
    ['toPercent', 0.125, {}, '12.5%'],
    ['toPercent', [0, 1], {}, ['0%', '100%']],
    ['toString', '2021-10-06T23:30:00-05:00', { format: '2006-01-02 15:04' }, '2021-10-07 04:30'],
    ['toString', ['2021-10-06', '2021-10-07'], { format: '02/01' }, ['06/10', '07/10']],
    ['toString', '2021-10-06', { format: '' }, '06 Oct 21 00:00 UTC'],
    ['toUnix', '2021-10-06T13:44:07.9Z', {}, 1633527847],
    ['date.toUnix', undefined, {}, undefined],
  ]
  test.each(rows)('%s of %j with %j is %j', (operator, value, args, result) => {
    expect(transform(operator, value, args)).toEqual(result)
  })

  test('no result is minus zero, which JSON cannot say', () => {
    expect(transform('round', -0.4)).toBe(0)
  })
})

describe('lists', () => {
  const rows: Row[] = [
    ['getField', [{ a: 1 }, { b: 2 }, { a: null }], { field: 'a' }, [1]],
    ['getField', [{ a: { b: 1 } }], { field: 'a.b' }, [1]],
    ['getField', [[1, 2], [3]], { field: '[0]' }, [1, 3]],
    ['getField', { a: 1 }, {}, { a: 1 }],
    ['getField', { __proto__x: 1 }, { field: '__proto__' }, undefined],
    ['sort', ['10', '9', 2], {}, [2, '9', '10']],
    ['sort', ['b', null, 'B', 'a'], {}, ['B', 'a', 'b']],
    ['sort', ['b', '10', '9'], {}, ['10', '9', 'b']],
    ['sort', [1, 3, 2], { descending: true }, [3, 2, 1]],
    ['sort', [2, 1], { descending: 'false' }, [1, 2]],
    ['sort', [2, 1], { descending: '' }, [1, 2]],
    ['sort', undefined, {}, undefined],
    ['count', [1, null], {}, 2],
    ['count', { a: 1 }, {}, 1],
    ['atIndex', ['a', 'b'], {}, 'a'],
    ['atIndex', ['a', 'b'], { index: -1 }, undefined],
    ['atIndex', [null, 'b'], { index: 1 }, 'b'],
    ['atIndex', [null, 'b'], { index: 0 }, undefined],
    ['join', ['a', null, 1, true], {}, 'a,1,true'],
    ['join', ['a', 'b'], { separator: '' }, 'ab'],
    ['join', [], {}, ''],
    ['uniq', [1, '1', 1, true, 'true', null, null], {}, [1, '1', true, 'true', null]],
    ['uniq', [[1], { 0: 1 }, [1]], {}, [[1], { 0: 1 }]],
    ['uniq', 'a', {}, ['a']],
    ['indexOf', [1, 2], { item: '2' }, 1],
    ['indexOf', [{ a: 1 }], { item: { a: 1 } }, 0],
    ['indexOf', ['a'], {}, -1],
    ['slice', ['a', 'b', 'c'], { from: 1 }, ['b', 'c']],
    ['slice', ['a', 'b', 'c'], { to: 1 }, ['a']],
    ['slice', ['a'], { from: 5 }, []],
    ['sliceByItem', ['a', 'b', 'c'], { from: 'b' }, ['b', 'c']],
    ['sliceByItem', ['a', 'b', 'c'], { to: 'c' }, ['a', 'b']],
    ['sliceByItem', ['a', 'b', 'a'], { from: 'b', to: 'a' }, ['b']],
    ['sliceByItem', ['a', 'b'], { from: 'z' }, []],
    ['sliceByItem', ['a', 'b'], { from: 'a', to: 'z' }, ['a', 'b']],
    ['append', 'a', {}, 'a'],
    ['append', undefined, {}, undefined],
    ['append', undefined, { item: 'a' }, ['a']],
    ['append', [], { item: [] }, []],
    ['Stringify', 'a', {}, '"a"'],
    ['Stringify', undefined, {}, undefined],
  ]
  test.each(rows)('%s of %j with %j is %j', (operator, value, args, result) => {
    expect(transform(operator, value, args)).toEqual(result)
  })

  test('the value itself is left as it was', () => {
    const list = ['b', 'a', 'b']
    for (const operator of ['sort', 'uniq', 'append']) transform(operator, list, { item: 'c' })
    expect(list).toEqual(['b', 'a', 'b'])
  })
})

describe('failures name the operator and the value', () => {
  test.each([
    ['toUpperCase', { a: 1 }, {}, 'the transformer toUpperCase takes text, but got an object ({"a":1})'],
    ['toUpperCase', ['a', ['b']], {}, 'takes text, but got a list'],
    [
      'replace',
      'a',
      { toReplace: 'a', limit: 'x' },
      'the transformer replace takes a number, but got a string ("x")',
    ],
    [
      'replaceMatch',
      'a',
      { regex: '(' },
      'the transformer replaceMatch takes a regular expression, but got "("',
    ],
    ['substring', 'abc', { from: '1.5' }, 'takes a whole number'],
    ['addition', 1, {}, 'the transformer addition needs one argument'],
    ['addition', 1, { by: 'x' }, 'takes a number, but got a string ("x")'],
    ['division', 1, { by: 0 }, 'the transformer division gives no number'],
    ['modulo', 1, { by: '0' }, 'gives no number'],
    ['multiply', '1e308', { by: '1e308' }, 'gives no number'],
    ['precision', 1.5, { by: 101 }, 'takes 0 to 100 digits'],
    ['toString', 5, {}, 'the transformer toString takes a date'],
    ['sort', ['a', { a: 1 }], {}, 'the transformer sort takes text'],
    ['sort', [{ a: 1 }], {}, 'the transformer sort takes text'],
    ['sort', [1], { descending: 'maybe' }, 'takes true or false'],
    ['join', [{ a: 1 }], {}, 'takes text, but got an object'],
    ['atIndex', ['a'], { index: 'first' }, 'takes a number'],
    ['splice', ['a'], {}, 'the transformer splice is not supported'],
    ['number.quadraticEquation', 1, {}, 'is not supported'],
    ['NoSuchTransformer', 'a', {}, 'the transformer NoSuchTransformer is neither built in nor an automation'],
    ['hasOwnProperty', 'a', {}, 'is neither built in nor an automation'],
  ] as [string, Json, JsonObject, string][])('%s of %j with %j', (operator, value, args, message) => {
    expect(() => transform(operator, value, args)).toThrow(message)
  })
})

describe('automations as transformers (MP-60 … MP-63)', () => {
  const calls: JsonObject[] = []
  function running(
    entireList: boolean,
    value: Json | undefined,
    result?: (args: JsonObject) => Json | undefined,
  ) {
    const script: Script = {
      entireList,
      run: args => {
        calls.push(args)
        return result?.(args)
      },
    }
    calls.length = 0
    return runTransformer('ReverseList', value, { by: 'x' }, { language, findScript: () => script })
  }

  test('the tag entirelist: once, with the whole list', () => {
    const reverse = ({ value }: JsonObject) => (Array.isArray(value) ? value.toReversed() : value)
    expect(running(true, ['a', 'b'], reverse)).toEqual(['b', 'a'])
    expect(calls).toEqual([{ by: 'x', value: ['a', 'b'] }])
  })

  test('otherwise once per element, and what gives nothing is left out', () => {
    expect(running(false, ['a', 'b'], ({ value }) => (value === 'a' ? undefined : 'B'))).toEqual(['B'])
    expect(calls).toEqual([
      { by: 'x', value: 'a' },
      { by: 'x', value: 'b' },
    ])
  })

  test('it runs on nothing too', () => {
    expect(running(false, undefined, () => 'default')).toBe('default')
    expect(calls).toEqual([{ by: 'x' }])
  })

  test('an empty list is handed over when the whole list is asked for', () => {
    expect(running(true, [], () => undefined)).toBeUndefined()
    expect(calls).toEqual([{ by: 'x', value: [] }])
  })

  test('a built-in wins over an automation of its name', () => {
    const script: Script = { entireList: true, run: () => 'script' }
    expect(runTransformer('toUpperCase', 'a', {}, { language, findScript: () => script })).toBe('A')
  })

  test('an automation is looked for by its whole name', () => {
    const asked: string[] = []
    const findScript = (name: string) => {
      asked.push(name)
      return undefined
    }
    expect(() => runTransformer('My.Script', 'a', {}, { language, findScript })).toThrow('My.Script')
    expect(asked).toEqual(['My.Script'])
  })
})
