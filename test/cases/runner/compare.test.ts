import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { changes, differences, fitsText } from './compare.ts'

describe('what a case says is compared as a part of what is', () => {
  it.each<[string, Json, Json | undefined]>([
    ['a member among others', { a: 1 }, { a: 1, b: 2 }],
    ['members below', { a: { b: [1, { c: 'x' }] } }, { a: { b: [1, { c: 'x', d: 1 }], e: 1 } }],
    ['a pattern', { a: '/^2026-.*Z$/' }, { a: '2026-03-02T08:00:00Z' }],
    ['a pattern with a flag', '/ANN/i', 'ann'],
    ['null for what is absent', { a: null }, {}],
    ['null for null', { a: null }, { a: null }],
    ['null for an empty text', { a: null }, { a: '' }],
    ['an object for a text that holds it', { a: { b: 1 } }, { a: '{"b":1,"c":2}' }],
    ['a list for a text that holds it', { a: [1, 2] }, { a: '[1,2]' }],
    ['a text that only looks like a pattern', '/', '/'],
    ['no members of anything', {}, { a: 1 }],
  ])('%s', (_, wanted, found) => expect(differences(wanted, found, '')).toEqual([]))

  it.each<[string, Json, Json | undefined, string]>([
    ['another value', { a: { b: 1 } }, { a: { b: 2 } }, 'a.b: expected 1, is 2'],
    ['another type', { a: '1' }, { a: 1 }, 'a: expected "1", is 1'],
    ['nothing', { a: 1 }, {}, 'a: expected 1, is absent'],
    ['something for null', { a: null }, { a: 0 }, 'a: expected null, is 0'],
    ['a list that is longer', { a: [1] }, { a: [1, 2] }, 'a: expected [1], is [1,2]'],
    ['a list in another order', { a: [1, 2] }, { a: [2, 1] }, 'a[0]: expected 1, is 2'],
    ['a pattern that is not found', { a: '/x/' }, { a: 'y' }, 'a: expected "/x/", is "y"'],
    ['a pattern for no text', { a: '/1/' }, { a: 1 }, 'a: expected "/1/", is 1'],
    ['a text that holds no JSON', { a: [1] }, { a: '[1' }, 'a: expected [1], is "[1"'],
    ['an object for a list', { a: {} }, { a: [] }, 'a: expected {}, is []'],
    ['a member of every object', { toString: 'x' }, {}, 'toString: expected "x", is absent'],
  ])('%s is a difference', (_, wanted, found, sentence) =>
    expect(differences(wanted, found, '').at(0)).toBe(sentence),
  )

  it('anything is a part of itself, but for texts that are patterns', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const said = JSON.parse(JSON.stringify(value).replaceAll('/', '|')) as Json
        expect(differences(said, said, 'x')).toEqual([])
      }),
    )
  })
})

describe('what a case does not name', () => {
  const before = { ann: { status: 'ACTIVE', title: 'Buyer' }, bob: { status: 'ACTIVE' } }

  it.each<[string, Json | undefined, Json | undefined]>([
    ['is as it was', undefined, before],
    [
      'beside what it names is as it was',
      { ann: { title: 'x' } },
      { ...before, ann: { status: 'ACTIVE', title: 'y' } },
    ],
    [
      'may be in what is new',
      { cyd: { status: 'STAGED' } },
      { ...before, cyd: { status: 'STAGED', title: 'new' } },
    ],
    ['may be in what is gone', { bob: null }, { ann: before.ann }],
  ])('%s', (_, wanted, after) => expect(changes(wanted, before, after, 'users')).toEqual([]))

  it.each<[string, Json | undefined, Json | undefined, string]>([
    [
      'and is changed',
      undefined,
      { ...before, bob: { status: 'SUSPENDED' } },
      'users.bob.status: must not change, was "ACTIVE", is "SUSPENDED"',
    ],
    [
      'of a thing that it names',
      { ann: { title: 'x' } },
      { ...before, ann: { status: 'SUSPENDED', title: 'x' } },
      'users.ann.status: must not change, was "ACTIVE", is "SUSPENDED"',
    ],
    ['and is new', undefined, { ...before, cyd: 1 }, 'users.cyd: must not change, was absent, is 1'],
    [
      'and is gone',
      undefined,
      { ann: before.ann },
      'users.bob: must not change, was {"status":"ACTIVE"}, is absent',
    ],
  ])('%s is a difference', (_, wanted, after, sentence) =>
    expect(changes(wanted, before, after, 'users')).toEqual([sentence]),
  )
})

it.each([
  ['abc', 'abc', true],
  ['abc', 'abcd', false],
  ['/b/', 'abc', true],
  ['/^b/', 'abc', false],
  ['/a.c/s', 'a\nc', true],
])('%s fits %j: %s', (wanted, found, expected) => expect(fitsText(wanted, found)).toBe(expected))
