import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { evaluateCondition, evaluateValue } from '../../../warroom/values/evaluate.ts'
import type { Complex, Filter, Operand, Value } from '../../../warroom/values/value.ts'
import { env } from './scene.ts'

const context: JsonObject = {
  a: 'x',
  n: 5,
  none: null,
  L: [
    { id: 1, kind: 'user', tags: ['p', 'q'], of: { name: 'Ann' } },
    { id: 2, kind: 'app', tags: ['q'], of: { name: 'Jira' } },
    { id: 3, kind: 'user' },
  ],
  'Form ?:': { Answers: { 0: ['u1', 'u2'] } },
  wanted: 'app',
}

const path = (simple: string): Operand => ({ value: { simple }, isContext: true })
const text = (simple: string): Operand => ({ value: { simple } })
const equal = (left: Operand, right: Operand): Filter => ({ operator: 'isEqualString', left, right })
const read = (value: Value | null | undefined, reading?: 'text' | 'path') =>
  evaluateValue(value, context, env, reading)
const complex = (value: Complex) => read({ complex: value })

describe('simple', () => {
  const rows: [simple: Json, asText: Json | undefined, asPath: Json | undefined][] = [
    ['a', 'a', 'x'],
    ['${a}', 'x', 'x'],
    ['${n}', 5, 5],
    ['${n} of ${a}', '5 of x', '5 of x'],
    ['${zz}', undefined, undefined],
    ['${none}', undefined, undefined],
    ['none', 'none', undefined],
    ['<${zz}>', '<>', '<>'],
    ['', '', undefined],
    ['${.=true}', true, true],
    ['${L(val.kind == "app").id}', 2, 2],
    ['L(val.kind == "app").id', 'L(val.kind == "app").id', 2],
    [7, 7, undefined],
    [false, false, undefined],
    [null, undefined, undefined],
  ]
  test.each(rows)('%j is %j as text, %j as a path', (simple, asText, asPath) => {
    expect(read({ simple })).toEqual(asText)
    expect(read({ simple }, 'path')).toEqual(asPath)
  })

  test.each([undefined, null, {}, { simple: undefined }, { complex: null }, { complex: {} }])(
    '%j is nothing',
    value => {
      expect(read(value)).toBeUndefined()
    },
  )

  test('an empty complex leaves simple in force', () => {
    expect(read({ simple: '${a}', complex: {} })).toBe('x')
    expect(read({ simple: '${a}', complex: null })).toBe('x')
  })

  test('special roots come from the host', () => {
    const roots = (name: string) => (name === 'inputs' ? { who: 'Ann' } : undefined)
    const here = { ...env, roots }
    expect(evaluateValue({ simple: 'hi ${inputs.who}' }, context, here)).toBe('hi Ann')
    expect(evaluateValue({ complex: { root: 'inputs', accessor: 'who' } }, context, here)).toBe('Ann')
    expect(evaluateCondition([[equal(path('inputs.who'), text('Ann'))]], context, here)).toBe(true)
  })

  test('a path that cannot be read fails with its text', () => {
    expect(read({ simple: 'a ${L(val.id}' })).toBe('a ${L(val.id}')
    expect(() => read({ simple: 'L(val.id' }, 'path')).toThrow('L(val.id')
  })
})

describe('root and accessor', () => {
  const rows: [complex: Complex, value: Json | undefined][] = [
    [{ root: 'L', accessor: 'id' }, [1, 2, 3]],
    [{ root: '${L}', accessor: 'id' }, [1, 2, 3]],
    [{ root: '${L.of}', accessor: 'name' }, ['Ann', 'Jira']],
    [{ root: '${Form ?:.Answers', accessor: '0}' }, ['u1', 'u2']],
    [{ root: 'Form ?:.Answers', accessor: '0' }, ['u1', 'u2']],
    [{ root: '${a}' }, 'x'],
    [{ root: 'a', accessor: null, filters: null, transformers: null }, 'x'],
    [{ root: 'a', accessor: '', filters: [], transformers: [] }, 'x'],
    [{ root: 'a', filters: [[]] }, 'x'],
    [{ root: 'zz', accessor: 'id' }, undefined],
    [{ root: '' }, undefined],
    [{ transformers: [{ operator: 'count' }] }, 0],
    [{ root: '.', accessor: 'a' }, 'x'],
  ]
  test.each(rows)('%j is %j', (value, result) => {
    expect(complex(value)).toEqual(result)
  })
})

describe('filters on items', () => {
  const kinds = (left: Operand | null, right: Operand): Complex => ({
    root: 'L',
    accessor: 'id',
    filters: [[{ operator: 'isEqualString', left, right }]],
  })
  const rows: [title: string, complex: Complex, value: Json | undefined][] = [
    ['left with braces', kinds(path('${L.kind}'), text('app')), 2],
    ['left interpolated', kinds(text('${L.kind}'), text('app')), 2],
    ['left with a leading dot', kinds(path('.L.kind'), text('app')), 2],
    ['root with braces', { ...kinds(path('L.kind'), text('user')), root: '${L}' }, [1, 3]],
    ['right from the context', kinds(path('L.kind'), path('wanted')), 2],
    ['right is never the item', kinds(path('wanted'), path('L.kind')), [1, 2, 3]],
    ['a path that only begins like root', kinds(path('LX.kind'), text('app')), undefined],
    [
      'left complex under root',
      kinds({ value: { complex: { root: 'L.of', accessor: 'name' } } }, text('Jira')),
      2,
    ],
    [
      'left complex with transformers',
      kinds(
        { value: { complex: { root: 'L.kind', transformers: [{ operator: 'toUpperCase' }] } } },
        text('APP'),
      ),
      2,
    ],
    [
      'left complex with filters of its own',
      {
        root: 'L',
        accessor: 'id',
        filters: [
          [
            {
              operator: 'hasLength',
              left: {
                value: {
                  complex: { root: 'L.tags', filters: [[equal(path('L.tags'), text('p'))]] },
                },
              },
              right: text('1'),
            },
          ],
        ],
      },
      1,
    ],
    ['a list in the item: any element', kinds(path('L.tags'), text('q')), [1, 2]],
    [
      'a missing member',
      { root: 'L', accessor: 'id', filters: [[{ operator: 'isNotExists', left: path('L.tags') }]] },
      3,
    ],
    ['root of a filter is a dot', { root: '.', accessor: 'n', filters: [[equal(path('a'), text('x'))]] }, 5],
    [
      'the accessor of what is left',
      { ...kinds(path('L.kind'), text('user')), accessor: 'of.name' },
      ['Ann'],
    ],
    ['nothing to filter', { ...kinds(path('zz.kind'), text('user')), root: 'zz' }, undefined],
    [
      'null elements are items that have nothing',
      { root: 'none', filters: [[{ operator: 'isEmpty' }]] },
      undefined,
    ],
  ]
  test.each(rows)('%s', (_, value, result) => {
    expect(complex(value)).toEqual(result)
  })

  test('the elements of a context that is a list are the items of a root that is a dot', () => {
    const value: Value = { complex: { ...kinds(path('kind'), text('app')), root: '.' } }
    expect(evaluateValue(value, context.L ?? null, env)).toBe(2)
  })

  test('the accessor is read from the item, not from a special root of that name', () => {
    const value: Value = { complex: { ...kinds(path('L.kind'), text('app')), accessor: 'kind' } }
    expect(
      evaluateValue(value, context, { ...env, roots: name => (name === 'kind' ? 'wrong' : undefined) }),
    ).toBe('app')
  })
})

describe('arguments of transformers', () => {
  const concat = (prefix: Operand | null) =>
    complex({ root: 'a', transformers: [{ operator: 'concat', args: { prefix } }] })
  test.each([
    [path('wanted'), 'appx'],
    [{ value: { simple: 'wanted' }, iscontext: true }, 'appx'],
    [text('wanted'), 'wantedx'],
    [text('${wanted}'), 'appx'],
    [text('${wanted} '), 'app x'],
    [text(' ${wanted}\n'), ' app\nx'],
    [text(' ${zz} '), '  x'],
    [text('${n}/${n} '), '5/5 x'],
    [text('  '), '  x'],
    [
      { value: { complex: { root: 'L', accessor: 'of.name', transformers: [{ operator: 'atIndex' }] } } },
      'Annx',
    ],
    [null, 'x'],
    [{}, 'x'],
    [{ value: null }, 'x'],
  ] as [Operand | null, string][])('%j', (prefix, result) => {
    expect(concat(prefix)).toBe(result)
  })

  test('within a filter they are read from the whole context', () => {
    const left: Operand = {
      value: {
        complex: { root: 'L.kind', transformers: [{ operator: 'concat', args: { suffix: path('L.kind') } }] },
      },
    }
    const value: Complex = { root: 'L', filters: [[equal(left, text('x'))]] }
    expect(() => complex(value)).toThrow('the transformer concat takes text, but got a list')
  })
})

describe('conditions', () => {
  const holds = (condition: Filter[][]) => evaluateCondition(condition, context, env)
  const [yes, no] = [equal(path('a'), text('x')), equal(path('a'), text('y'))]

  test.each([
    [[], true],
    [[[yes]], true],
    [[[no]], false],
    [[[no, yes]], true],
    [[[yes], [no]], false],
    [[[yes], [no, yes]], true],
    [[[yes], []], true],
  ] as [Filter[][], boolean][])('%#', (condition, expected) => {
    expect(holds(condition)).toBe(expected)
  })

  test('a left that is absent is nothing', () => {
    expect(holds([[{ operator: 'isNotExists' }]])).toBe(true)
  })

  test('an alternative behind one that holds is not evaluated', () => {
    expect(holds([[yes, { operator: 'greaterThan', left: text('abc'), right: text('1') }]])).toBe(true)
  })
})

describe('data is data', () => {
  test.each(['__proto__', 'constructor', 'toString'])('%s is an ordinary key and argument', key => {
    const data = JSON.parse(`{"${key}": {"${key}": "v"}}`) as JsonObject
    expect(evaluateValue({ simple: `${key}.${key}` }, data, env, 'path')).toBe('v')
    expect(evaluateValue({ simple: `${key}.length` }, {}, env, 'path')).toBeUndefined()
    const args = JSON.parse(`{"${key}": {"value": {"simple": "7"}}}`) as { [name: string]: Operand }
    const value: Value = { complex: { root: 'n', transformers: [{ operator: 'addition', args }] } }
    expect(evaluateValue(value, { n: 1 }, env)).toBe(8)
  })
})
