import { beforeAll, describe, expect, it } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { createContextLanguage } from '../../../warroom/context/index.ts'
import { openSyncScripts, type SyncScripts } from '../../../warroom/javascript/index.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'
import { evaluateCondition, evaluateValue, type Script } from '../../../warroom/values/index.ts'

let scripts: SyncScripts
const language = createContextLanguage(await openSandbox())
beforeAll(async () => {
  scripts = await openSyncScripts(language)
})

const run = (code: string, args: { [name: string]: Json } = {}): Json | undefined =>
  scripts.run({ name: 'T', code, args })

describe('the value of a script that is a filter or a transformer (MP-61)', () => {
  it.each<[string, string, Json | undefined]>([
    ['text', `return args.value + '!'`, 'a!'],
    ['a number', 'return 3', 3],
    ['a boolean', 'return false', false],
    ['an object', 'return {a: 1}', { a: 1 }],
    ['a list', 'return [1, 2]', [1, 2]],
    ['an empty list', 'return []', []],
    ['nothing', 'return', undefined],
    ['an entry', `return {Type: 1, Contents: [1], ContentsFormat: 'json'}`, [1]],
    ['an entry of JSON text', `return {Type: 1, Contents: '{"a":1}', ContentsFormat: 'json'}`, { a: 1 }],
    ['an entry that says json and is text', `return {Type: 1, Contents: 'x', ContentsFormat: 'json'}`, 'x'],
    [
      'several entries',
      `return ['a', 'b'].map(t => ({Type: 1, Contents: t, ContentsFormat: 'text'}))`,
      ['a', 'b'],
    ],
    ['a list of one entry', `return [{Type: 1, Contents: 5, ContentsFormat: 'json'}]`, 5],
    ['a query', `return dq({a: {b: 4}}, 'a.b')`, 4],
    ['a common function', `return argToList('a,b')`, ['a', 'b']],
    ['a log line', `logInfo('x'); return 1`, 1],
  ])('%s', (_, code, expected) => {
    expect(run(code, { value: 'a' })).toEqual(expected)
  })

  it.each([
    ['a thrown text', `throw 'bad value'`, 'failed: bad value'],
    ['an error entry', `return {Type: 4, Contents: 'no', ContentsFormat: 'text'}`, 'failed: no'],
    ['an error entry without a format', `return {Type: 4, Contents: 'no'}`, 'failed: no'],
    [
      'a command',
      `executeCommand('Print', {})`,
      'executeCommand may not be called by a filter or transformer, and "T" runs as one',
    ],
    ['a write', `setContext('a', 1)`, 'setContext may not be called by a filter'],
    ['a request', `http('http://localhost')`, 'http may not be called by a filter'],
    ['waiting', 'wait(1)', 'wait may not be called by a filter'],
    ['a missing function', 'nope()', '"T" uses nope, which this war room does not offer (line 1)'],
    ['an endless loop', 'while (true) {}', '"T" was stopped: interrupted'],
    [
      'a built-in without end',
      '[].indexOf.call({length: 1e15}, 1)',
      'Script execution timed out after 1200ms',
    ],
    ['endless recursion', 'function f() { f() }\nf()', 'stack overflow'],
    ['too much memory', 'new ArrayBuffer(512 * 1024 * 1024)', 'needs more than 256 MB of memory'],
  ])('%s fails', (_, code, text) => {
    expect(() => run(code)).toThrow(text)
  })

  it('has the clock that it was opened with', async () => {
    const late = await openSyncScripts(language, { now: () => Date.parse('2031-05-06T07:08:09Z') })
    expect(late.run({ name: 'T', code: 'return new Date().getUTCFullYear()', args: {} })).toBe(2031)
  })

  it('has no incident and no context, but their names', () => {
    expect(run('return [invContext, incidents, investigation]')).toEqual([{}, [], {}])
  })

  it('works again after each of these', () => {
    expect(run('return 1')).toBe(1)
  })
})

describe('inside the evaluator', () => {
  const found: Record<string, Script> = {
    Shout: {
      entireList: false,
      run: args => run('return args.value.toUpperCase() + (args.end || "")', args),
    },
    Total: { entireList: true, run: args => run('return args.value.reduce((a, b) => a + b, 0)', args) },
    IsEven: { entireList: false, run: args => run('return args.left % 2 === 0', args) },
    Broken: { entireList: false, run: args => run('throw new Error("boom")', args) },
  }
  const env = { language, findScript: (name: string) => found[name] }
  const transformed = (operator: string, root: string, args = {}): Json | undefined =>
    evaluateValue(
      { complex: { root, transformers: [{ operator, args }] } },
      { t: ['a', 'b'], n: [1, 2, 3] },
      env,
    )

  it('a transformer runs once per element', () => {
    expect(transformed('Shout', 't', { end: { value: { simple: '!' } } })).toEqual(['A!', 'B!'])
  })

  it('with entirelist it runs once', () => {
    expect(transformed('Total', 'n')).toBe(6)
  })

  it('a filter keeps what it says yes to', () => {
    const filters = [[{ operator: 'IsEven', left: { value: { simple: 'n' }, isContext: true } }]]
    expect(evaluateValue({ complex: { root: 'n', filters } }, { n: [1, 2, 3, 4] }, env)).toEqual([2, 4])
    expect(evaluateCondition([[{ operator: 'IsEven', left: { value: { simple: '3' } } }]], {}, env)).toBe(
      false,
    )
  })

  it('a failure names the operator', () => {
    expect(() => transformed('Broken', 't')).toThrow('the transformer Broken failed: boom (line 1)')
  })
})
