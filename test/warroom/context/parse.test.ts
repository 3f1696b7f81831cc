import * as acorn from 'acorn'
import { describe, expect, test } from 'vitest'
import { readMutator, readSelector } from '../../../warroom/context/javascript.ts'
import { comparedKeys } from '../../../warroom/context/merge/keyed.ts'
import { parseQuery, withoutBraces } from '../../../warroom/context/parse.ts'
import type { Query, Step } from '../../../warroom/context/query-tree.ts'

const fail = (fault: string) => new Error(fault)

/** A step in short: `key`, `#position`, `from:to`, `..`, and the code of a selector with its binds in brackets. */
function short(step: Step): string {
  switch (step.kind) {
    case 'key':
      return step.position === undefined ? `<${step.key}>` : `<${step.key}>#${step.position}`
    case 'position':
      return `#${step.position}`
    case 'range':
      return `${step.from}:${step.to}`
    case 'nothing':
      return '..'
    case 'selector':
      return `(${step.code.text}${step.binds.map(bind => `; ${bind.name}${bind.relative ? '.' : ''}=${outline(bind.query)}`).join('')})`
  }
}

function outline({ steps, mutator }: Query): string {
  const code = mutator ? `${mutator.whole ? '=>' : '='}${mutator.code.text}` : ''
  return steps.map(short).join('') + code
}

describe('parseQuery', () => {
  test.each([
    ['.', ''],
    ['Name', '<Name>'],
    ['.Name', '<Name>'],
    ['  U.Geo.City  ', '<U><Geo><City>'],
    ['${U.Geo}', '<U><Geo>'],
    ['${ U.Geo }', '<U><Geo>'],
    ['a b.c-d_e:f?/g', '<a b><c-d_e:f?/g>'],
    ['a\\.b.c\\.', '<a.b><c.>'],
    ['a\\b.c', '<a\\b><c>'],
    ['L.[2].n', '<L>#2<n>'],
    ['L.[-1]', '<L>#-1'],
    ['L.[ 1 : 3 ]', '<L>1:3'],
    ['L.[1:]', '<L><[1:]>'],
    ['L[0]', '<L[0]>'],
    ['L.0', '<L><0>#0'],
    ['L.007', '<L><007>#7'],
    ['A..B', '<A>..'],
    ['A..B(', '<A>..'],
    ['(val == 1).a', '(val == 1)<a>'],
    ['.(val == 1)', '(val == 1)'],
    ['L (val.a)(val.b) [0]', '<L>(val.a)(val.b)#0'],
    ["L(val.s == ')').id", "<L>(val.s == ')')<id>"],
    ['L(val.a == x---B.c)', '<L>(val.a == x; x=<B><c>)'],
    ['L(val.a == x---.b.c && y---D > 1)', '<L>(val.a == x && y > 1; x.=<b><c>; y=<D>)'],
    ['L(val.a == x---B(val.c == y---D).[0].e)', '<L>(val.a == x; x=<B>(val.c == y; y=<D>)#0<e>)'],
    ["L('x---y' == val)", "<L>('x---y' == val)"],
    ['L(val.f[x---A.b])', '<L>(val.f[x]; x=<A><b>)'],
    ['Name=val.length', '<Name>=val.length'],
    ['Name = val', '<Name>= val'],
    ['L=>val[0]', '<L>=>val[0]'],
    ['.={"a": val}', '={"a": val}'],
    ['.=val ? "=>" : "=="', '=val ? "=>" : "=="'],
    ['L(val >= 1)=val', '<L>(val >= 1)=val'],
  ])('%j: %s', (query, expected) => expect(outline(parseQuery(query))).toBe(expected))
})

describe('withoutBraces', () => {
  test.each([
    ['${a}', 'a'],
    [' ${ a } ', 'a'],
    ['a', 'a'],
    ['${a}.b', '${a}.b'],
    ['${a} ${b}', '${a} ${b}'],
    ["${a(val == '}')}", "a(val == '}')"],
    ['${a', '${a'],
    ['', ''],
  ])('%j: %j', (text, expected) => expect(withoutBraces(text)).toBe(expected))
})

describe('readMutator', () => {
  test.each([
    ['val + 1', 'val + 1'],
    [' {"a": 1} ', ' {"a": 1} '],
    [
      'f(val);function f(a) { return a }',
      '(function () { return (f(val)\n)\n;function f(a) { return a }\n})()',
    ],
    ['1;', '(function () { return (1\n)\n;\n})()'],
  ])('%j', (text, code) => expect(readMutator(text, ['val'], fail).text).toBe(code))

  test.each([
    ['', 'is no JavaScript expression'],
    ['var x = 1', 'is no JavaScript expression'],
    ['val val', '"val" was not expected'],
    ['val; function {', 'is no JavaScript'],
    ['val; return 1', 'is no JavaScript'],
  ])('%j is refused', (text, fault) => expect(() => readMutator(text, ['val'], fail)).toThrow(fault))

  test.each([
    ['true', true],
    ['val.a.b', true],
    ['val + 1', false],
    ['val;function f() {}', false],
  ])('%j needs no sandbox: %s', (text, own) => {
    expect(readMutator(text, ['val'], fail).own !== undefined).toBe(own)
  })
})

describe('comparedKeys: the keys for which a merge has an index', () => {
  test.each<[selector: string, keys: string[] | undefined]>([
    ['val.ID == obj.ID', ['ID']],
    ['val.ID === obj.ID', ['ID']],
    ['obj.ID == val.ID', ['ID']],
    ['val.ID && val.ID == obj.ID', ['ID']],
    ['val.ID && obj.ID && (val.ID == obj.ID)', ['ID']],
    ['val.a && val.a == obj.a && val.b && val.b == obj.b', ['a', 'b']],
    ['val.a == obj.a && (val.b == obj.b && val.c === obj.c)', ['a', 'b', 'c']],
    ['val.a == obj.b', undefined],
    ['val.a == val.a', undefined],
    ['obj.a == obj.a', undefined],
    ['val.a != obj.a', undefined],
    ['val.a == obj.a || val.b == obj.b', undefined],
    ['val.a == obj.a && val.n > 1', undefined],
    ['val.a.b == obj.a.b', undefined],
    ["val['a'] == obj['a']", undefined],
    ['val == obj', undefined],
    ['val.a', undefined],
    ['true', undefined],
    ['val.a == 1', undefined],
  ])('%s: %j', (text, keys) => {
    expect(comparedKeys(readSelector(text, ['val', 'obj'], fail))).toEqual(keys)
  })

  test('are found in the tree that acorn gives, not in the text', () => {
    const code = readSelector('  val . ID  ==  obj . ID // the key', ['val', 'obj'], fail)
    expect(code.tree.type).toBe(acorn.parseExpressionAt('a == b', 0, { ecmaVersion: 'latest' }).type)
    expect(comparedKeys(code)).toEqual(['ID'])
  })
})
