import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIgnore } from '../../scripts/check/ignore.ts'
import { shown } from '../../scripts/check/json.ts'
import { cliNameOf } from '../../scripts/check/known.ts'
import {
  interpolations,
  isComputed,
  operatorsIn,
  pathsIn,
  rootOf,
  secondOf,
} from '../../scripts/check/playbook/values.ts'
import { repeated } from '../../scripts/check/repeated.ts'
import { isOlder } from '../../scripts/check/version.ts'

describe('a context path', () => {
  it.each([
    ['incident.name', 'incident', 'name', false],
    ['incident', 'incident', '', false],
    ['IAM.Vendor(val.brand == "Okta")', 'IAM', 'Vendor', false],
    ['foundIndicators(val.value).id', 'foundIndicators', '', false],
    ['File.[0].Name', 'File', '', false],
    ['L[0]', 'L', '', false],
    ['Which users?  Choose :.Answers.0', 'Which users?  Choose :', 'Answers', false],
    ['inputs.Send to.x', 'inputs', 'Send to', false],
    ['Account=val.ID', 'Account', '', false],
    ['.="x"', '', '', true],
    ['.', '', '', true],
    ['subplaybook-${currentPlaybookID}.x', 'subplaybook-${currentPlaybookID}', 'x', true],
  ])('%s begins with "%s", goes on with "%s", is computed: %s', (path, root, second, computed) => {
    expect([rootOf(path), secondOf(path), isComputed(path)]).toEqual([root, second, computed])
  })
})

describe('what a text interpolates', () => {
  it.each([
    ['no path', []],
    ['${a.b}', ['a.b']],
    ['to ${a} and ${ b.c } too', ['a', 'b.c']],
    ['${a.={"x": val.y}}', ['a.={"x": val.y}']],
    ['${a.${b}}', ['a.${b}']],
    ['${open', []],
    ['${a} ${open', ['a']],
    ['${}', ['']],
    ['$a {b}', []],
  ])('%s', (text, paths) => expect(interpolations(text)).toEqual(paths))

  it('whatever stands around it, the path is found', () => {
    const plain = fc.string().filter(text => !/[${}]/.test(text))
    fc.assert(
      fc.property(plain, plain, plain, (before, path, after) => {
        expect(interpolations(`${before}\${${path}}${after}`)).toEqual([path.trim()])
      }),
    )
  })
})

describe('the paths in a value', () => {
  it.each([
    [{ simple: 'a.b' }, []],
    [{ simple: '${a.b}' }, ['a.b']],
    [{ value: { simple: 'a.b' }, iscontext: true }, ['a.b']],
    [{ value: { simple: 'a.b' }, isContext: true }, ['a.b']],
    [{ value: { simple: 'a.b' }, iscontext: false }, []],
    [{ value: { simple: '${a.b}' }, iscontext: true }, ['a.b']],
    [{ complex: { root: 'a', accessor: 'b.c' } }, ['a.b.c']],
    [{ complex: { root: 'a', accessor: '' } }, ['a']],
    [{ complex: { root: '${a.b}', accessor: 'c' } }, ['a.b']],
    [{ complex: null, simple: '${x}' }, ['x']],
    [
      { complex: { root: 'a', filters: [[{ left: { value: { simple: 'b' }, iscontext: true } }]] } },
      ['a', 'b'],
    ],
    [{ complex: { root: 'a', transformers: [{ args: { x: { value: { simple: '${c}' } } } }] } }, ['a', 'c']],
    [
      ['${a}', { x: ['${b}'] }, 1, null, true],
      ['a', 'b'],
    ],
    [undefined, []],
  ])('%j', (value, paths) => expect(pathsIn(value)).toEqual(paths))
})

it('the operators of a value are found without their group', () => {
  const value = {
    complex: {
      root: 'a',
      filters: [[{ operator: 'string.isEqual', left: {}, right: {} }]],
      transformers: [{ operator: 'general.uniq' }, { operator: 'append', args: {} }],
    },
  }
  expect(operatorsIn([{ x: value }])).toEqual({ filters: ['isEqual'], transformers: ['uniq', 'append'] })
  // An entry with an `operator` of another meaning is none.
  expect(operatorsIn({ operator: 'x' })).toEqual({ filters: [], transformers: [] })
})

describe('.pack-ignore', () => {
  const ignores = readIgnore(
    [
      '# Why.',
      '[file:playbook-A.yml]',
      'ignore=PB106, PB116',
      '',
      '[known_words]',
      'ignore=PB103',
      '[file:b.json]',
      ' ignore = IF113 ',
      '[file:playbook-A.yml]',
      'ignore=PB105',
    ].join('\r\n'),
  )
  it.each([
    ['Playbooks/playbook-A.yml', 'PB106', true],
    ['Playbooks/playbook-A.yml', 'PB116', true],
    ['Playbooks/playbook-A.yml', 'PB105', true],
    ['Playbooks/playbook-A.yml', 'PB103', false],
    ['Playbooks/playbook-B.yml', 'PB106', false],
    ['IncidentFields/b.json', 'IF113', true],
    ['IncidentFields/b.json', 'IF100', false],
    ['b.json', 'IF113', true],
    ['__proto__', 'IF113', false],
  ])('%s %s: %s', (file, code, ignored) => expect(ignores({ file, at: '', code, message: '' })).toBe(ignored))
})

it.each([
  ['6.9.0', '6.10.0', true],
  ['6.10.0', '6.10.0', false],
  ['6.10', '6.10.0', false],
  ['6', '6.0.1', true],
  ['8.0.0', '6.10.0', false],
  ['', '6.10.0', true],
])('version %s comes before %s: %s', (a, b, expected) => expect(isOlder(a, b)).toBe(expected))

it.each([
  ['Cost Center Code', 'costcentercode'],
  ['AD Account Status', 'adaccountstatus'],
  ['user-id_2', 'userid2'],
])('the cliName of %s is %s', (name, cliName) => expect(cliNameOf(name)).toBe(cliName))

it.each([
  [['a', 'b', 'a', 'a'], ['a']],
  [['a', 'b'], []],
  [[], []],
])('%j has %j more than once', (texts, twice) => expect(repeated(texts)).toEqual(twice))

it.each([
  ['x', 'x'],
  [undefined, 'absent'],
  [null, 'null'],
  [{ toString: {} }, '{"toString":{}}'],
  [[1], '[1]'],
])('%j is shown as %s', (value, text) => expect(shown(value)).toBe(text))
