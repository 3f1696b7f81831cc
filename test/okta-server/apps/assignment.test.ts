import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { link, pages } from '../client.ts'
import { type SmallOrg, smallOrg } from '../things.ts'

let small: SmallOrg
beforeEach(async () => {
  small = await smallOrg()
})
afterEach(() => small.close())

const users = (label: string) => `/api/v1/apps/${small.ids.app(label)}/users`
const groups = (label: string) => `/api/v1/apps/${small.ids.app(label)}/groups`
const scopes = async (label: string) =>
  (await small.org.get(users(label))).list.map(({ credentials, scope }) => [
    String(credentials?.userName).split('@')[0],
    scope,
  ])
const assign = (label: string, user: string, more: object = {}) =>
  small.org.post(users(label), { id: small.ids.user(user), ...more })

describe('the users of an application', () => {
  it('are assigned directly or by a group', async () => {
    expect(await scopes('Slack')).toEqual([
      ['owner', 'USER'],
      ['ann', 'GROUP'],
      ['bob', 'GROUP'],
    ])
    const { body } = await small.org.get(`${users('Slack')}/${small.ids.user('ann')}`)
    expect(body).toMatchObject({
      id: small.ids.user('ann'),
      externalId: null,
      scope: 'GROUP',
      status: 'ACTIVE',
      syncState: 'DISABLED',
      credentials: { userName: 'ann@org.example' },
      _links: { group: { name: 'Lab' } },
    })
    expect(body).not.toHaveProperty('_embedded')
    const expanded = await small.org.get(`${users('Slack')}/${small.ids.user('ann')}?expand=user`)
    expect(expanded.body._embedded?.user?.profile?.login).toBe('ann@org.example')
  })

  it('come in pages of 50, 500 at most, by q, and with the user when wanted', async () => {
    const self = async (query: string) => link(await small.org.get(`${users('Slack')}${query}`), 'self')
    expect(await self('')).toContain('limit=50')
    expect(await self('?limit=501')).toContain('limit=500')
    expect((await pages(small.org, `${users('Slack')}?limit=2`)).map(page => page.length)).toEqual([2, 1])
    const { list } = await small.org.get(`${users('Slack')}?q=AN&expand=user`)
    expect(list.map(one => one._embedded?.user?.profile?.login)).toEqual(['ann@org.example'])
    const refused = await small.org.get(`${users('Slack')}?filter=x`)
    expect([refused.status, refused.body.errorCode]).toEqual([400, 'E0000031'])
  })
})

describe('assigning a user', () => {
  it('answers 200, and again with the updated assignment', async () => {
    const { status, body } = await assign('Directory', 'ann')
    expect([status, body.scope]).toEqual([200, 'USER'])
    const again = await assign('Directory', 'ann', { credentials: { userName: 'annie' }, profile: { a: 1 } })
    expect([again.status, again.body.credentials, again.body.profile]).toEqual([
      200,
      { userName: 'annie' },
      { a: 1 },
    ])
  })

  it('makes an assignment by a group direct, and back when it is taken away', async () => {
    expect((await assign('Slack', 'ann')).body.scope).toBe('USER')
    expect(await scopes('Slack')).toContainEqual(['ann', 'USER'])
    const path = `${users('Slack')}/${small.ids.user('ann')}`
    expect((await small.org.delete(path)).status).toBe(204)
    expect(await scopes('Slack')).toContainEqual(['ann', 'GROUP'])
    expect((await small.org.delete(path)).status).toBe(204)
    expect(await scopes('Slack')).toContainEqual(['ann', 'GROUP'])
  })

  it('keeps a password only where the application takes one, and never shows it', async () => {
    const credentials = { userName: 'ann', password: { value: 'Blue-horse-17' } }
    const { body, text } = await assign('Directory', 'ann', { credentials })
    expect(body.credentials).toEqual({ userName: 'ann', password: {} })
    expect(text).not.toContain('Blue-horse')
    const refused = await assign('Slack', 'ann', { credentials })
    expect([refused.status, refused.body.errorCode]).toEqual([400, 'E0000041'])
  })

  test.each<[string, () => object, number, string]>([
    ['nobody', () => ({ id: '00unone' }), 404, 'E0000007'],
    ['no id', () => ({}), 400, 'E0000001'],
    ['the scope GROUP', () => ({ id: small.ids.user('ann'), scope: 'GROUP' }), 400, 'E0000001'],
    ['a profile that is none', () => ({ id: small.ids.user('ann'), profile: 1 }), 400, 'E0000001'],
    ['an empty name', () => ({ id: small.ids.user('ann'), credentials: { userName: '' } }), 400, 'E0000001'],
    ['somebody DEPROVISIONED', () => ({ id: small.ids.user('gone') }), 403, 'E0000117'],
    ['somebody SUSPENDED', () => ({ id: small.ids.user('suspended') }), 403, 'E0000117'],
  ])('refuses %s', async (_, body, status, code) => {
    const before = await scopes('Slack')
    const reply = await small.org.post(users('Slack'), body())
    expect([reply.status, reply.body.errorCode]).toEqual([status, code])
    expect(await scopes('Slack')).toEqual(before)
  })

  it('is updated by POST, and 404 for who does not have the application', async () => {
    const path = `${users('Slack')}/${small.ids.user('owner')}`
    await small.org.post(path, { profile: { role: 'admin' } })
    const { body } = await small.org.post(path, { profile: { team: 'it' } })
    expect(body.profile).toEqual({ role: 'admin', team: 'it' })
    const other = `${users('Slack')}/${small.ids.user('suspended')}`
    for (const reply of [
      await small.org.get(other),
      await small.org.post(other, {}),
      await small.org.delete(other),
    ])
      expect([reply.status, reply.body.errorCode]).toEqual([404, 'E0000007'])
  })
})

describe('assigning a group', () => {
  it('gives the application to its members, and takes it away with it', async () => {
    const path = `${groups('Directory')}/${small.ids.group('Library')}`
    const { status, body } = await small.org.put(path)
    expect([status, body.priority, body.profile]).toEqual([200, 0, {}])
    expect(await scopes('Directory')).toEqual([['ann', 'GROUP']])
    expect((await small.org.put(path, { priority: 3, profile: { a: 1 } })).body).toMatchObject({
      priority: 3,
    })
    expect((await small.org.get(path)).body).toMatchObject({ priority: 3, profile: { a: 1 } })
    expect((await small.org.delete(path)).status).toBe(204)
    expect(await scopes('Directory')).toEqual([])
    expect((await small.org.delete(path)).body.errorCode).toBe('E0000007')
  })

  it.each([{ priority: -1 }, { priority: 'first' }, { profile: 1 }])('refuses %o', async body => {
    const reply = await small.org.put(`${groups('Directory')}/${small.ids.group('Library')}`, body)
    expect([reply.status, reply.body.errorCode]).toEqual([400, 'E0000001'])
  })

  it('is listed in pages', async () => {
    await small.org.put(`${groups('Slack')}/${small.ids.group('Library')}`)
    expect((await pages(small.org, `${groups('Slack')}?limit=1`)).flat().map(({ id }) => id)).toEqual([
      small.ids.group('Lab'),
      small.ids.group('Library'),
    ])
    expect(link(await small.org.get(groups('Slack')), 'self')).toContain('limit=20')
  })

  it('of Everyone gives it to all but DEPROVISIONED people, later ones too', async () => {
    await small.org.put(`${groups('Directory')}/${small.ids.group('Everyone')}`)
    expect((await scopes('Directory')).map(([name]) => name)).toEqual(['owner', 'ann', 'bob', 'suspended'])
    const profile = { firstName: 'N', lastName: 'N', login: 'new@org.example', email: 'new@org.example' }
    await small.org.post('/api/v1/users', { profile })
    expect((await scopes('Directory')).map(([name]) => name)).toContain('new')
  })
})

describe('a membership', () => {
  const membership = (group: string, user: string) =>
    `/api/v1/groups/${small.ids.group(group)}/users/${small.ids.user(user)}`

  it('brings and takes the applications of its group, but no direct assignment', async () => {
    await small.org.put(membership('Lab', 'suspended'))
    await small.org.put(membership('Lab', 'owner'))
    expect(await scopes('Slack')).toContainEqual(['suspended', 'GROUP'])
    await small.org.delete(membership('Lab', 'suspended'))
    await small.org.delete(membership('Lab', 'owner'))
    expect(await scopes('Slack')).not.toContainEqual(['suspended', 'GROUP'])
    expect(await scopes('Slack')).toContainEqual(['owner', 'USER'])
  })

  it('ends with the group', async () => {
    await small.org.delete(`/api/v1/groups/${small.ids.group('Lab')}`)
    expect(await scopes('Slack')).toEqual([['owner', 'USER']])
    expect((await small.org.get(groups('Slack'))).list).toEqual([])
  })
})

describe('deactivation', () => {
  it('takes the active applications away; what groups give comes back with the user', async () => {
    for (const label of ['Directory', 'Old Intranet']) await assign(label, 'ann')
    await small.org.post('/api/v1/users/ann/lifecycle/deactivate')
    const left = async () => [await scopes('Slack'), await scopes('Directory'), await scopes('Old Intranet')]
    expect((await left()).map(list => list.some(([name]) => name === 'ann'))).toEqual([false, false, true])
    await small.org.post('/api/v1/users/ann/lifecycle/activate')
    expect((await left()).map(list => list.some(([name]) => name === 'ann'))).toEqual([true, false, true])
  })

  it('of somebody who is suspended only keeps everything', async () => {
    await small.org.post('/api/v1/users/ann/lifecycle/suspend')
    expect(await scopes('Slack')).toContainEqual(['ann', 'GROUP'])
  })

  it('followed by removal leaves no assignment at all', async () => {
    await assign('Old Intranet', 'ann')
    for (let times = 0; times < 2; times += 1) await small.org.delete('/api/v1/users/ann')
    expect(await scopes('Old Intranet')).toEqual([])
  })
})
