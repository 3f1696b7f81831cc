import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { link, pages } from '../client.ts'
import { type SmallOrg, smallOrg } from '../things.ts'

let small: SmallOrg
beforeAll(async () => {
  small = await smallOrg()
})
afterAll(() => small.close())

const names = async (query: string) =>
  (await small.org.get(`/api/v1/groups${query}`)).list.map(group => group.profile?.name)
const asked = (parameter: string, text: string) => `?${parameter}=${encodeURIComponent(text)}`

describe('the list of groups', () => {
  it('shows each group as Okta does', async () => {
    const { body } = await small.org.get(`/api/v1/groups/${small.ids.group('Lab')}`)
    const url = small.okta.url
    expect(body).toMatchObject({
      objectClass: ['okta:user_group'],
      type: 'OKTA_GROUP',
      profile: { name: 'Lab', description: 'White coats' },
      _links: {
        users: { href: `${url}/api/v1/groups/${body.id}/users` },
        apps: { href: `${url}/api/v1/groups/${body.id}/apps` },
      },
    })
    expect(body._links?.logo).toHaveLength(2)
    expect(body.id).toMatch(/^00g\w{17}$/)
  })

  it('tells the source of an imported group, and null for an empty description', async () => {
    const { body } = await small.org.get(`/api/v1/groups/${small.ids.group('Directory Lab')}`)
    const app = small.ids.app('Directory')
    expect(body).toMatchObject({ type: 'APP_GROUP', source: { id: app }, profile: { description: null } })
    expect(body._links?.source).toEqual({ href: `${small.okta.url}/api/v1/apps/${app}` })
  })

  test.each<[string, unknown]>([
    ['', ['Everyone', 'Lab', 'Library', 'Directory Lab']],
    ['?q=l', ['Lab', 'Library']],
    ['?q=LIB', ['Library']],
    ['?q=l&limit=1', ['Lab']],
    [asked('filter', 'type eq "APP_GROUP"'), ['Directory Lab']],
    [asked('filter', 'type eq "APP_GROUP" or type eq "BUILT_IN"'), ['Everyone', 'Directory Lab']],
    [asked('filter', 'lastUpdated gt "2030-01-01T00:00:00Z"'), []],
    [asked('search', 'profile.name eq "lab"'), ['Lab']],
    [asked('search', 'profile.name co "lab"'), ['Lab', 'Directory Lab']],
    [asked('search', 'profile.description co "coats"'), ['Lab']],
    [asked('search', 'type eq "OKTA_GROUP" and profile.name sw "L"'), ['Lab', 'Library']],
    [
      `${asked('search', 'id sw "00g"')}&sortBy=profile.name`,
      ['Directory Lab', 'Everyone', 'Lab', 'Library'],
    ],
    [
      `${asked('search', 'id sw "00g"')}&sortBy=profile.name&sortOrder=desc`,
      ['Library', 'Lab', 'Everyone', 'Directory Lab'],
    ],
  ])('%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected)
  })

  it('finds by id and by source', async () => {
    const { ids } = small
    expect(await names(asked('filter', `id eq "${ids.group('Lab')}"`))).toEqual(['Lab'])
    expect(await names(asked('search', `source.id eq "${ids.app('Directory')}"`))).toEqual(['Directory Lab'])
  })

  test.each([
    [asked('filter', 'profile.name eq "Lab"'), 'E0000031'],
    [asked('filter', 'type sw "APP"'), 'E0000031'],
    [asked('filter', 'type eq APP_GROUP'), 'E0000031'],
    [asked('filter', 'not (type eq "APP_GROUP")'), 'E0000031'],
    [asked('search', 'profile.name ew "x"'), 'E0000031'],
    [asked('search', 'members eq "x"'), 'E0000031'],
    [`${asked('search', 'id sw "0"')}&sortBy=members`, 'E0000031'],
    [`${asked('search', 'id sw "0"')}&filter=x`, 'E0000033'],
    ['?q=a&filter=x', 'E0000031'],
    ['?limit=none', 'E0000001'],
    ['?after=xyz', 'E0000029'],
  ])('%s is refused with %s', async (query, code) => {
    const { status, body } = await small.org.get(`/api/v1/groups${query}`)
    expect([status, body.errorCode]).toEqual([400, code])
  })

  it('has pages but for q, which has no Link header at all', async () => {
    const found = await pages(small.org, '/api/v1/groups?limit=3')
    expect(found.map(page => page.length)).toEqual([3, 1])
    expect(link(await small.org.get('/api/v1/groups'), 'self')).toContain('limit=200')
    expect((await small.org.get('/api/v1/groups?q=l')).headers).not.toHaveProperty('link')
    const sorted = await pages(
      small.org,
      `/api/v1/groups${asked('search', 'id sw "0"')}&sortBy=profile.name&limit=3`,
    )
    expect(sorted.map(page => page.length)).toEqual([3, 1])
  })
})

describe('creating a group', () => {
  it('answers 200 with the group, which is empty', async () => {
    const { status, body } = await small.org.post('/api/v1/groups', { profile: { name: 'New' } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ type: 'OKTA_GROUP', profile: { name: 'New', description: null } })
    expect((await small.org.get(`/api/v1/groups/${body.id}/users`)).list).toEqual([])
  })

  it('allows the name of an imported group', async () => {
    const { status } = await small.org.post('/api/v1/groups', { profile: { name: 'Directory Lab' } })
    expect(status).toBe(200)
  })

  test.each<[object, string]>([
    [{}, 'profile: The field cannot be left blank'],
    [{ profile: {} }, 'name: The field cannot be left blank'],
    [{ profile: { name: ' ' } }, 'name: The field cannot be left blank'],
    [{ profile: { name: 'x'.repeat(256) } }, 'name: String is too long (maximum: 255)'],
    [{ profile: { name: 'x', description: 1 } }, 'description: must be a string'],
    [
      { profile: { name: 'x', description: 'x'.repeat(1025) } },
      'description: String is too long (maximum: 1024)',
    ],
    [{ profile: { name: 'x', color: 1 } }, "color: Property name 'color' is not defined in profile"],
    [
      { profile: { name: 'Lab' } },
      'name: An object with this field already exists in the current organization',
    ],
  ])('refuses %o', async (body, cause) => {
    const reply = await small.org.post('/api/v1/groups', body)
    expect([reply.status, reply.body.errorCode]).toEqual([400, 'E0000001'])
    expect(reply.body.errorCauses).toEqual([{ errorSummary: cause }])
  })
})

describe('replacing and deleting a group', () => {
  it('replaces the whole profile and keeps the members', async () => {
    const path = `/api/v1/groups/${small.ids.group('Library')}`
    const before = (await small.org.get(path)).body
    await small.org.post('/_test/clock', { add: '+1h' })
    const { status, body } = await small.org.put(path, { profile: { name: 'Archive' } })
    expect(status).toBe(200)
    expect(body.profile).toEqual({ name: 'Archive', description: null })
    expect(String(body.lastUpdated) > String(before.lastUpdated)).toBe(true)
    expect(body.lastMembershipUpdated).toEqual(before.lastMembershipUpdated)
    expect((await small.org.get(`${path}/users`)).list).toHaveLength(1)
    expect((await small.org.put(path, { profile: { name: 'Archive' } })).status).toBe(200)
    expect((await small.org.put(path, { profile: { name: 'Lab' } })).status).toBe(400)
  })

  it.each([
    ['PUT', 'Everyone'],
    ['DELETE', 'Everyone'],
    ['PUT', 'Directory Lab'],
  ])('%s of %s is 403 E0000006', async (method, name) => {
    const body = { profile: { name: 'Renamed' } }
    const reply = await small.org.send(method, `/api/v1/groups/${small.ids.group(name)}`, { body })
    expect([reply.status, reply.body.errorCode]).toEqual([403, 'E0000006'])
  })

  it('deletes groups of both other types', async () => {
    const made = await small.org.post('/api/v1/groups', { profile: { name: 'Short-lived' } })
    for (const id of [made.body.id, small.ids.group('Directory Lab')]) {
      expect((await small.org.delete(`/api/v1/groups/${id}`)).status).toBe(204)
      const { status, body } = await small.org.get(`/api/v1/groups/${id}`)
      expect(status).toBe(404)
      expect(body.errorSummary).toBe(`Not found: Resource not found: ${id} (UserGroup)`)
    }
  })
})
