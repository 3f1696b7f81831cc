import { describe, expect, test } from 'vitest'
import { depthOf } from '../../../warroom/sandbox/depth.ts'
import { isHarmless } from '../../../warroom/sandbox/harmless.ts'
import { keptItems, NOT_KEPT } from '../../../warroom/sandbox/kept.ts'
import { KEPT_CHARACTERS } from '../../../warroom/sandbox/limits.ts'

describe('isHarmless', () => {
  test.each([
    "val.email && val.email.indexOf('7') >= 0",
    '!val.labels || val.labels.filter(function (v) { return v.type == "x" }).length == 0',
    '/^a/i.test(val.name)',
    'String(val.id).includes("1")',
    'val?.a?.[0] === `x${val.b}`',
    'Object.keys(val).some(key => key === "a")',
  ])('%s', expression => expect(isHarmless(expression)).toBe(true))

  test.each([
    'val.a = 1',
    'val.n++',
    'delete val.a',
    'val.sort()',
    'val.reverse()[0]',
    'val.push(1)',
    'new Date()',
    "val['sort']()",
    "'x'.repeat(1e9)",
    'Array.prototype.indexOf.call({ length: 1e15 }, 1)',
    '[...val]',
    'eval(val)',
    'Function("return 1")()',
    '(() => { for (;;) {} })()',
    'val.a, val.b',
    'foo(val)',
    'val ==',
    'val; val',
  ])('not %s', expression => expect(isHarmless(expression)).toBe(false))
})

describe('depthOf', () => {
  test.each([
    ['1', 0],
    ['"[[["', 0],
    ['[]', 1],
    ['[[],[[]]]', 3],
    ['{"a":[{"b":1}]}', 3],
    ['["\\"[[", [[]]]', 3],
    ['["\\\\", []]', 2],
    ['["\\\\\\"[[["]', 1],
  ])('%s is %i', (json, depth) => expect(depthOf(json)).toBe(depth))
})

describe('keptItems', () => {
  test('knows a text again, and a changed one not', () => {
    const kept = keptItems()
    expect(kept.idOf('[1]')).toEqual({ known: false, id: 0 })
    expect(kept.idOf('[2]')).toEqual({ known: false, id: 1 })
    expect(kept.idOf('[1]')).toEqual({ known: true, id: 0 })
  })

  test('starts anew with the id 0 when there is too much', () => {
    const kept = keptItems()
    const half = 'x'.repeat(KEPT_CHARACTERS / 2 + 1)
    expect(kept.idOf(half).id).toBe(0)
    expect(kept.idOf('[1]').id).toBe(1)
    expect(kept.idOf(`${half}y`)).toEqual({ known: false, id: 0 })
    expect(kept.idOf('[1]')).toEqual({ known: false, id: 1 })
  })

  test('does not keep what alone is too much', () => {
    expect(keptItems().idOf('x'.repeat(KEPT_CHARACTERS + 1))).toEqual({ known: false, id: NOT_KEPT })
  })
})
