import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningScimServer, startScimServer } from '../../scim-server/server.ts'
import { defaultSwitches } from '../../scim-server/switches.ts'
import { call, filtered, groupUrn, operations, switchesOf, userUrn } from './client.ts'

let server: RunningScimServer
beforeEach(async () => {
  server = await startScimServer()
  for (const userName of ['ada', 'ben', 'cy', 'dee', 'eve']) server.addUser({ userName })
  server.addGroup({ displayName: 'Sales', members: ['u000001'] })
})
afterEach(() => server.close())

const group = '/Groups/g000006'
const joins = (...ids: string[]) =>
  operations({ op: 'add', path: 'members', value: ids.map(value => ({ value })) })
const config = async () => (await call(server, 'GET', '/ServiceProviderConfig')).body

it('patch: false is 501 and told', async () => {
  expect((await config()).patch).toEqual({ supported: true })
  server.set({ patch: false })
  const { status, body } = await call(server, 'PATCH', group, joins('u000002'))
  expect([status, body.status, (await config()).patch]).toEqual([501, '501', { supported: false }])
  expect(server.groups()[0]?.members).toEqual(['u000001'])
})

test.each<[false | 'ignored', number, number | undefined]>([
  [false, 400, undefined],
  ['ignored', 200, 5],
])('filter: %j', async (filter, status, totalResults) => {
  server.set({ filter })
  const reply = await call(server, 'GET', filtered('/Users', 'userName eq "ada"'))
  expect([reply.status, reply.body.totalResults]).toEqual([status, totalResults])
  expect((await config()).filter).toEqual({ supported: false, maxResults: 1000 })
})

it('paging: false answers everything', async () => {
  server.set({ paging: false, pageCap: 2 })
  const { body } = await call(server, 'GET', '/Users?startIndex=4&count=1')
  expect([body.Resources.length, body.totalResults, body.startIndex]).toEqual([5, 5, 1])
})

it('pageCap: a page has no more, also when more is wanted', async () => {
  server.set({ pageCap: 2 })
  const pages = await Promise.all(
    ['', '&count=4', '&count=1'].map(query => call(server, 'GET', `/Users?startIndex=2${query}`)),
  )
  expect(pages.map(({ body }) => [body.Resources.length, body.itemsPerPage, body.totalResults])).toEqual([
    [2, 2, 5],
    [2, 2, 5],
    [1, 1, 5],
  ])
})

describe('etag', () => {
  beforeEach(() => server.set({ etag: true }))
  const matching = (version: string) => ({ 'if-match': version })

  it('counts the changes', async () => {
    const first = await call(server, 'GET', group)
    const changed = await call(server, 'PATCH', group, joins('u000002'))
    const second = await call(server, 'GET', group)
    expect([first, changed, second].map(({ headers }) => headers.get('etag'))).toEqual([
      'W/"1"',
      'W/"2"',
      'W/"2"',
    ])
    expect([second.body.meta.version, (await config()).etag]).toEqual(['W/"2"', { supported: true }])
  })

  test.each<[string, string, number]>([
    ['PATCH', 'W/"1"', 204],
    ['PATCH', 'W/"9", W/"1"', 204],
    ['PATCH', '*', 204],
    ['PATCH', 'W/"2"', 412],
    ['PUT', 'W/"1"', 200],
    ['PUT', '"1"', 412],
    ['DELETE', 'W/"1"', 204],
    ['DELETE', 'W/"0"', 412],
  ])('%s with If-Match %s is %d', async (method, version, status) => {
    const put = { schemas: [groupUrn], displayName: 'S' }
    const body = { PATCH: joins('u000002'), PUT: put, DELETE: undefined }[method]
    const before = JSON.stringify(server.groups())
    expect((await call(server, method, group, body, matching(version))).status).toBe(status)
    expect(JSON.stringify(server.groups()) === before).toBe(status === 412)
  })

  it('is none of its business when it is off', async () => {
    server.set({ etag: false })
    const { status, headers } = await call(server, 'PATCH', group, joins('u000002'), matching('W/"9"'))
    expect([status, headers.get('etag')]).toEqual([204, null])
  })
})

describe('members', () => {
  const members = async (path: string) => (await call(server, 'GET', path)).body.members?.length

  it('membersShown: false never shows them', async () => {
    server.set({ membersShown: false, patchAnswer: 200 })
    expect([await members(group), await members(`${group}?attributes=members`)]).toEqual([
      undefined,
      undefined,
    ])
    expect((await call(server, 'PATCH', group, joins('u000002'))).body.members).toBeUndefined()
    expect(server.groups()[0]?.members).toEqual(['u000001', 'u000002'])
  })

  it('attributesNeeded: true shows them only when they are named', async () => {
    server.set({ attributesNeeded: true })
    const queries = [
      '',
      '?attributes=displayName',
      '?attributes=Members',
      '?attributes=displayName,members.value',
    ]
    const shown = await Promise.all(queries.map(query => members(`${group}${query}`)))
    expect(shown).toEqual([undefined, undefined, 1, 1])
  })

  test.each([400, 413] as const)('memberLimit: more is %d, counted over all operations', async status => {
    server.set({ memberLimit: 2, memberLimitStatus: status })
    const remove = { op: 'remove', path: 'members[value eq "u000001"]' }
    const three = operations(...joins('u000002', 'u000003').Operations, remove)
    const { body, ...refused } = await call(server, 'PATCH', group, three)
    expect([refused.status, body.detail]).toEqual([status, 'a PATCH may name 2 members, not 3'])
    expect(server.groups()[0]?.members).toEqual(['u000001'])
    expect((await call(server, 'PATCH', group, joins('u000002', 'u000003'))).status).toBe(204)
  })
})

it('removeByValue: a value lists who goes, and a filter is refused', async () => {
  server.set({ removeByValue: true })
  await call(server, 'PATCH', group, joins('u000002', 'u000003'))
  const remove = (operation: object) =>
    call(server, 'PATCH', group, operations({ op: 'remove', ...operation }))
  const byPath = await remove({ path: 'members[value eq "u000001"]' })
  expect([byPath.status, byPath.body.scimType]).toEqual([400, 'invalidPath'])
  const gone = [{ value: 'u000003' }, { value: 'nobody' }]
  expect((await remove({ path: 'members', value: gone })).status).toBe(204)
  expect(server.groups()[0]?.members).toEqual(['u000001', 'u000002'])
  expect((await remove({ path: 'members' })).status).toBe(204)
  expect(server.groups()[0]?.members).toEqual([])
})

it('patchAnswer: 200 answers with the resource', async () => {
  server.set({ patchAnswer: 200 })
  const { status, body } = await call(server, 'PATCH', group, joins('u000002'))
  expect([status, body.members.length]).toEqual([200, 2])
  const user = await call(
    server,
    'PATCH',
    '/Users/u000001',
    operations({ op: 'replace', path: 'active', value: false }),
  )
  expect([user.status, user.body.schemas, user.body.active]).toEqual([200, [userUrn], false])
})

describe('/_test/switches', () => {
  const use = (method: string, body?: unknown) =>
    call(switchesOf(server), method, '/switches', body, { authorization: '' })

  it('changes some, tells all, sets them back', async () => {
    expect((await use('GET')).body).toEqual(defaultSwitches)
    expect((await use('POST', { patch: false, pageCap: 7 })).body).toEqual({
      ...defaultSwitches,
      patch: false,
      pageCap: 7,
    })
    expect((await use('DELETE')).body).toEqual(defaultSwitches)
  })

  test.each<[unknown, RegExp]>([
    [[], /^switches must be an object$/],
    ['{', /^the body is no JSON: /],
    [{ pach: false }, /^there is no switch 'pach'; there are patch, filter, /],
    ['{"constructor": true}', /^there is no switch 'constructor'/],
    [{ patch: 'no' }, /^the switch patch cannot be "no"$/],
    [{ filter: 'none' }, /^the switch filter cannot be "none"$/],
    [{ paging: 1 }, /paging/],
    [{ pageCap: 0 }, /pageCap cannot be 0/],
    [{ pageCap: 1.5 }, /pageCap/],
    [{ memberLimit: -1 }, /memberLimit/],
    [{ memberLimitStatus: 404 }, /memberLimitStatus/],
    [{ patchAnswer: 201 }, /patchAnswer/],
    [{ tokenLifetime: '1' }, /tokenLifetime/],
  ])('refuses %j and changes nothing', async (body, message) => {
    const reply = await use(
      'POST',
      typeof body === 'object' && !Array.isArray(body) ? { etag: true, ...body } : body,
    )
    expect([reply.status, reply.body.error]).toEqual([400, expect.stringMatching(message)])
    expect((await use('GET')).body).toEqual(defaultSwitches)
  })

  it('refuses the same from a test', async () => {
    expect(() => server.set({ pageCap: 0 })).toThrow(RangeError)
    await expect(startScimServer({ switches: { pageCap: 0 } })).rejects.toThrow(RangeError)
  })
})
