import { describe, expect, it } from 'vitest'
import { groupContext } from '../../../Integrations/OktaIAM/commands/group-table.ts'
import { requireOktaGroup } from '../../../Integrations/OktaIAM/okta/group-types.ts'
import {
  addMember,
  createGroup,
  deleteGroup,
  group,
  removeMember,
  replaceGroup,
} from '../../../Integrations/OktaIAM/okta/groups.ts'

describe('calls', () => {
  it.each([
    [
      createGroup({ name: 'A' }),
      { method: 'POST', path: '/api/v1/groups', body: { profile: { name: 'A' } } },
    ],
    [
      replaceGroup('00g1', { name: 'A' }),
      { method: 'PUT', path: '/api/v1/groups/00g1', body: { profile: { name: 'A' } } },
    ],
    [deleteGroup('00g1'), { method: 'DELETE', path: '/api/v1/groups/00g1' }],
    [addMember('00g1', '00u2'), { method: 'PUT', path: '/api/v1/groups/00g1/users/00u2' }],
    [removeMember('00g1', '00u2'), { method: 'DELETE', path: '/api/v1/groups/00g1/users/00u2' }],
    [deleteGroup('a/b?c'), { method: 'DELETE', path: '/api/v1/groups/a%2Fb%3Fc' }],
  ])('%j', (call, expected) => expect(call).toEqual(expected))

  it.each(['', '.', '..', 'a\nb'])('no call is made of the id %j', id => {
    for (const make of [() => deleteGroup(id), () => addMember('00g1', id), () => removeMember(id, '00u1')])
      expect(make).toThrow()
  })
})

describe('requireOktaGroup', () => {
  const of = (type: string) => group({ id: '00g1', type, profile: { name: 'A' } }, 'GET')
  it('lets an OKTA_GROUP pass', () => expect(() => requireOktaGroup(of('OKTA_GROUP'), 'x')).not.toThrow())
  it.each([
    [
      'APP_GROUP',
      'The group "A" (00g1, APP_GROUP) cannot be changed: it comes from an application; change it there.',
    ],
    [
      'BUILT_IN',
      'The group "A" (00g1, BUILT_IN) cannot be changed: it belongs to Okta, which keeps it itself.',
    ],
    ['NEW_KIND', 'The group "A" (00g1, NEW_KIND) cannot be changed: it is no OKTA_GROUP.'],
    ['constructor', 'The group "A" (00g1, constructor) cannot be changed: it is no OKTA_GROUP.'],
  ])('refuses %s', (type, message) => expect(() => requireOktaGroup(of(type), 'changed')).toThrow(message))
})

describe('groupContext', () => {
  it('drops what is null or absent, and keeps what is empty', () => {
    const one = group({ id: '00g1', type: null, profile: { name: '', description: null } }, 'GET')
    expect(groupContext(one)).toEqual({ ID: '00g1', Name: '' })
  })
  it.each([[null], ['text'], [{}], [{ id: 1 }]])('%j is no group', value => {
    expect(() => group(value, 'GET /api/v1/groups')).toThrow(/GET \/api\/v1\/groups/)
  })
})
