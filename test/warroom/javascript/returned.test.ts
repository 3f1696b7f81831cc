import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contents, run, runner } from './runner.ts'

const note = (Contents: unknown, ContentsFormat = 'text') => ({ Type: 1, ContentsFormat, Contents })
const error = (Contents: string) => ({ Type: 4, ContentsFormat: 'text', Contents })

describe('what a script returns is entries (HC-60 to HC-66)', () => {
  it.each([
    ['text', `return 'hello'`, [note('hello')]],
    ['a number', 'return 1.5', [note('1.5')]],
    ['a boolean', 'return false', [note('false')]],
    ['a whole number of any size', 'return 2n ** 64n', [note('18446744073709551616')]],
    ['an object', 'return {a: [1]}', [note('{"a":[1]}', 'json')]],
    [
      'an entry',
      `return {Type: entryTypes.note, Contents: {a: 1}, ContentsFormat: formats.json, EntryContext: {'A(val.a==obj.a)': {a: 1}}}`,
      [{ ...note({ a: 1 }, 'json'), EntryContext: { 'A(val.a==obj.a)': { a: 1 } } }],
    ],
    ['an error entry', `return {Type: 4, Contents: 'no', ContentsFormat: 'text'}`, [error('no')]],
    [
      'an error entry without a format',
      `return {Type: entryTypes.error, Contents: 'an error'}`,
      [error('an error')],
    ],
    ['an entry of a value without a format', 'return {Type: 1, Contents: {a: 1}}', [note({ a: 1 }, 'json')]],
    ['an entry with an empty format', `return {Type: 1, Contents: 'x', ContentsFormat: ''}`, [note('x')]],
    [
      'an entry without a format whose Contents is undefined',
      'return [{Type: 1, Contents: undefined}]',
      [note(null, 'json')],
    ],
    [
      'a file entry',
      `return {Type: 3, FileID: 'file-1', File: 'a.txt'}`,
      [{ Type: 3, ContentsFormat: 'text', Contents: '', FileID: 'file-1', File: 'a.txt' }],
    ],
    [
      'a polling entry',
      `return {Type: 1, PollingCommand: 'poll', NextRun: '10', PollingArgs: {}}`,
      [{ ...note(''), PollingCommand: 'poll', NextRun: '10', PollingArgs: {} }],
    ],
    [
      'an object with a Type that is a text',
      `return {Type: 'a', Contents: 1}`,
      [note('{"Type":"a","Contents":1}', 'json')],
    ],
    ['an object with a Type alone', 'return {Type: 4}', [note('{"Type":4}', 'json')]],
    [
      'an entry whose Contents is undefined',
      `return {Type: 1, Contents: undefined, ContentsFormat: 'json', HumanReadable: 'x'}`,
      [{ ...note(null, 'json'), HumanReadable: 'x' }],
    ],
    ['a list', `return ['a', 2, {b: 3}]`, [note('a'), note('2'), note('{"b":3}', 'json')]],
    ['nothing', 'return', []],
    ['null', 'return null', []],
    ['no return at all', 'x = 1', []],
    ['a function', 'return function () {}', []],
    ['a promise that settles', 'return (async () => { await null; return 7 })()', [note('7')]],
    [
      '__proto__ as data',
      `return JSON.parse('{"__proto__":{"a":1}}')`,
      [note('{"__proto__":{"a":1}}', 'json')],
    ],
  ])('%s', async (_, code, entries) => {
    expect((await run(code)).entries).toEqual(entries)
  })

  it.each([
    ['a text', `throw 'no such user'`, 'no such user'],
    ['an Error, with its line', `\nvar a = 1\nthrow new Error('boom')`, 'boom (line 3)'],
    ['an Error from a function', `function f() {\n throw new TypeError('x')\n}\nf()`, 'x (line 2)'],
    ['an object', `throw {code: 7}`, '{"code":7}'],
    ['undefined', 'throw undefined', 'undefined'],
    ['a rejected promise', `return Promise.reject(new Error('late'))`, 'late (line 1)'],
    ['an object without a text', 'throw {toJSON() { throw 1 }}', 'it threw a value that has no text'],
  ])('throwing %s is an error entry', async (_, code, text) => {
    expect((await run(code)).entries).toEqual([error(text)])
  })

  it.each([
    ['code that cannot be read', '\nlet x = ;', /^"T" is no JavaScript that can be read: .*\(line 2\)$/],
    [
      'a cyclic value',
      'const a = {}; a.a = a; return a',
      /^What the script returned cannot be written as JSON: /,
    ],
    [
      'a promise that nobody settles',
      'return new Promise(() => {})',
      /returned a promise that nothing settles/,
    ],
    ['endless recursion', 'function f() { f() }\nf()', /^"T" was stopped: stack overflow \(line 1\)$/],
    [
      'a value nested deeper than anything can use',
      'let a = []; for (let i = 0; i < 600; i++) a = [a]; return a',
      /^"T" returned a value nested 601 deep, more than 500\.$/,
    ],
    [
      'a missing function',
      'return getAllTheThings()',
      /^"T" uses getAllTheThings, which this war room does not offer \(line 1\)$/,
    ],
  ])('%s is an error entry', async (_, code, text) => {
    const { entries } = await run(code)
    expect(entries).toEqual([{ Type: 4, ContentsFormat: 'text', Contents: expect.stringMatching(text) }])
  })
})

describe('the body of a function in sloppy mode (HC-100)', () => {
  it.each([
    ['undeclared names are globals', 'x = 1; return x + globalThis.x', '2'],
    [
      'a common function may be replaced',
      'function argToList() { return "mine" }\nreturn argToList()',
      'mine',
    ],
    [
      'what is assigned to a common one stays when its neighbours are used',
      'isError = () => 5; getError([{Type: 4, Contents: 1}]); return isError()',
      '5',
    ],
    ['eval may be taken away', 'eval = null; return argToList("a,b").length', '2'],
    ['a common one that is deleted is gone', 'delete globalThis.toArray; return typeof toArray', 'undefined'],
    ['a const of the same name hides a common one', 'const formats = {a: 1}; return formats.a', '1'],
    ['a comment at the end', 'return 1 // done', '1'],
    ['with', 'with ({a: 5}) { return a }', '5'],
    ['classes and generators', 'class A { *[Symbol.iterator]() { yield 3 } }\nreturn [...new A()][0]', '3'],
    ['named groups', `return /(?<y>\\d+)/.exec('in 2026').groups.y`, '2026'],
  ])('%s', async (_, code, text) => {
    expect(await contents(code)).toEqual([text])
  })

  it('shares nothing between two runs', async () => {
    await run('leak = 1; Array.prototype.leak = 1; JSON.stringify = () => "stolen"')
    expect(await contents('return [typeof leak, [].leak === undefined, JSON.stringify([1])].join()')).toEqual(
      ['undefined,true,[1]'],
    )
  })
})

describe('limits', () => {
  it('stops an endless loop at its timeout, and the next script runs', async () => {
    const { entries } = await run('while (true) {}', {}, { timeoutSeconds: 0.3 })
    expect(entries).toEqual([error('"T" gave no result: it was stopped after 0.3 s, its execution-timeout.')])
    expect(await contents('return 1')).toEqual(['1'])
  })

  it('stops a built-in that never returns', async () => {
    const { entries } = await run('[].indexOf.call({length: 1e15}, 1)', {}, { timeoutSeconds: 0.3 })
    expect(entries[0]?.Contents).toMatch('stopped after 0.3 s')
  })

  it('stops an exploding memory, and the next script has memory again', async () => {
    const { entries } = await run('return new ArrayBuffer(512 * 1024 * 1024)')
    expect(entries[0]?.Contents).toBe('"T" needs more than 256 MB of memory (line 1)')
    expect(await contents('return new ArrayBuffer(1e8).byteLength')).toEqual(['100000000'])
  })

  it('is interrupted with a reason', async () => {
    const waiting = run('while (true) {}')
    runner.interrupt('the person pressed Ctrl+C')
    expect((await waiting).entries).toEqual([error('"T" gave no result: the person pressed Ctrl+C.')])
  })
})

describe('whatever a script does, it ends with entries', () => {
  const value = fc.oneof(
    fc.json(),
    fc.constantFrom(
      'undefined',
      '() => 1',
      'Symbol()',
      'NaN',
      '10n',
      'new Map()',
      'new Date(0)',
      'null',
      '{toJSON: 1}',
    ),
    fc.constantFrom(
      '{get a() { throw 1 }}',
      'new Proxy({}, {get() { throw 2 }})',
      'Object.create(null)',
      '/x/',
    ),
    fc.constantFrom(
      '{Contents: 1, ContentsFormat: {}}',
      '{Contents: () => 1, ContentsFormat: "json"}',
      '[[], [[]]]',
    ),
    fc.constantFrom('{then(f) { f(1) }}', 'Promise.resolve({then: 1})', 'new Uint8Array(3)', 'globalThis'),
  )

  it('returning or throwing any value', async () => {
    await fc.assert(
      fc.asyncProperty(value, fc.constantFrom('return', 'throw'), async (text, how) => {
        const { entries } = await run(`${how} (${text})`)
        for (const entry of entries) {
          expect(typeof entry.Type).toBe('number')
          expect(entry.Contents).not.toBeUndefined()
        }
        if (how === 'throw') expect(entries.map(({ Type }) => Type)).toEqual([4])
      }),
      { numRuns: 150 },
    )
  })

  it('running any text as code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async text => {
        expect(Array.isArray((await run(text, {}, { timeoutSeconds: 5 })).entries)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})
