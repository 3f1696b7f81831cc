import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { runFilter } from '../../../warroom/values/operators.ts'
import type { Env, Script } from '../../../warroom/values/value.ts'
import { env, language } from './scene.ts'

const pass = (operator: string, left?: Json, right?: Json, ignoreCase = false) =>
  runFilter(operator, left, right, ignoreCase, env)

describe('what the cases leave open', () => {
  const rows: [operator: string, left: Json | undefined, right: Json | undefined, passes: boolean][] = [
    ['isNotEqualString', undefined, 'Sales', true],
    ['isNotEqualString', null, 'Sales', true],
    ['isNotEqualNumber', undefined, 3, true],
    ['notContainsString', undefined, 'a', true],
    ['notIn', undefined, ['a'], true],
    ['notStartWith', 'a', undefined, true],
    ['isEqualString', 'a', undefined, false],
    ['isEqual', undefined, undefined, false],
    ['greaterThan', [null, 5], 3, true],
    ['isExists', null, undefined, false],
    ['isNotExists', null, undefined, true],
    ['isEmpty', [''], undefined, false],
    ['isEmpty', ' ', undefined, false],
    ['isEqual', [1, 2], [1, 2], true],
    ['isEqual', [1, 2], [2, 1], false],
    ['isEqual', [{ a: 1 }, { a: 2 }], { a: 2 }, true],
    ['isEqual', ['a', 'b'], 'b', true],
    ['isNotEqual', { a: 1 }, { a: 2 }, true],
    ['isTrue', 'TRUE', undefined, true],
    ['isFalse', [true, 'False'], undefined, true],
    ['contains', [{ a: 1 }], { a: 1 }, true],
    ['contains', [{ a: 1 }], 'a', false],
    ['contains', ['b', 'c'], ['a', 'c'], true],
    ['containsGeneral', 12, '1', true],
    ['in', 2, '[1, 2]', true],
    ['in', 2, 2, true],
    ['in', 'a', '', false],
    ['in', { a: 1 }, [{ a: 1 }], true],
    ['inList', 'b', ['a', 'b, c'], true],
    ['stringHasLength', '😀', 1, true],
    ['hasLength', [1, null], 2, true],
    ['greaterThan', '14444444444444444445', '14444444444444444444', true],
    ['isSame', 'Wed Oct  6 13:44:07 2021', '2021-10-06T13:44:07Z', true],
    ['isBefore', '2021-10-06', '06 Oct 21 13:44 UTC', true],
  ]
  test.each(rows)('%s: %j against %j is %s', (operator, left, right, passes) => {
    expect(pass(operator, left, right)).toBe(passes)
  })

  test.each([
    ['isEqualString', 'A', 'a'],
    ['isEqual', 'A', 'a'],
    ['contains', ['A'], 'a'],
    ['containsGeneral', ['A'], 'a'],
    ['in', 'A', ['a', 'b']],
    ['inList', 'A', 'b,a'],
    ['startWith', 'ABC', 'ab'],
    ['endWith', 'ABC', 'bc'],
    ['match', 'ABC', '^a'],
    ['match', 'A\nC', '(?s)^a.c'],
  ] as [string, Json, Json][])('%s ignores case when asked', (operator, left, right) => {
    expect(pass(operator, left, right)).toBe(false)
    expect(pass(operator, left, right, true)).toBe(true)
  })

  test('isEqualCase never ignores it', () => expect(pass('isEqualCase', 'A', 'a', true)).toBe(false))
})

describe('older group prefixes', () => {
  test.each([
    ['string.isEqual', '5.0', '5', false],
    ['number.isEqual', '5.0', '5', true],
    ['date.isEqual', '2021-10-06', '2021-10-06T00:00:00Z', true],
    ['string.contains', 'abc', 'b', true],
    ['list.contains', 'abc', 'b', false],
    ['general.contains', 'abc', 'b', true],
    ['string.hasLength', 'abc', '3', true],
    ['list.hasLength', 'abc', '3', false],
    ['date.isBefore', '2021-10-06', '2021-10-07', true],
  ])('%s of %s and %s is %s', (operator, left, right, passes) => {
    expect(pass(operator, left, right)).toBe(passes)
  })
})

describe('failures name the operator and the value', () => {
  test.each([
    ['greaterThan', 'abc', 3, 'the filter greaterThan takes a number, but got a string ("abc")'],
    ['greaterThan', [5, 'abc'], 3, 'but got a string ("abc")'],
    ['greaterThan', true, 3, 'but got a boolean (true)'],
    ['greaterThan', '1e999', 3, 'takes a number, but got a string ("1e999")'],
    ['isEqualString', { a: 1 }, 'x', 'the filter isEqualString takes text, but got an object ({"a":1})'],
    ['isEqual', 'x', [{ a: 1 }], 'takes text, but got an object'],
    ['startWith', [['a']], 'a', 'takes text, but got a list (["a"])'],
    ['isTrue', '', undefined, 'takes true or false, but got a string ("")'],
    ['isBefore', 5, '2021-10-06', 'takes a date'],
    ['hasLength', [1], '1.5', 'takes a whole number'],
    ['in', 'a', '[a', 'takes a list'],
    ['match', 'a', '(', 'the filter match takes a regular expression, but got "("'],
    ['isIdenticalIncident', { a: 1 }, undefined, 'pre-process rules only'],
    ['NoSuchFilter', 'a', 'a', 'the filter NoSuchFilter is neither built in nor an automation'],
    ['constructor', 'a', 'a', 'the filter constructor is neither built in nor an automation'],
  ] as [string, Json, Json | undefined, string][])('%s', (operator, left, right, message) => {
    expect(() => pass(operator, left, right)).toThrow(message)
  })

  test('a long value is shortened', () => {
    expect(() => pass('greaterThan', 'x'.repeat(1000), 1)).toThrow(/^.{0,140}$/)
  })
})

describe('automations as filters (MP-57)', () => {
  const calls: JsonObject[] = []
  function answering(result: Json | undefined): Env {
    const script: Script = {
      entireList: false,
      run: args => {
        calls.push(args)
        return result
      },
    }
    return { language, findScript: name => (name === 'InRange' ? script : undefined) }
  }

  test.each([
    [true, true],
    ['True', true],
    ['yes', true],
    [1, true],
    [{}, true],
    [false, false],
    ['False', false],
    ['no', false],
    ['', false],
    [0, false],
    [null, false],
    [undefined, false],
  ] as [Json | undefined, boolean][])('the answer %j is %s', (answer, passes) => {
    expect(runFilter('InRange', 4, '2,8', false, answering(answer))).toBe(passes)
  })

  test('left and right are handed over as they are, nothing is left out', () => {
    calls.length = 0
    runFilter('InRange', [1, 2], undefined, false, answering(true))
    runFilter('InRange', undefined, '2,8', false, answering(true))
    expect(calls).toEqual([{ left: [1, 2] }, { right: '2,8' }])
  })

  test('its failure is not swallowed', () => {
    const script: Script = {
      entireList: false,
      run: () => {
        throw new Error('InRange failed: no number')
      },
    }
    expect(() => runFilter('InRange', 'panda', '2,8', false, { language, findScript: () => script })).toThrow(
      'no number',
    )
  })
})
