import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IAMMergeUserProfile } from '../../../Automations/IAMMergeUserProfile/index.ts'
import { mergedProfile } from '../../../Automations/IAMMergeUserProfile/merge.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'

const ANN = { email: 'ann@a.b', username: 'ann', title: 'Clerk' }

describe('what Okta has over a profile', () => {
  test.each<[name: string, profile: JsonObject, okta: JsonObject, merged: JsonObject]>([
    ['a new value', ANN, { title: 'Manager' }, { ...ANN, title: 'Manager' }],
    ['an attribute that the profile lacks', ANN, { city: 'Ulm' }, { ...ANN, city: 'Ulm' }],
    ['empty values', ANN, { title: '', city: null, state: '  ' }, ANN],
    ['objects and lists', ANN, { title: { a: 1 }, groups: ['x'] }, ANN],
    ['numbers and booleans', ANN, { grade: 0, remote: false }, { ...ANN, grade: 0, remote: false }],
    ['nothing', ANN, {}, ANN],
    [
      'who the person is, which stays',
      ANN,
      { email: 'x@new.b', username: 'ann2', id: '00u1' },
      { ...ANN, id: '00u1' },
    ],
    ['an id of HR, which stays too', { ...ANN, id: 'E7' }, { id: '00u1' }, { ...ANN, id: 'E7' }],
    [
      'an identity where there was none',
      { title: 'x' },
      { email: 'ann@a.b' },
      { title: 'x', email: 'ann@a.b' },
    ],
    [
      'olduserdata of HR, when the identity stays',
      { ...ANN, olduserdata: { email: 'older@a.b' } },
      { title: 'Manager' },
      { ...ANN, title: 'Manager', olduserdata: { email: 'older@a.b' } },
    ],
  ])('%s', (_, profile, okta, merged) => {
    expect(mergedProfile(profile, okta)).toEqual(merged)
  })

  test('names of prototypes are plain data', () => {
    const okta = JSON.parse('{"__proto__":"x","constructor":"y"}') as JsonObject
    const merged = mergedProfile(ANN, okta)
    expect(Object.keys(merged)).toEqual(['email', 'username', 'title', '__proto__', 'constructor'])
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
  })

  test('a second merge of the same changes nothing more', () => {
    const values = fc.dictionary(fc.constantFrom('email', 'username', 'title', 'city'), fc.jsonValue())
    fc.assert(
      fc.property(values, values, (profile, okta) => {
        const once = mergedProfile(profile as JsonObject, okta as JsonObject)
        expect(mergedProfile(once, okta as JsonObject)).toEqual(once)
      }),
    )
  })
})

describe('the automation', () => {
  test('writes the profile so that it replaces the one before', async () => {
    const args = { user_profile: JSON.stringify(ANN), okta_profile: { email: 'ann@new.b', city: 'Ulm' } }
    const { context } = await ran(IAMMergeUserProfile, args, hostWith({}))
    expect(context).toEqual({
      'IAM(true)': {
        MergedUserProfile: { ...ANN, city: 'Ulm' },
      },
    })
  })

  test.each(['', null, {}])('the profile is as it is when Okta knows %j', async okta_profile => {
    const { contents } = await ran(IAMMergeUserProfile, { user_profile: ANN, okta_profile }, hostWith({}))
    expect(contents).toEqual(ANN)
  })

  test('a profile that is none is refused', async () => {
    await expect(ran(IAMMergeUserProfile, { user_profile: 'ann' }, hostWith({}))).rejects.toThrow(
      'The argument "user_profile" is "ann"',
    )
  })
})
