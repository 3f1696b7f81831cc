import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { openSandbox, SandboxError, type SandboxReason } from '../../../warroom/sandbox/index.ts'

const sandbox = await openSandbox()
afterAll(() => sandbox.close())

/** Gives the event loop the turns in which a lost engine's successor is made ready. */
async function untilReady(): Promise<void> {
  for (;;) {
    try {
      if (sandbox.evaluate('1') === 1) return
    } catch (fault) {
      if (!(fault instanceof SandboxError) || fault.reason !== 'restarting') throw fault
    }
    await new Promise(resolve => setImmediate(resolve))
  }
}

function reasonOf(expression: string, val?: Json): SandboxReason | 'none' {
  try {
    sandbox.evaluate(expression, { val })
    return 'none'
  } catch (fault) {
    if (fault instanceof SandboxError) return fault.reason
    throw fault
  }
}

function nested(depth: number): Json {
  let value: Json = 1
  for (let i = 0; i < depth; i++) value = [value]
  return value
}

describe('evaluate', () => {
  test.each<[expression: string, val: Json | undefined, result: Json | undefined]>([
    ['val + 1', 4, 5],
    ['val.a.b', { a: { b: 'x' } }, 'x'],
    ['({a: val})', [1], { a: [1] }],
    ['val', undefined, undefined],
    ['val', null, null],
    ['undefined', 1, undefined],
    ['NaN', 1, null],
    ['function () {}', 1, undefined],
    ['val.map(x => x.id).sort()', [{ id: 2 }, { id: 1 }], [1, 2]],
    ["val.replace(/(?<first>a)/, '$<first>$<first>')", 'ab', 'aab'],
    ['typeof process + typeof require + typeof console', 1, 'undefinedundefinedundefined'],
    ['Object.keys(globalThis).length', 1, 0],
    ['(function f(n) { return n ? f(n - 1) : 0 })(100)', 1, 0],
    ['val // a comment', 7, 7],
  ])('%s of %j is %j', (expression, val, result) => {
    expect(sandbox.evaluate(expression, { val })).toEqual(result)
  })

  test('keys such as __proto__ are plain data on the way in and out', () => {
    const val = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as Json
    const back = sandbox.evaluate('val', { val })
    expect(JSON.stringify(back)).toBe(JSON.stringify(val))
    expect(sandbox.evaluate('val.__proto__.x', { val })).toBe(1)
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  test('any JSON value crosses unchanged, text with NUL and lone surrogates too', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'small', stringUnit: 'binary' }), text, (value, more) => {
        const val = JSON.parse(JSON.stringify([value, more])) as Json
        expect(sandbox.evaluate('val', { val })).toEqual(val)
      }),
    )
  })
})

describe('the time', () => {
  let time = Date.UTC(2026, 2, 1)
  const clocked = openSandbox(() => time)

  test.each<[expression: string, result: Json]>([
    ['new Date()', '2026-03-01T00:00:00.000Z'],
    ['new Date().getTime() === Date.now()', true],
    ['new Date(0)', '1970-01-01T00:00:00.000Z'],
    ['new Date(2020, 0, 2).getFullYear()', 2020],
    ['new (new Date(0).constructor)()', '2026-03-01T00:00:00.000Z'],
    ['Date().includes("Mar 01 2026")', true],
    ['new Date() instanceof Date && Date.UTC(1970, 0) === 0', true],
  ])('%s', async (expression, result) => {
    expect((await clocked).evaluate(expression)).toEqual(result)
  })

  test('moves with the clock', async () => {
    time += 86_400_000
    expect((await clocked).evaluate('new Date()')).toBe('2026-03-02T00:00:00.000Z')
  })
})

describe('refusals', () => {
  test.each<[expression: string, reason: SandboxReason]>([
    ['val.x.y', 'thrown'],
    ['nobody', 'thrown'],
    ['1n', 'thrown'],
    ['(() => { throw { toString() { throw 1 } } })()', 'thrown'],
    ['(() => { throw null })()', 'thrown'],
    ['(function f() { return f() + 1 })()', 'thrown'],
    ['(', 'syntax'],
    ['val ==', 'syntax'],
    ['let x = 1', 'syntax'],
    ["'x'.repeat(1e9)", 'thrown'],
  ])('%s: %s', (expression, reason) => expect(reasonOf(expression, {})).toBe(reason))

  test.each([
    ['a loop without end', '(() => { for (;;) {} })()'],
    ['one that catches everything', '(() => { for (;;) { try { for (;;) {} } catch {} } })()'],
    ['a regex that explodes', "/^(a+)+$/.test('a'.repeat(40) + 'b')"],
    ['a regex that explodes in a harmless selector', '/^(a+)+$/.test(val)'],
    ['a built-in that never asks', 'Array.prototype.indexOf.call({ length: 1e15 }, 1)'],
  ])('%s is stopped and the sandbox goes on', async (_, expression) => {
    expect(reasonOf(expression, `${'a'.repeat(40)}b`)).toBe('time')
    await untilReady()
    expect(sandbox.evaluate('val * 2', { val: 21 })).toBe(42)
  })

  test('memory without end is refused and the sandbox goes on', async () => {
    expect(['memory', 'time', 'thrown']).toContain(
      reasonOf("(() => { const a = []; for (;;) a.push('x'.repeat(1e6) + a.length) })()"),
    )
    await untilReady()
    expect(sandbox.evaluate('1 + 1')).toBe(2)
  })

  test('an overflow of the host stack is a refusal, and the sandbox goes on', async () => {
    expect(reasonOf("eval('['.repeat(50000))")).not.toBe('none')
    await untilReady()
    expect(sandbox.evaluate('1 + 1')).toBe(2)
  })

  test.each([
    [500, 'none'],
    [501, 'depth'],
    [3000, 'depth'],
    [100_000, 'depth'],
  ])('a value nested %i deep: %s', (depth, reason) => expect(reasonOf('val', nested(depth))).toBe(reason))

  test('a long expression is cut in the message', () => {
    expect(() => sandbox.evaluate(`nobody${' '.repeat(1000)}`)).toThrow(
      /^"nobody {194}…" failed: 'nobody' is not defined$/,
    )
  })
})

describe('one evaluation leaves nothing for the next', () => {
  test.each([
    ['a global', 'leak = 5', 'typeof leak', 'undefined'],
    ['a member of globalThis', 'globalThis.leak = 5', 'typeof leak', 'undefined'],
    ['a method of lists', 'Array.prototype.leak = 5', '[].leak === undefined', true],
    ['a method of texts', 'String.prototype.indexOf = () => 9', "'a'.indexOf('a')", 0],
    ['JSON', 'JSON.stringify = () => "[[1]]"', '"kept"', 'kept'],
    [
      'generators',
      '(function* () {}).constructor.prototype.leak = 5',
      '(function* () {}).leak === undefined',
      true,
    ],
  ])('%s', (_, first, second, result) => {
    sandbox.evaluate(`(() => { try { ${first} } catch {} return 1 })()`)
    expect(sandbox.evaluate(second)).toBe(result)
  })

  test('a value that an expression changes is whole again for the next', () => {
    const val = [3, 1, 2]
    expect(sandbox.evaluate('val.sort()', { val })).toEqual([1, 2, 3])
    expect(sandbox.evaluate('val.join()', { val })).toBe('3,1,2')
    expect(val).toEqual([3, 1, 2])
  })
})

describe('evaluateEach', () => {
  test('gives undefined where the expression throws', () => {
    const items = [{ val: { n: 'ab' } }, { val: {} }, { val: null }, { val: { n: 'b' } }]
    expect(sandbox.evaluateEach("val.n.indexOf('b')", items)).toEqual([1, undefined, undefined, 0])
  })

  test('binds names of the item before shared ones, and missing ones to undefined', () => {
    const items = [{ a: 1 }, { a: 2, b: 7 }, { c: 1 }]
    expect(sandbox.evaluateEach('[a === undefined, b]', items, { b: 5 })).toEqual([
      [false, 5],
      [false, 7],
      [true, 5],
    ])
  })

  test('nothing to evaluate is no crossing', () => expect(sandbox.evaluateEach('(', [])).toEqual([]))

  test('refuses an expression that is none', () => {
    expect(() => sandbox.evaluateEach('val ==', [{ val: 1 }])).toThrow(SandboxError)
  })

  test('sees a value that was changed in place between two calls', () => {
    const val = { name: 'ann' }
    const read = () => sandbox.evaluateEach("val.name.indexOf('b')", [{ val }])
    expect(read()).toEqual([-1])
    expect(read()).toEqual([-1])
    val.name = 'bob'
    expect(read()).toEqual([0])
  })

  test('keeps no more than it may: many large values, one after the other and again', () => {
    const large = Array.from({ length: 60 }, (_, i) => ({ val: { text: `${i}${'x'.repeat(200_000)}` } }))
    for (const item of [...large, ...large]) {
      expect(sandbox.evaluateEach('val.text.length > 200000', [item])).toEqual([true])
    }
  })

  test('many different expressions', () => {
    for (let i = 0; i < 1200; i++) expect(sandbox.evaluateEach(`val + ${i}`, [{ val: 1 }])).toEqual([1 + i])
  })
})
