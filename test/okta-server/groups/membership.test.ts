import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { link, pages, person, type Value } from '../client.ts'
import { type SmallOrg, smallOrg } from '../things.ts'

let small: SmallOrg
beforeEach(async () => {
  small = await smallOrg()
})
afterEach(() => small.close())

const shortNames = (list: Value[]) => list.map(user => String(user.profile?.login).split('@')[0])
const members = async (group: string) =>
  shortNames((await small.org.get(`/api/v1/groups/${small.ids.group(group)}/users`)).list)
const membership = (group: string, user: string) =>
  `/api/v1/groups/${small.ids.group(group)}/users/${small.ids.user(user)}`
const groupsOf = async (user: string) =>
  (await small.org.get(`/api/v1/users/${user}/groups`)).list.map(group => group.profile?.name)

describe('the members of a group', () => {
  it('are all but the DEPROVISIONED ones, with self links only', async () => {
    expect(await members('Lab')).toEqual(['ann', 'bob'])
    expect(await members('Everyone')).toEqual(['owner', 'ann', 'bob', 'suspended'])
    const { list } = await small.org.get(`/api/v1/groups/${small.ids.group('Lab')}/users`)
    expect(list.map(user => Object.keys(user._links ?? {}))).toEqual([['self'], ['self']])
  })

  it('come in pages, of 1000 when nothing is said', async () => {
    const path = `/api/v1/groups/${small.ids.group('Everyone')}/users`
    expect(link(await small.org.get(path), 'self')).toContain('limit=1000')
    expect(link(await small.org.get(`${path}?limit=5000`), 'self')).toContain('limit=1000')
    const found = await pages(small.org, `${path}?limit=3`)
    expect(found.map(page => page.length)).toEqual([3, 1])
  })

  it('move on in pages although the last one seen left', async () => {
    const first = await small.org.get(`/api/v1/groups/${small.ids.group('Lab')}/users?limit=1`)
    await small.org.delete(membership('Lab', 'ann'))
    expect(shortNames((await small.org.get(link(first, 'next') ?? '')).list)).toEqual(['bob'])
  })
})

describe('adding and removing', () => {
  it('answers 204, also the second time', async () => {
    const path = membership('Library', 'bob')
    expect([(await small.org.put(path)).status, (await small.org.put(path)).status]).toEqual([204, 204])
    expect(await members('Library')).toEqual(['ann', 'bob'])
    expect([(await small.org.delete(path)).status, (await small.org.delete(path)).status]).toEqual([204, 204])
    expect(await members('Library')).toEqual(['ann'])
  })

  it('moves lastMembershipUpdated only', async () => {
    const path = `/api/v1/groups/${small.ids.group('Library')}`
    const before = (await small.org.get(path)).body
    await small.org.post('/_test/clock', { add: '+1h' })
    await small.org.put(membership('Library', 'bob'))
    const after = (await small.org.get(path)).body
    expect(after.lastUpdated).toEqual(before.lastUpdated)
    expect(String(after.lastMembershipUpdated) > String(before.lastMembershipUpdated)).toBe(true)
  })

  test.each([
    ['Everyone', 'ann', 501, 'E0000060'],
    ['Directory Lab', 'ann', 403, 'E0000006'],
    ['Library', 'nobody', 404, 'E0000007'],
    ['No such group', 'ann', 404, 'E0000007'],
  ])('to %s of %s is %i %s', async (group, user, status, code) => {
    const path = `/api/v1/groups/${small.ids.group(group) || 'none'}/users/${small.ids.user(user) || user}`
    for (const reply of [await small.org.put(path), await small.org.delete(path)])
      expect([reply.status, reply.body.errorCode]).toEqual([status, code])
  })

  it('takes no login in the place of the id', async () => {
    const path = `/api/v1/groups/${small.ids.group('Lab')}/users/ann@org.example`
    expect((await small.org.put(path)).body.errorSummary).toMatch(/ann@org.example \(User\)$/)
  })

  it('does not take other methods', async () => {
    expect((await small.org.get(membership('Lab', 'ann'))).body.errorCode).toBe('E0000022')
  })
})

describe('the groups of a user', () => {
  it('begin with Everyone', async () => {
    expect(await groupsOf('ann')).toEqual(['Everyone', 'Lab', 'Library'])
    expect(await groupsOf('suspended')).toEqual(['Everyone'])
    expect((await small.org.get('/api/v1/users/nobody/groups')).status).toBe(404)
  })

  it('come in pages', async () => {
    expect((await pages(small.org, '/api/v1/users/ann/groups?limit=2')).map(page => page.length)).toEqual([
      2, 1,
    ])
  })

  it('outlive deactivation but not removal', async () => {
    await small.org.delete('/api/v1/users/ann')
    expect(await groupsOf('ann')).toEqual(['Everyone', 'Lab', 'Library'])
    expect(await members('Lab')).toEqual(['bob'])
    await small.org.post('/api/v1/users/ann/lifecycle/activate')
    expect(await members('Lab')).toEqual(['ann', 'bob'])
    for (let times = 0; times < 2; times += 1) await small.org.delete('/api/v1/users/ann')
    expect(await members('Lab')).toEqual(['bob'])
    expect([...small.okta.org.groups.values()].some(group => group.members.size === 0)).toBe(true)
  })
})

describe('creating a user with groupIds', () => {
  const create = (groupIds: unknown) =>
    small.org.post('/api/v1/users', { ...person('new@org.example'), groupIds })

  it('makes a member of them', async () => {
    await create([small.ids.group('Library'), small.ids.group('Lab')])
    expect(await groupsOf('new')).toEqual(['Everyone', 'Lab', 'Library'])
  })

  test.each<[string, () => unknown, number, string]>([
    ['an unknown group', () => ['00gnone'], 404, 'E0000007'],
    ['Everyone', () => [small.ids.group('Everyone')], 501, 'E0000060'],
    ['an imported group', () => [small.ids.group('Directory Lab')], 403, 'E0000006'],
    ['21 groups', () => Array.from({ length: 21 }, () => small.ids.group('Lab')), 400, 'E0000093'],
    ['no list', () => 'Lab', 400, 'E0000001'],
  ])('refuses %s and creates nobody', async (_, groupIds, status, code) => {
    const reply = await create(groupIds())
    expect([reply.status, reply.body.errorCode]).toEqual([status, code])
    expect((await small.org.get('/api/v1/users/new')).status).toBe(404)
  })
})
