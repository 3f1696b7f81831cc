import { describe, expect, it } from 'vitest'
import { changedAttributes, markNulls, textOf, unmarkNulls } from '../../../kit/iam/profile.ts'
import type { JsonObject } from '../../../kit/wire.ts'

describe('null on its way through a mapper', () => {
  it('comes back as null', () => {
    expect(unmarkNulls(markNulls({ title: null, city: 'Bern' }))).toEqual({ title: null, city: 'Bern' })
    const { profileinapp } = markNulls({ profileinapp: { role: null, team: ['a'] } })
    expect(unmarkNulls(profileinapp as JsonObject)).toEqual({ role: null, team: ['a'] })
  })

  it.each([
    ['in capitals', (text: string) => text.toUpperCase()],
    ['with text around it', (text: string) => `Dr. ${text}, PhD`],
    ['in a list', (text: string) => [text]],
    ['in an object', (text: string) => ({ value: text })],
  ])('is recognised %s', (_, change) => {
    const mark = markNulls({ title: null }).title
    expect(unmarkNulls({ title: change(String(mark)) })).toEqual({ title: null })
  })

  it('leaves a profile without null as it is', () => {
    const profile: JsonObject = { a: '', b: 0, c: false, d: ['x'], e: { f: 1 } }
    expect(markNulls(profile)).toEqual(profile)
    expect(unmarkNulls(profile)).toEqual(profile)
  })
})

describe('changed attributes', () => {
  const current: JsonObject = { title: 'Clerk', city: null, tags: ['a'], nick: 'x' }
  it.each<[string, JsonObject, JsonObject]>([
    ['an absent attribute is left alone', {}, {}],
    ['an equal one is not sent', { title: 'Clerk', tags: ['a'] }, {}],
    ['a different one is sent', { title: 'Head', tags: ['a', 'b'] }, { title: 'Head', tags: ['a', 'b'] }],
    ['empty text is sent', { title: '', city: '' }, { title: '', city: '' }],
    ['null clears what has a value', { nick: null }, { nick: null }],
    ['null for what has none is not sent', { city: null, unknown: null }, {}],
    ['a new attribute is sent', { department: 'HR' }, { department: 'HR' }],
    [
      'a key of the prototype is plain data',
      JSON.parse('{"__proto__":"x","constructor":"y"}'),
      JSON.parse('{"__proto__":"x","constructor":"y"}'),
    ],
  ])('%s', (_, wanted, expected) => {
    const sent = changedAttributes(wanted, current)
    expect(JSON.stringify(sent)).toBe(JSON.stringify(expected))
  })
})

describe('textOf', () => {
  it.each([
    ['  ann ', 'ann'],
    ['', undefined],
    ['   ', undefined],
    [7, '7'],
    [null, undefined],
    [['a'], undefined],
    [undefined, undefined],
  ])('%j gives %j', (value, expected) => expect(textOf(value)).toBe(expected))
})
