import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { AUTOMATIONS, findBuiltInScript } from '../../../warroom/automations/index.ts'
import { evaluateCondition, evaluateValue, type Operand, ValueError } from '../../../warroom/values/index.ts'
import { language, query, runIn } from './host.ts'

const env = { language, findScript: (name: string) => findBuiltInScript(name, query) }

/** The value after one transformer, evaluated as a mapper or a playbook does. */
function transformed(operator: string, value: Json | undefined, args: JsonObject = {}): Json | undefined {
  const operands = Object.entries(args).map(([name, simple]): [string, Operand] => [
    name,
    { value: { simple } },
  ])
  const transformers = [{ operator, args: Object.fromEntries(operands) }]
  return evaluateValue({ complex: { root: 'v', transformers } }, value === undefined ? {} : { v: value }, env)
}

/** An object with a member "then" is what linters, rightly, take for a promise. */
const choice = ({ holds, fails, ...args }: JsonObject): JsonObject =>
  Object.fromEntries([
    ...Object.entries(args),
    ...(holds === undefined ? [] : [['then', holds]]),
    ...(fails === undefined ? [] : [['else', fails]]),
  ])

const planets = ['mars', 'jupiter', 'saturn']
const users = [
  { name: 'ann', team: 'blue' },
  { name: 'bob', team: 'red' },
  { name: 'cy', team: 'blue' },
]

describe('transformers (mapping.md §3.2)', () => {
  it.each<[string, Json | undefined, JsonObject, Json | undefined]>([
    ['FirstArrayElement', planets, {}, 'mars'],
    ['FirstArrayElement', [], {}, undefined],
    ['FirstArrayElement', 'one', {}, 'one'],
    ['LastArrayElement', planets, {}, 'saturn'],
    ['LastArrayElement', [], {}, undefined],
    ['LastArrayElement', 'one', {}, 'one'],
    ['ReverseList', planets, {}, ['saturn', 'jupiter', 'mars']],
    ['ReverseList', 'one', {}, 'one'],
    ['SetIfEmpty', undefined, { defaultValue: 'd' }, 'd'],
    ['SetIfEmpty', 'x', { defaultValue: 'd' }, 'x'],
    ['SetIfEmpty', '', { defaultValue: 'd' }, ''],
    ['SetIfEmpty', '', { defaultValue: 'd', applyIfEmpty: 'true' }, 'd'],
    ['SetIfEmpty', 'none', { defaultValue: 'd', applyIfEmpty: 'true' }, 'd'],
    ['SetIfEmpty', 'NULL', { defaultValue: 'd', applyIfEmpty: 'true' }, 'd'],
    ['SetIfEmpty', [], { defaultValue: 'd', applyIfEmpty: 'true' }, 'd'],
    ['AppendIfNotEmpty', ['a'], { item: 'b,c' }, ['a', 'b', 'c']],
    ['AppendIfNotEmpty', ['a'], { item: 'b,c', raw: 'true' }, ['a', 'b,c']],
    ['AppendIfNotEmpty', ['a', ''], {}, ['a']],
    ['AppendIfNotEmpty', undefined, {}, undefined],
    ['JoinIfSingleElementOnly', ['a'], {}, 'a'],
    ['JoinIfSingleElementOnly', ['a', 'b'], {}, ['a', 'b']],
    ['RemoveEmpty', ['a', '', null, [], {}, 0, false, 'n/a'], { empty_values: 'n/a' }, ['a', 0, false]],
    ['StringifyArray', ['a', 1], {}, '["a",1]'],
    ['DT', { a: { b: [1, 2] } }, { dt: 'a.b=>val.length' }, 2],
    ['ParseJSON', '{"a":[1]}', {}, { a: [1] }],
    ['ParseJSON', { a: 1 }, {}, { a: 1 }],
    ['WhereFieldEquals', users, { field: 'team', equalTo: 'red' }, { name: 'bob', team: 'red' }],
    ['WhereFieldEquals', users, { field: 'team', equalTo: 'blue', getField: 'name' }, ['ann', 'cy']],
    ['WhereFieldEquals', users, { field: 'team', equalTo: 'green' }, undefined],
    ['StripChars', '!~a!b~', { chars: '!~' }, 'a!b'],
    ['StripChars', '!!', { chars: '!' }, ''],
    ['TimeStampToDate', '1525006939', {}, '2018-04-29T13:02:19.000Z'],
    ['TimeStampToDate', 1525006939123, {}, '2018-04-29T13:02:19.123Z'],
    ['DateStringToISOFormat', '2026-03-01T08:00:00+02:00', {}, '2026-03-01T06:00:00.000Z'],
    ['DateStringToISOFormat', 'soon', {}, 'soon'],
    ['Base64Encode', 'é', {}, 'w6k='],
    ['Base64Decode', 'w6k=', {}, 'é'],
    ['URLEncode', 'a b/ü', {}, 'a%20b%2F%C3%BC'],
    ['URLDecode', 'a%20b', {}, 'a b'],
    ['PrettyPrint', { a: 1 }, {}, '{\n    "a": 1\n}'],
    ['Cut', 'a-b-c', { fields: '1,3' }, 'a-c'],
    ['Cut', 'a/b', { delimiter: '/', fields: '2,9' }, 'b'],
    ['MapValuesTransformer', '2', { input_values: '1,2', mapped_values: 'low,high' }, 'high'],
    ['MapValuesTransformer', 7, { input_values: '1,2', mapped_values: 'low,high' }, 7],
    ['ConvertKeysToTableFieldFormat', { 'Key Name': { A_b: 1 } }, {}, { keyname: { ab: 1 } }],
    ['If-Then-Else', 'x', choice({ rhs: 'x', holds: 'same', fails: 'other' }), 'same'],
    ['If-Then-Else', 'y', choice({ rhs: 'x', holds: 'same', fails: 'other' }), 'other'],
    ['If-Then-Else', 'y', choice({ rhs: 'x', holds: 'same' }), 'y'],
    [
      'If-Then-Else',
      'v',
      choice({ condition: 'lhs>rhs', lhs: '10', rhs: '9', holds: 'more', fails: 'less' }),
      'more',
    ],
    [
      'If-Then-Else',
      'v',
      choice({ condition: 'lhs in rhs', lhs: 'ell', rhs: 'hello', holds: 'in', fails: 'out' }),
      'in',
    ],
    [
      'If-Then-Else',
      'A',
      choice({ rhs: 'a', options: 'case_insensitive', holds: 'same', fails: 'other' }),
      'same',
    ],
  ])('%s of %j with %j', (operator, value, args, expected) => {
    expect(transformed(operator, value, args)).toEqual(expected)
  })

  it('ParseJSON of broken text is an object that says so, no failure (MP-61)', () => {
    expect(transformed('ParseJSON', '{')).toMatchObject({ error: expect.stringMatching(/JSON/) })
  })

  it.each<[string, Json, JsonObject, string]>([
    [
      'TimeStampToDate',
      'soon',
      {},
      'the transformer TimeStampToDate failed: Argument value must be a number, not "soon".',
    ],
    [
      'MapValues',
      'a',
      { input_values: '1,2', mapped_values: 'x' },
      'failed: There are 2 input_values and 1 mapped_values',
    ],
    [
      'If-Then-Else',
      'a',
      choice({ condition: 'lhs ~ rhs' }),
      'failed: Argument condition must be such as lhs==rhs',
    ],
    ['DT', 'a', { dt: 'a(' }, 'the transformer DT failed: '],
  ])('%s of %j with %j fails', (operator, value, args, text) => {
    expect(() => transformed(operator, value, args)).toThrow(ValueError)
    expect(() => transformed(operator, value, args)).toThrow(text)
  })
})

describe('filters', () => {
  it.each<[string, Json, string, boolean]>([
    ['InRange', '4', '2,8', true],
    ['InRange', '8', '2,8', true],
    ['InRange', '8.5', '2,8', false],
    ['InRange', 'panda', '2,8', false],
    ['IsInCidrRanges', '10.1.2.3', '192.168.0.0/16,10.0.0.0/8', true],
    ['IsInCidrRanges', '8.8.8.8', '10.0.0.0/8', false],
    ['IsInCidrRanges', '8.8.8.8,10.0.0.1', '10.0.0.0/8', true],
    ['IsInCidrRanges', 'fd00::1', 'fd00::/8', true],
    ['IsInCidrRanges', 'no address', '10.0.0.0/8', false],
    ['IsNotInCidrRanges', '8.8.8.8', '10.0.0.0/8', true],
    ['IsRFC1918Address', '172.31.0.1', '', true],
    ['IsRFC1918Address', '172.32.0.1', '', false],
  ])('%s of %j with %j is %j', (operator, left, right, pass) => {
    const side = (simple: Json): Operand => ({ value: { simple } })
    expect(evaluateCondition([[{ operator, left: side(left), right: side(right) }]], {}, env)).toBe(pass)
  })

  it.each(['10.0.0.0/33', 'here', '10.0.0.0/x', 'fd00::/129'])('%s is no range', range => {
    const script = findBuiltInScript('IsInCidrRanges', query)
    expect(() => script?.run({ left: '10.0.0.1', right: range })).toThrow(`failed: "${range}" is no range`)
  })
})

describe('conditions answer yes or no', () => {
  it.each<[string, JsonObject, string]>([
    ['AreValuesEqual', { left: '1', right: '1' }, 'yes'],
    ['AreValuesEqual', { left: 1, right: '1' }, 'yes'],
    ['AreValuesEqual', { left: 'a', right: 'A' }, 'no'],
    ['AreValuesEqual', { right: '1' }, 'no'],
    ['AreValuesEqual', {}, 'no'],
    ['Exists', { value: 'x' }, 'yes'],
    ['Exists', { value: 0 }, 'yes'],
    ['Exists', { value: [] }, 'no'],
    ['Exists', { value: '' }, 'no'],
    ['Exists', {}, 'no'],
    ['IsIPInRanges', { ip: '10.0.0.1' }, 'yes'],
    ['IsIPInRanges', { ip: '8.8.8.8' }, 'no'],
    ['IsIPInRanges', { ip: '8.8.8.8', ipRanges: '8.8.0.0/16' }, 'yes'],
    ['IsGreaterThan', { first: '10', second: '9' }, 'yes'],
    ['IsGreaterThan', { first: 9, second: 9 }, 'no'],
  ])('%s %j: %s', async (name, args, answer) => {
    expect((await runIn({}, name, args)).entries).toEqual([
      { Type: 1, ContentsFormat: 'text', Contents: answer },
    ])
  })
})

describe('every automation', () => {
  const all = [...AUTOMATIONS.values()]

  it.each(all.map(one => [one.name, one] as const))(
    '%s is declared whole',
    (name, { declaration, tags, compute }) => {
      expect(declaration.name).toBe(name)
      expect(declaration.description).toMatch(/\S.*\.$/)
      expect(declaration.arguments.every(({ description }) => /\S.*\.$/.test(description ?? ''))).toBe(true)
      expect(declaration.arguments.filter(argument => argument.default).length).toBeLessThan(2)
      expect(declaration.outputs.every(({ description }) => description)).toBe(true)
      if (tags.includes('transformer') || tags.includes('filter')) expect(compute).toBeTypeOf('function')
    },
  )

  it('that computes gives a value or a ValueError, whatever it is given', () => {
    const scripts = all.flatMap(({ name }) => findBuiltInScript(name, query) ?? [])
    const arg = fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom('1,2', '10.0.0.0/8', '{"a":1}'))
    fc.assert(
      fc.property(fc.constantFrom(...scripts), arg, arg, arg, (script, value, left, right) => {
        const args = {
          value,
          left,
          right,
          ...{ ip: left, lhs: left, rhs: right, item: right, dt: 'a', chars: right },
        }
        try {
          const result = script.run(args as JsonObject)
          expect(result === undefined || JSON.stringify(result) !== undefined).toBe(true)
        } catch (cause) {
          expect(cause).toBeInstanceOf(ValueError)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is found as a script only when it does nothing but compute', () => {
    expect(findBuiltInScript('Set', query)).toBeUndefined()
    expect(findBuiltInScript('NoSuchThing', query)).toBeUndefined()
    expect(findBuiltInScript('constructor', query)).toBeUndefined()
    expect(findBuiltInScript('ReverseList', query)?.entireList).toBe(true)
    expect(findBuiltInScript('StripChars', query)?.entireList).toBe(false)
  })
})
