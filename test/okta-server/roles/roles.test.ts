import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { base32 } from '../../../okta-server/roles/role.ts'
import { type SmallOrg, smallOrg } from '../things.ts'

let small: SmallOrg
beforeEach(async () => {
  small = await smallOrg()
})
afterEach(() => small.close())

const roles = (user = 'ann') => `/api/v1/users/${user}/roles`

describe('the id of a standard role', () => {
  test.each([
    ['USER_ADMIN', 'KVJUKUS7IFCE2SKO'],
    ['APP_ADMIN', 'IFIFAX2BIRGUSTQ'],
    ['HELP_DESK_ADMIN', 'JBCUYUC7IRCVGS27IFCE2SKO'],
  ])('%s is its base32, %s', (type, id) => {
    expect(base32(type)).toBe(id)
  })
})

describe('the roles of a user', () => {
  it('are assigned with 201, listed, told one by one, and taken away', async () => {
    expect((await small.org.get(roles())).list).toEqual([])
    const { status, body } = await small.org.post(roles(), { type: 'HELP_DESK_ADMIN' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      id: 'JBCUYUC7IRCVGS27IFCE2SKO',
      label: 'Help Desk Administrator',
      type: 'HELP_DESK_ADMIN',
      status: 'ACTIVE',
      assignmentType: 'USER',
      _links: { assignee: { href: `${small.okta.url}/api/v1/users/${small.ids.user('ann')}` } },
    })
    expect((await small.org.get(`${roles()}/${body.id}`)).body).toEqual(body)
    expect((await small.org.get(roles())).list).toEqual([body])
    expect((await small.org.delete(`${roles()}/${body.id}`)).status).toBe(204)
    expect((await small.org.get(roles())).list).toEqual([])
    for (const reply of [
      await small.org.get(`${roles()}/${body.id}`),
      await small.org.delete(`${roles()}/${body.id}`),
    ])
      expect([reply.status, reply.body.errorCode]).toEqual([404, 'E0000007'])
  })

  it('may be custom ones, several of them, each with an id of its own', async () => {
    const custom = { type: 'CUSTOM', role: 'cr01', 'resource-set': 'iam1' }
    const first = await small.org.post(roles(), custom)
    const second = await small.org.post(roles(), { ...custom, 'resource-set': 'iam2' })
    expect([first.status, second.status]).toEqual([201, 201])
    expect(first.body).toMatchObject({ type: 'CUSTOM', role: 'cr01', 'resource-set': 'iam1' })
    expect(String(first.body.id)).toMatch(/^ra1/)
    expect(first.body.id).not.toBe(second.body.id)
    expect((await small.org.post(roles(), custom)).status).toBe(409)
  })

  test.each<[string, string, object, number, string]>([
    ['an unknown type', 'ann', { type: 'KING' }, 400, 'E0000001'],
    ['no type', 'ann', {}, 400, 'E0000001'],
    ['a custom one without a role', 'ann', { type: 'CUSTOM' }, 400, 'E0000001'],
    ['nobody', 'nobody', { type: 'USER_ADMIN' }, 404, 'E0000007'],
    ['somebody DEPROVISIONED', 'gone', { type: 'USER_ADMIN' }, 403, 'E0000038'],
  ])('refuse %s', async (_, user, body, status, code) => {
    const reply = await small.org.post(roles(user), body)
    expect([reply.status, reply.body.errorCode]).toEqual([status, code])
  })

  it('are had once only: 409 E0000090', async () => {
    await small.org.post(roles(), { type: 'USER_ADMIN' })
    const { status, body } = await small.org.post(roles(), { type: 'USER_ADMIN' })
    expect([status, body.errorCode, body.errorSummary]).toEqual([
      409,
      'E0000090',
      'The role specified is already assigned to the user.',
    ])
  })

  it('end with the user', async () => {
    await small.org.post(roles(), { type: 'USER_ADMIN' })
    for (let times = 0; times < 2; times += 1) await small.org.delete('/api/v1/users/ann')
    expect(small.okta.org.roles.size).toBe(0)
  })
})
