import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { evaluateCondition, evaluateValue } from '../../../warroom/values/evaluate.ts'
import { runFilter, runTransformer } from '../../../warroom/values/operators.ts'
import type { Filter, Value } from '../../../warroom/values/value.ts'
import { type Case, casesOf, env, outcome } from './scene.ts'

interface Given {
  context?: JsonObject
}

interface When {
  operator?: string
  left?: Json
  right?: Json
  ignoreCase?: boolean
  args?: JsonObject
  value?: Json
  condition?: Filter[][]
}

type AnyCase = Case<Given, When>

function evaluated({ given, when }: AnyCase): JsonObject {
  return outcome('value', () => evaluateValue(when.value as Value, given.context ?? {}, env))
}

function filtered(one: AnyCase): JsonObject {
  const { given, when } = one
  const { operator, condition } = when
  if (operator !== undefined)
    return outcome('pass', () => runFilter(operator, when.left, when.right, when.ignoreCase ?? false, env))
  if (condition) return outcome('pass', () => evaluateCondition(condition, given.context ?? {}, env))
  return evaluated(one)
}

function transformed(one: AnyCase): JsonObject {
  const { operator, args = {}, value } = one.when
  return operator === undefined
    ? evaluated(one)
    : outcome('value', () => runTransformer(operator, value, args, env))
}

function run(name: string, count: number, actual: (one: AnyCase) => JsonObject): void {
  const cases = casesOf<Given, When>(name)
  describe(name, () => {
    test(`has all ${count} cases`, () => expect(cases.length).toBeGreaterThanOrEqual(count))
    test.each(cases.map(one => [`${one.id} ${one.title}`, one] as const))('%s', (_, one) => {
      expect(actual(one)).toEqual(one.then)
    })
  })
}

run('filters', 213, filtered)
run('transformers', 145, transformed)
