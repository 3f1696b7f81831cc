import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { OktaError } from '../../../okta-server/errors.ts'
import type { JsonObject } from '../../../okta-server/json.ts'
import { mergedProfile } from '../../../okta-server/users/profile.ts'

const present: JsonObject = {
  login: 'ann@a.example',
  email: 'ann@a.example',
  firstName: 'Ann',
  lastName: 'Lee',
  title: 'Clerk',
}

function causesOf(sent: JsonObject): readonly string[] {
  try {
    mergedProfile(present, sent)
    return []
  } catch (error) {
    return error instanceof OktaError ? error.causes : [String(error)]
  }
}

describe('mergedProfile', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['nothing', {}, present],
    ['a change', { title: 'Chief' }, { ...present, title: 'Chief' }],
    ['an empty text', { title: '' }, { ...present, title: '' }],
    ['an addition', { grade: 3 }, { ...present, grade: 3 }],
    ['a list', { badges: ['1', '2'] }, { ...present, badges: ['1', '2'] }],
    ['an empty list', { badges: [] }, { ...present, badges: [] }],
    ['null for what is not there', { city: null }, present],
    ['an apostrophe', { login: "o'neil+x@a.example" }, { ...present, login: "o'neil+x@a.example" }],
  ])('takes %s', (_, sent, expected) => {
    expect(mergedProfile(present, sent)).toEqual(expected)
  })

  it('drops what is null', () => {
    expect(mergedProfile(present, { title: null })).not.toHaveProperty('title')
  })

  test.each<[JsonObject, string[]]>([
    [{ login: 'a@b' }, ['login: String is too short (minimum: 5)']],
    [{ login: `${'x'.repeat(99)}@a.example` }, ['login: String is too long (maximum: 100)']],
    [{ login: 'no address' }, ['login: Username must be in the form of an email address']],
    [{ login: 'two@at@a.example' }, ['login: Username must be in the form of an email address']],
    [{ email: '@a.example' }, ['email: Does not match required pattern']],
    [{ countryCode: 'USA' }, ['countryCode: String is too long (maximum: 2)']],
    [{ remote: 'yes' }, ['remote: The value "yes" is not of the type boolean']],
    [{ grade: 1.5 }, ['grade: The value 1.5 is not of the type integer']],
    [{ badges: 'B1' }, ['badges: The value "B1" is not of the type array']],
    [{ badges: [1] }, ['badges: The value [1] is not of the type array']],
    [{ title: {} }, ['title: The value {} is not of the type string']],
    [
      { firstName: '', lastName: null },
      ['firstName: The field cannot be left blank', 'lastName: The field cannot be left blank'],
    ],
    [{ hasOwnProperty: 'x' }, ["hasOwnProperty: Property name 'hasOwnProperty' is not defined in profile"]],
    [JSON.parse('{"__proto__": null}'), ["__proto__: Property name '__proto__' is not defined in profile"]],
  ])('refuses %o', (sent, causes) => {
    expect(causesOf(sent)).toEqual(causes)
  })

  it('takes or refuses any JSON, and never changes what it was given', () => {
    const before = structuredClone(present)
    const name = fc.oneof(
      fc.constantFrom('title', 'login', 'grade', 'badges', 'remote', '__proto__'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue()), sent => {
        for (const cause of causesOf(sent as JsonObject)) expect(cause).not.toMatch(/^(TypeError|RangeError)/)
        expect(present).toEqual(before)
      }),
    )
  })
})
