import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { text } from '../../kit/command.ts'
import { hideMembers, MASK, maskedJson, secretsOf } from '../../kit/secrets.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'

const fields = {
  login: text({ description: 'Not secret.' }),
  password: text({ description: 'Secret.', secret: true }),
  credentials: text({ description: 'Secret too.', secret: true }),
}

describe('secretsOf', () => {
  it.each<[string, JsonObject, number | undefined, string[]]>([
    ['a secret text', { password: 'swordfish' }, undefined, ['swordfish']],
    [
      'the password of credentials',
      { credentials: { identifier: 'ann', password: 'swordfish' } },
      undefined,
      ['swordfish'],
    ],
    ['credentials without a password', { credentials: { identifier: 'ann' } }, undefined, []],
    ['what is not declared secret', { login: 'ann.smith' }, undefined, []],
    ['what is not declared at all', { token: 'swordfish' }, undefined, []],
    ['a text too short to blot out', { password: 'abc' }, undefined, []],
    ['the shortest that counts', { password: 'abcd' }, undefined, ['abcd']],
    ['a bound of the caller', { password: 'swordfish' }, 10, []],
    ['an empty text', { password: '' }, undefined, []],
    ['a number', { password: 12345 }, undefined, []],
    ['a list', { password: ['swordfish'] }, undefined, []],
    ['nothing', {}, undefined, []],
  ])('%s', (_, values, shortest, secrets) => {
    expect(secretsOf(fields, values, shortest)).toEqual(secrets)
  })

  it('a declared name that every object inherits is not taken from the prototype', () => {
    const inherited = { toString: text({ description: 'Secret.', secret: true }) }
    expect(secretsOf(inherited, {})).toEqual([])
  })
})

describe('maskedJson', () => {
  it.each<[string, Json, string[], Json]>([
    ['no secret', { a: 'swordfish' }, [], { a: 'swordfish' }],
    ['a secret that is not there', { a: 'b' }, ['swordfish'], { a: 'b' }],
    ['one in a text', { a: 'x swordfish y' }, ['swordfish'], { a: `x ${MASK} y` }],
    ['one that is there twice', ['swordfish,swordfish'], ['swordfish'], [`${MASK},${MASK}`]],
    ['two secrets', ['ab12', 'cd34'], ['ab12', 'cd34'], [MASK, MASK]],
    ['one deep inside', { a: [{ b: { c: 'swordfish' } }] }, ['swordfish'], { a: [{ b: { c: MASK } }] }],
    ['one that JSON escapes', { a: 'my "pass\\word"' }, ['"pass\\word"'], { a: `my ${MASK}` }],
    ['a name of a member', { swordfish: 1, a: 'swordfish' }, ['swordfish'], { swordfish: 1, a: MASK }],
    ['a value that is no text', { a: true, b: 12345 }, ['true', '12345'], { a: true, b: 12345 }],
    ['a text that says the same as a number', { a: '12345', b: 12345 }, ['12345'], { a: MASK, b: 12345 }],
    ['signs that mean something in a pattern', { a: 'a.c$& abc' }, ['a.c$&'], { a: `${MASK} abc` }],
  ])('%s', (_, value, secrets, masked) => {
    expect(JSON.parse(maskedJson(value, secrets))).toEqual(masked)
  })

  it('no text of the result holds a secret, whatever the value', () => {
    const secret = fc
      .string({ minLength: 4, maxLength: 12 })
      .filter(one => !MASK.includes(one) && !one.includes('*'))
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (one, before, after) => {
        const [shown] = JSON.parse(maskedJson([`${before}${one}${after}`], [one])) as string[]
        expect(shown).not.toContain(one)
      }),
    )
  })
})

describe('hideMembers', () => {
  const names = new Set(['password', 'activationUrl'])
  it.each<[string, Json, Json]>([
    ['a text', { password: 'x' }, { password: MASK }],
    ['an object', { password: { value: 'x' } }, { password: MASK }],
    ['a list', { password: ['x'] }, { password: MASK }],
    ['a number, 0 too', { password: 0 }, { password: MASK }],
    ['in a list of objects', [{ a: 1 }, { password: 'x' }], [{ a: 1 }, { password: MASK }]],
    [
      'deep inside',
      { a: { b: [{ activationUrl: 'x', c: 1 }] } },
      { a: { b: [{ activationUrl: MASK, c: 1 }] } },
    ],
    ['other members stay', { password: 'x', login: 'ann' }, { password: MASK, login: 'ann' }],
    ['a member of another case', { Password: 'x' }, { Password: 'x' }],
  ])('%s', (_, value, shown) => {
    expect(hideMembers(value, names)).toEqual(shown)
  })

  it.each<[string, Json]>([
    ['null', { password: null }],
    ['no text', { password: '' }],
    ['no members, as a user has a password', { credentials: { password: {} } }],
    ['no items', { password: [] }],
    ['whether there is one', { password: true }],
    ['no secret at all', { a: [{ b: 1 }] }],
  ])('%s says no secret: the very same object is given back', (_, value) => {
    expect(hideMembers(value, names)).toBe(value)
  })

  it('the value itself is not changed, and what holds no secret is not copied', () => {
    const value = { kept: { a: 1 }, password: 'x' }
    const shown = hideMembers(value, names)
    expect(value.password).toBe('x')
    expect(shown.kept).toBe(value.kept)
  })

  it('a member named __proto__ stays data beside a masked one', () => {
    const value = JSON.parse('{"__proto__":{"a":1},"password":"x"}') as Json
    expect(JSON.stringify(hideMembers(value, names))).toBe(`{"__proto__":{"a":1},"password":"${MASK}"}`)
  })

  it('a secret under __proto__ is found', () => {
    const value = JSON.parse('{"__proto__":{"password":"x"}}') as Json
    expect(JSON.stringify(hideMembers(value, names))).not.toContain('"x"')
  })
})
