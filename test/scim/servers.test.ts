import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ScimServer, startScimServer } from '../../scim-server/server.ts'
import { call, enterpriseUrn, filtered, groupUrn, operations, userUrn } from '../scim-server/client.ts'
import { startScimmy } from './scimmy.ts'

describe.each([
  ['our own server', () => startScimServer({ switches: { patchAnswer: 200 } })],
  ['scimmy', startScimmy],
])('%s', (name, start) => {
  let server: ScimServer
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.close())

  it('makes, finds, changes and removes a user', async () => {
    const sent = {
      ...{ schemas: [userUrn, enterpriseUrn], userName: 'ada@example.com', name: { givenName: 'Ada' } },
      ...{ emails: [{ value: 'ada@example.com', type: 'work' }], [enterpriseUrn]: { department: 'Engines' } },
    }
    const { status, body: user } = await call(server, 'POST', '/Users', sent)
    expect([status, user]).toMatchObject([201, { ...sent, active: true, id: 'u000001' }])
    const taken = await call(server, 'POST', '/Users', { ...sent, userName: 'ADA@example.com' })
    expect(taken).toMatchObject({ status: 409, body: { status: '409', scimType: 'uniqueness' } })
    const found = await call(server, 'GET', filtered('/Users', 'userName eq "ada@example.com"'))
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: user.id }] })
    const changes = operations(
      { op: 'replace', path: 'active', value: false },
      { op: 'replace', path: `${enterpriseUrn}:department`, value: 'Looms' },
    )
    const changed = await call(server, 'PATCH', `/Users/${user.id}`, changes)
    expect(changed.body).toMatchObject({ active: false, [enterpriseUrn]: { department: 'Looms' } })
    expect(server.users()).toMatchObject([{ id: user.id, userName: 'ada@example.com', active: false }])
    expect((await call(server, 'DELETE', `/Users/${user.id}`)).status).toBe(204)
    expect((await call(server, 'GET', `/Users/${user.id}`)).body).toMatchObject({ status: '404' })
  })

  it('keeps the members of a group, whole or not at all', async () => {
    const ids = ['a', 'b', 'c'].map(userName => server.addUser({ userName }))
    const { body } = await call(server, 'POST', '/Groups', { schemas: [groupUrn], displayName: 'Sales' })
    const patch = (...list: unknown[]) => call(server, 'PATCH', `/Groups/${body.id}`, operations(...list))
    const members = () => server.groups().find(({ id }) => id === body.id)?.members
    const add = (...list: unknown[]) =>
      patch({ op: 'add', path: 'members', value: list.map(value => ({ value })) })
    expect((await add(...ids)).body.members).toHaveLength(3)
    expect((await add('nobody')).body).toMatchObject({ status: '400', scimType: 'invalidValue' })
    await patch({ op: 'remove', path: `members[value eq "${ids[1]}"]` })
    await patch({ op: 'remove', path: 'members[value eq "nobody"]' })
    expect(members()).toEqual([ids[0], ids[2]])
    const found = await call(
      server,
      'GET',
      `${filtered('/Groups', 'displayName eq "Sales"')}&excludedAttributes=members`,
    )
    expect(found.body.Resources).toMatchObject([{ id: body.id, displayName: 'Sales' }])
    expect(found.body.Resources[0]?.members).toBeUndefined()
    server.removeUser(ids[0] ?? '')
    expect(members()).toEqual([ids[2]])
    expect((await call(server, 'DELETE', `/Groups/${body.id}`)).status).toBe(204)
    expect(server.groups()).toEqual([])
  })

  it('answers in pages up to totalResults', async () => {
    const before = server.users().length
    for (let number = 0; number < 30; number += 1) server.addUser({ userName: `page${number}` })
    const { body } = await call(server, 'GET', `/Users?startIndex=${before + 26}&count=25`)
    expect([body.totalResults, body.startIndex, body.Resources.length]).toEqual([before + 30, before + 26, 5])
  })

  it('lets nobody in without the token, and tells what came', async () => {
    server.calls.length = 0
    expect((await call({ ...server, token: 'wrong' }, 'GET', '/Users')).body).toMatchObject({ status: '401' })
    await call(server, 'PATCH', '/Groups/x?attributes=id', operations({ op: 'remove', path: 'members' }))
    expect(server.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /Users',
      'PATCH /Groups/x?attributes=id',
    ])
    expect(server.calls[1]?.body).toEqual(operations({ op: 'remove', path: 'members' }))
  })

  it('tells what it can', async () => {
    const { body } = await call(server, 'GET', '/ServiceProviderConfig')
    expect(body).toMatchObject({ patch: { supported: true }, filter: { supported: true } })
    const schemas = (await call(server, 'GET', '/Schemas')).body.Resources.map(({ id }: { id: string }) => id)
    expect(schemas, name).toEqual(expect.arrayContaining([userUrn, groupUrn, enterpriseUrn]))
  })

  it('knows nothing of another one beside it', async () => {
    const other = await start()
    other.addUser({ userName: 'elsewhere' })
    const group = other.addGroup({ displayName: 'Elsewhere', members: ['u000001'] })
    const { body } = await call(other, 'GET', `/Groups/${group}`)
    expect([
      body.members.length,
      (await call(server, 'GET', filtered('/Users', 'userName eq "elsewhere"'))).body.totalResults,
    ]).toEqual([1, 0])
    await other.close()
  })
})

describe('what scimmy does otherwise', () => {
  let server: ScimServer
  beforeAll(async () => {
    server = await startScimmy()
    for (let number = 0; number < 30; number += 1) server.addUser({ userName: `P${number}`, title: 'x' })
  })
  afterAll(() => server.close())

  it('a page of 20, and the first page again behind the last', async () => {
    const whole = (await call(server, 'GET', '/Users')).body
    expect([whole.totalResults, whole.itemsPerPage, whole.Resources.length]).toEqual([30, 20, 20])
    const behind = (await call(server, 'GET', '/Users?startIndex=31&count=5')).body
    expect([behind.startIndex, behind.Resources[0]?.userName]).toEqual([31, 'P0'])
  })

  it('names with case, no schemas beside attributes, 204 when nothing changes', async () => {
    const { body } = await call(server, 'GET', filtered('/Users', 'userName eq "p1"'))
    const shown = (await call(server, 'GET', '/Users/u000001?attributes=userName')).body
    const again = operations({ op: 'replace', path: 'title', value: 'x' })
    expect([body.totalResults, shown]).toEqual([0, { id: 'u000001', userName: 'P0' }])
    expect((await call(server, 'PATCH', '/Users/u000001', again)).status).toBe(204)
  })

  it('what a PATCH with excludedAttributes leaves out is lost', async () => {
    const group = server.addGroup({ displayName: 'Lost', members: ['u000001'] })
    const joins = operations({ op: 'add', path: 'members', value: [{ value: 'u000002' }] })
    await call(server, 'PATCH', `/Groups/${group}?excludedAttributes=members`, joins)
    expect(server.groups().at(-1)?.members).toEqual(['u000002'])
  })
})
