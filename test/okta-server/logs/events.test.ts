import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { person } from '../client.ts'
import { eventReader, type SmallOrg, smallOrg, typesOf } from '../things.ts'

let small: SmallOrg
beforeEach(async () => {
  small = await smallOrg()
})
afterEach(() => small.close())

const user = (name: string) => `/api/v1/users/${small.ids.user(name)}`
const group = (name: string) => `/api/v1/groups/${small.ids.group(name)}`
const app = (label: string) => `/api/v1/apps/${small.ids.app(label)}`
const zone = { type: 'IP', name: 'Office', gateways: [{ type: 'CIDR', value: '192.0.2.0/24' }] }
const zoneId = () => [...small.okta.org.zones.keys()][0]
const membership = 'AppUser AppInstance User'

type Call = [method: string, path: () => string, body?: unknown]

/** Operation, its calls, and the events of the last of them (okta-api §17.5). */
const table: [string, Call[], string[]][] = [
  [
    'create',
    [['POST', () => '/api/v1/users', person('new@org.example')]],
    ['user.lifecycle.create: User', 'user.lifecycle.activate: User'],
  ],
  [
    'create without activation',
    [['POST', () => '/api/v1/users?activate=false', person('new@org.example')]],
    ['user.lifecycle.create: User'],
  ],
  ['suspend', [['POST', () => `${user('ann')}/lifecycle/suspend`]], ['user.lifecycle.suspend: User']],
  [
    'unsuspend',
    [['POST', () => `${user('suspended')}/lifecycle/unsuspend`]],
    ['user.lifecycle.unsuspend: User'],
  ],
  [
    'deactivate',
    [['POST', () => `${user('ann')}/lifecycle/deactivate`]],
    ['user.lifecycle.deactivate: User', `application.user_membership.remove: ${membership}`],
  ],
  [
    'activate',
    [['POST', () => `${user('gone')}/lifecycle/activate`]],
    ['user.lifecycle.activate: User', `application.user_membership.add: ${membership}`],
  ],
  ['first DELETE', [['DELETE', () => user('suspended')]], ['user.lifecycle.deactivate: User']],
  [
    'second DELETE',
    [['DELETE', () => user('gone')]],
    ['user.lifecycle.delete.initiated: User', 'user.lifecycle.delete.completed: User'],
  ],
  [
    'expire password',
    [['POST', () => `${user('ann')}/lifecycle/expire_password`]],
    ['user.account.expire_password: User'],
  ],
  [
    'reset password',
    [['POST', () => `${user('ann')}/lifecycle/reset_password?sendEmail=true`]],
    ['user.account.reset_password: User'],
  ],
  [
    'set a password',
    [['POST', () => user('ann'), { credentials: { password: { value: 'Blue-horse-17' } } }]],
    ['user.account.update_password: User'],
  ],
  [
    'change the profile',
    [['POST', () => user('ann'), { profile: { title: 'Chief' } }]],
    ['user.account.update_profile: User'],
  ],
  [
    'change the e-mail',
    [['POST', () => user('ann'), { profile: { email: 'ann2@org.example' } }]],
    ['user.account.update_profile: User', 'user.account.update_primary_email: User'],
  ],
  ['change nothing', [['POST', () => user('ann'), { profile: { department: 'Lab' } }]], []],
  ['clear sessions', [['DELETE', () => `${user('ann')}/sessions`]], ['user.session.clear: User']],
  [
    'reset factors',
    [['POST', () => `${user('ann')}/lifecycle/reset_factors`]],
    ['user.mfa.factor.reset_all: User'],
  ],
  [
    'create a group',
    [['POST', () => '/api/v1/groups', { profile: { name: 'New' } }]],
    ['group.lifecycle.create: UserGroup'],
  ],
  [
    'replace a group',
    [['PUT', () => group('Lab'), { profile: { name: 'Lab 2' } }]],
    ['group.profile.update: UserGroup'],
  ],
  [
    'delete a group',
    [['DELETE', () => group('Lab')]],
    [
      'group.lifecycle.delete: UserGroup',
      `application.user_membership.remove: ${membership}`,
      `application.user_membership.remove: ${membership}`,
    ],
  ],
  [
    'add a member',
    [['PUT', () => `${group('Library')}/users/${small.ids.user('bob')}`]],
    ['group.user_membership.add: User UserGroup'],
  ],
  ['add a member again', [['PUT', () => `${group('Library')}/users/${small.ids.user('ann')}`]], []],
  [
    'remove a member who has an app by the group',
    [['DELETE', () => `${group('Lab')}/users/${small.ids.user('bob')}`]],
    ['group.user_membership.remove: User UserGroup', `application.user_membership.remove: ${membership}`],
  ],
  [
    'assign an app',
    [['POST', () => `${app('Directory')}/users`, () => ({ id: small.ids.user('ann') })]],
    [`application.user_membership.add: ${membership}`],
  ],
  [
    'assign directly what a group gave',
    [['POST', () => `${app('Slack')}/users`, () => ({ id: small.ids.user('ann') })]],
    [],
  ],
  [
    'unassign an app',
    [['DELETE', () => `${app('Slack')}/users/${small.ids.user('owner')}`]],
    [`application.user_membership.remove: ${membership}`],
  ],
  [
    'assign an app to a group',
    [['PUT', () => `${app('Directory')}/groups/${small.ids.group('Library')}`]],
    [
      'group.application_assignment.add: UserGroup AppInstance',
      `application.user_membership.add: ${membership}`,
    ],
  ],
  [
    'unassign an app from a group',
    [['DELETE', () => `${app('Slack')}/groups/${small.ids.group('Lab')}`]],
    [
      'group.application_assignment.remove: UserGroup AppInstance',
      `application.user_membership.remove: ${membership}`,
      `application.user_membership.remove: ${membership}`,
    ],
  ],
  [
    'deactivate an app',
    [['POST', () => `${app('Slack')}/lifecycle/deactivate`]],
    ['application.lifecycle.deactivate: AppInstance'],
  ],
  ['delete an app', [['DELETE', () => app('Old Intranet')]], ['application.lifecycle.delete: AppInstance']],
  [
    'assign a role',
    [['POST', () => `${user('ann')}/roles`, { type: 'USER_ADMIN' }]],
    ['user.account.privilege.grant: User'],
  ],
  ['create a zone', [['POST', () => '/api/v1/zones', zone]], ['zone.create: NetworkZone']],
  ['replace a zone', [['PUT', () => `/api/v1/zones/${zoneId()}`, zone]], ['zone.update: NetworkZone']],
  [
    'deactivate a zone',
    [['POST', () => `/api/v1/zones/${zoneId()}/lifecycle/deactivate`]],
    ['zone.deactivate: NetworkZone'],
  ],
  [
    'activate a zone',
    [['POST', () => `/api/v1/zones/${zoneId()}/lifecycle/activate`]],
    ['zone.activate: NetworkZone'],
  ],
]

describe('the events of', () => {
  test.each(table)('%s', async (_, calls, expected) => {
    const read = eventReader(small.org)
    for (const [method, path, body] of calls) {
      const sent = typeof body === 'function' ? body() : body
      const { status } = await small.org.send(method, path(), sent === undefined ? {} : { body: sent })
      expect(status).toBeLessThan(300)
    }
    expect(typesOf(await read())).toEqual(expected)
  })
})

describe('the facts of', () => {
  const facts = async () => (await eventReader(small.org)()).map(event => event.debugContext?.debugData ?? {})

  it('a profile change are the names of attributes, joined by commas', async () => {
    await small.org.post(user('ann'), { profile: { title: 'Chief', department: null } })
    const [first] = await facts()
    expect(String(first?.changedAttributes).split(',').sort()).toEqual(['department', 'title'])
    expect(JSON.stringify(first)).not.toContain('Chief')
  })

  it('an expired password', async () => {
    await small.org.post(`${user('ann')}/lifecycle/expire_password_with_temp_password?revokeSessions=true`)
    expect(await facts()).toMatchObject([{ tempPasswordSet: 'true', sessionRevocation: 'true' }])
  })

  it('roles: a grant lists what there is, the last one is revoked', async () => {
    await small.org.post(`${user('ann')}/roles`, { type: 'USER_ADMIN' })
    await small.org.post(`${user('ann')}/roles`, { type: 'APP_ADMIN' })
    const { list } = await small.org.get(`${user('ann')}/roles`)
    for (const { id } of list) await small.org.delete(`${user('ann')}/roles/${id}`)
    const events = await eventReader(small.org)()
    const data = events.map(event => event.debugContext?.debugData)
    expect(events.map(({ eventType }) => String(eventType).split('.').at(-1))).toEqual([
      'grant',
      'grant',
      'grant',
      'revoke',
    ])
    expect(data).toMatchObject([
      { privilegeGranted: 'User Administrator' },
      { privilegeGranted: 'User Administrator, Application Administrator' },
      { privilegeGranted: 'Application Administrator' },
      { privilegeRevoked: 'Application Administrator' },
    ])
  })

  it('a membership: the group is the target whose alternate id is unknown', async () => {
    await small.org.put(`${group('Library')}/users/${small.ids.user('bob')}`)
    const [event] = await eventReader(small.org)()
    expect(event?.target).toMatchObject([
      { type: 'User', alternateId: 'bob@org.example' },
      { type: 'UserGroup', alternateId: 'unknown', displayName: 'Library', detailEntry: null },
    ])
    expect(event?.legacyEventType).toBe('core.user_group_member.user_add')
  })

  it('a bucket that is nearly empty, and then empty: one event each a window', async () => {
    await small.org.post('/_test/choices', { rateLimits: { groups: 10 } })
    const read = eventReader(small.org)
    for (let n = 0; n < 9; n += 1) await small.org.get('/api/v1/groups')
    expect(await read()).toEqual([])
    for (let n = 0; n < 6; n += 1) await small.org.get('/api/v1/groups')
    const debugContext = { debugData: { threshold: '10', timeSpan: '1', requestUri: '/api/v1/groups' } }
    expect(await read()).toMatchObject([
      { eventType: 'system.org.rate_limit.warning', outcome: { result: 'SUCCESS' }, debugContext },
      { eventType: 'system.org.rate_limit.violation', outcome: { result: 'DENY' }, debugContext },
    ])
  })

  it('a rate limit that meets an access token nobody looked at: an unknown actor', async () => {
    await small.org.post('/_test/choices', { rateLimits: { users: 0 } })
    await small.org.get('/api/v1/users', { Authorization: 'Bearer x' })
    expect(await eventReader(small.org)()).toMatchObject([
      { actor: { id: 'unknown', alternateId: 'unknown' } },
    ])
  })

  it('a rate limit: no target, and the outcome DENY', async () => {
    await small.org.post('/_test/choices', { rateLimits: { users: 0 } })
    await small.org.get('/api/v1/users')
    expect(await eventReader(small.org)()).toMatchObject([
      {
        eventType: 'system.org.rate_limit.violation',
        target: null,
        severity: 'WARN',
        outcome: { result: 'DENY' },
      },
    ])
  })
})
