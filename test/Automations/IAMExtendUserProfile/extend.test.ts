import { describe, expect, test } from 'vitest'
import { extendedProfile } from '../../../Automations/IAMExtendUserProfile/extend.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const ANN = { email: 'ann@a.b', username: 'ann', givenname: 'Ann' }

describe('a profile with what an application holds', () => {
  test.each<[name: string, profile: JsonObject, inApp: JsonObject, more: JsonObject]>([
    ['an attribute that it lacks', ANN, { role: 'admin' }, { role: 'admin' }],
    ['one that it has, for here the application counts', ANN, { givenname: 'Anna' }, { givenname: 'Anna' }],
    ['one that it has under another case keeps its name', ANN, { givenName: 'Anna' }, { givenname: 'Anna' }],
    ['lists and objects', ANN, { teams: ['a'], org: { id: 1 } }, { teams: ['a'], org: { id: 1 } }],
    ['empty ones clear what the account has', ANN, { role: '', team: null }, { role: null, team: null }],
    ['empty ones do not clear what the profile has', ANN, { givenName: null, givenname: '' }, {}],
    [
      'who somebody is never comes from an application',
      { givenname: 'Ann' },
      { email: 'x@y.z', userName: 'x', username: 'x', id: '7', olduserdata: { email: 'o' } },
      {},
    ],
    ['false and 0 are values', ANN, { guest: false, quota: 0 }, { guest: false, quota: 0 }],
  ])('%s', (_, profile, inApp, more) => {
    expect(extendedProfile(profile, inApp)).toEqual({ ...profile, ...more, profileinapp: inApp })
  })

  test('an empty attribute of the profile is filled, whatever its case', () => {
    expect(extendedProfile({ ...ANN, costcenter: '' }, { costCenter: 'R1' })).toEqual({
      ...ANN,
      costcenter: 'R1',
      profileinapp: { costCenter: 'R1' },
    })
  })

  test('what the application calls profileinapp does not take the place of all it holds', () => {
    const inApp = { profileinapp: 'x', role: 'admin' }
    expect(extendedProfile(ANN, inApp)).toMatchObject({ profileinapp: inApp })
  })

  test('names of prototypes are plain data', () => {
    const extended = extendedProfile(ANN, JSON.parse('{"__proto__":{"admin":true}}') as JsonObject)
    expect(Object.getPrototypeOf(extended)).toBe(Object.prototype)
    expect(Object.hasOwn(extended, '__proto__')).toBe(true)
  })
})
