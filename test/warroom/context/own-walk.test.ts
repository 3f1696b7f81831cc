import * as acorn from 'acorn'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { BAIL, compile, THREW } from '../../../warroom/context/own-walk.ts'
import { openSandbox, type Scope } from '../../../warroom/sandbox/index.ts'

const sandbox = await openSandbox()
const NAMES = ['val', 'obj', 'val1']

function own(expression: string, scope: Scope): { value: Json | undefined } | 'threw' | 'bailed' | 'unknown' {
  const evaluate = compile(acorn.parseExpressionAt(expression, 0, { ecmaVersion: 'latest' }), NAMES)
  if (evaluate === undefined) return 'unknown'
  try {
    return { value: evaluate(scope) }
  } catch (thrown) {
    if (thrown === BAIL) return 'bailed'
    if (thrown === THREW) return 'threw'
    throw thrown
  }
}

describe('what our own walk takes on', () => {
  test.each([
    'val.a == 1',
    "val.a.b === 'x' && !(val.c < 2) || obj.d >= -3",
    'val["a b"].length > 0',
    'val[0] != null',
    'val1 !== undefined',
    'true',
  ])('%s', expression => expect(own(expression, { val: { a: {} } })).not.toBe('unknown'))

  test.each([
    'val.a.indexOf(1)',
    'val + 1',
    'val?.a',
    'nobody == 1',
    'val[val.a]',
    'typeof val',
    '/a/',
    '1n == 1',
    'val ? 1 : 2',
    'val ?? 1',
    'val = 1',
    '-val',
    '`a`',
    'val instanceof obj',
    '"a" in val',
  ])('not %s', expression => expect(own(expression, {})).toBe('unknown'))

  test.each<[expression: string, scope: Scope]>([
    ['val.toString', { val: {} }],
    ['val.constructor', { val: 'text' }],
    ['val.filter', { val: [] }],
    ['val == obj', { val: [1], obj: 1 }],
    ['val == obj', { val: {}, obj: {} }],
    ['val === obj', { val: {}, obj: {} }],
    ['val < 1', { val: ['0'] }],
  ])('%s of %j is left to the sandbox', (expression, scope) => expect(own(expression, scope)).toBe('bailed'))
})

const scalar = fc.oneof(
  fc.constantFrom<Json>(
    0,
    1,
    -1,
    10,
    '',
    '0',
    '1',
    ' 1 ',
    '10',
    '9',
    'a',
    'b',
    'true',
    'null',
    true,
    false,
    null,
  ),
  fc.string({ maxLength: 3 }),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
)
const KEYS = ['a', 'b', 'c', 'length', 'toString', 'constructor', '__proto__', '0']
const json = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 3 })
      .map(members => JSON.parse(`{${members.map(([k, v]) => `"${k}":${JSON.stringify(v)}`)}}`) as Json),
  ),
})).value

const expression = fc.letrec<{ expression: string; path: string; operand: string }>(tie => ({
  path: fc
    .tuple(fc.constantFrom(...NAMES), fc.array(fc.constantFrom(...KEYS, 'a b'), { maxLength: 3 }))
    .map(
      ([name, keys]) => name + keys.map(key => (/^[a-z_]+$/i.test(key) ? `.${key}` : `["${key}"]`)).join(''),
    ),
  operand: fc.oneof(
    tie('path'),
    scalar.map(value => JSON.stringify(value)),
    fc.constant('undefined'),
  ),
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('operand'),
    fc
      .tuple(tie('operand'), fc.constantFrom('==', '!=', '===', '!==', '<', '>', '<=', '>='), tie('operand'))
      .map(parts => parts.join(' ')),
    fc
      .tuple(tie('expression'), fc.constantFrom('&&', '||'), tie('expression'))
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    tie('expression').map(inner => `!(${inner})`),
  ),
})).expression

describe('our own walk and the sandbox', () => {
  const scalars: Json[] = [
    0,
    1,
    -1,
    1.5,
    10,
    '',
    '0',
    '1',
    ' 1 ',
    '01',
    '10',
    '9',
    'a',
    'B',
    'true',
    'null',
    true,
    false,
    null,
  ]
  const pairs = scalars.flatMap(val => scalars.map(obj => ({ val, obj })))

  test.each(['==', '!=', '===', '!==', '<', '>', '<=', '>=', '&&', '||'])(
    'give the same for %s',
    operator => {
      const text = `val ${operator} obj`
      const ours = [...pairs, { val: 1 }, { val: null }].map(pair => own(text, { obj: undefined, ...pair }))
      const theirs = sandbox.evaluateEach(text, [...pairs, { val: 1 }, { val: null }], { obj: undefined })
      expect(ours).toEqual(theirs.map(value => ({ value })))
    },
  )

  test('give the same for every expression and all data', () => {
    let compared = 0
    fc.assert(
      fc.property(expression, fc.record({ val: json, obj: json, val1: json }), (text, data) => {
        const scope = JSON.parse(JSON.stringify(data)) as Scope
        const ours = own(text, scope)
        expect(ours).not.toBe('unknown')
        if (ours === 'bailed') return
        compared++
        const [outcome] = sandbox.evaluateEach(`{ v: ${text} }`.replace(/^/, '(').concat(')'), [scope])
        const theirs = outcome === undefined ? 'threw' : { value: (outcome as { v?: Json }).v }
        expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs))
      }),
      { numRuns: 3000 },
    )
    expect(compared).toBeGreaterThan(1000)
  })
})
