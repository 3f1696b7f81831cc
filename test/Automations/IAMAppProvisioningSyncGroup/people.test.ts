import { describe, expect, it } from 'vitest'
import { knownPeople } from '../../../Automations/IAMAppProvisioningSyncGroup/people.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const profile = (value: string, CustomFields: JsonObject = {}): JsonObject => ({
  id: value,
  value,
  CustomFields,
})
const ANN = { id: '00uann', login: 'ann@x' }
const known = (profiles: JsonObject[], person = ANN) =>
  knownPeople([person], profiles, { okta: 'Okta', app: 'CRM' })[0]

describe('the User Profile of somebody', () => {
  it.each<[string, JsonObject[], object]>([
    ['by the e-mail that is its value', [profile('Ann@X')], { names: ['ann@x'], isInactive: false }],
    ['by the field', [profile('other@x', { email: 'ann@x' })], { names: ['ann@x', 'other@x'] }],
    ['by the username', [profile('other@x', { username: 'ANN@x' })], { names: ['ann@x', 'other@x'] }],
    [
      'the id before the username',
      [profile('b@x', { username: 'ann@x' }), profile('c@x', { oktauserid: '00uann', username: 'c' })],
      { names: ['c', 'ann@x', 'c@x'] },
    ],
    [
      'the username before the e-mail',
      [profile('ann@x', { username: 'zoe' }), profile('d@x', { username: 'ann@x' })],
      { names: ['ann@x', 'd@x'] },
    ],
    ['not active', [profile('ann@x', { active: 'False' })], { isInactive: true }],
    [
      'with the account',
      [profile('ann@x', { appprofiles: '{"CRM":{"id":"7","active":true}}' })],
      { account: { id: '7', isInactive: false } },
    ],
    [
      'with a disabled account',
      [profile('ann@x', { appprofiles: { CRM: { id: 7, active: false } } })],
      { account: { id: '7', isInactive: true } },
    ],
    [
      'there is none',
      [profile('bob@x')],
      { missing: 'There is no User Profile of this person.', names: ['ann@x'] },
    ],
    [
      'there are two',
      [profile('ann@x'), profile('b@x', { email: 'ann@x' })],
      { missing: '2 User Profiles fit: "ann@x", "b@x".' },
    ],
    [
      'it is that of somebody who had the login before',
      [profile('ann@x', { oktauserid: '00uold' })],
      { missing: 'The User Profile "ann@x" is that of the Okta user 00uold.' },
    ],
  ])('%s', (_, profiles, expected) => expect(known(profiles)).toMatchObject(expected))

  it.each<[string, JsonObject]>([
    ['is of another application', { Wiki: { id: '7' } }],
    ['has no id', { CRM: { active: true } }],
    ['is no object', { CRM: '7' }],
    ['is no JSON', { appprofiles: '{' }],
  ])('has no account where that %s', (_, appprofiles) => {
    expect(known([profile('ann@x', { appprofiles })])).not.toHaveProperty('account')
  })

  it('takes the id that the person has in this org', () => {
    const both = {
      oktauserid: '00uother',
      appprofiles: { Okta: { id: '00uann' }, Second: { id: '00uother' } },
    }
    expect(known([profile('ann@x', both)])).not.toHaveProperty('missing')
  })

  it('of somebody without an id or a login is none', () => {
    expect(known([profile('ann@x', { oktauserid: '' })], { id: '', login: '' })).toMatchObject({
      missing: 'There is no User Profile of this person.',
    })
  })

  it('gives everybody once', () => {
    expect(knownPeople([ANN, ANN], [profile('ann@x')], { okta: 'Okta', app: 'CRM' })).toHaveLength(1)
  })
})
