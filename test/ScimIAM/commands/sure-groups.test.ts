import { afterEach, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { openOwn } from '../app.ts'
import { type Asked, between, type Odd } from '../between.ts'

let app: Awaited<ReturnType<typeof openOwn>>
let gate: Awaited<ReturnType<typeof between>> | undefined
afterEach(async () => {
  gate?.close()
  gate = undefined
  await app.close()
})

const opened = async (switches = {}, before?: (asked: Asked) => Odd | undefined) => {
  app = await openOwn(switches)
  const ids = ['a', 'b', 'c'].map(userName => app.server.addUser({ userName }))
  const id = app.server.addGroup({ displayName: 'Sales', members: ids.slice(0, 1) })
  if (before) gate = await between(app.server, before)
  return { ids, id, one: ids[1] ?? '' }
}
const group = (wish: string, scim: JsonObject, args: JsonObject = {}, params: JsonObject = {}) =>
  app.group(`iam-${wish}-group`, scim, args, { ...(gate && { url: gate.url }), ...params })
const members = (id: string) => app.server.groups().find(one => one.id === id)?.members
const config = (body: Json) => (asked: Asked) =>
  asked.path.startsWith('/ServiceProviderConfig') ? { body } : undefined

describe('members whom nobody can see', () => {
  it('are not replaced where there is no PATCH', async () => {
    const { id, ids, one } = await opened({ patch: false, membersShown: false })
    for (const args of [{ memberIdsToAdd: one }, { memberIdsToDelete: ids[0] ?? '' }])
      expect(await group('update', { id }, args)).toMatchObject({
        ...{ success: false, added: 0, removed: 0 },
        errorMessage: expect.stringMatching(/might remove some; nothing was changed/),
      })
    expect(members(id)).toEqual(ids.slice(0, 1))
  })

  it('are none in a group that was made just now', async () => {
    const { one } = await opened({ patch: false, membersShown: false })
    const { id = '' } = await group('create', { displayName: 'New' })
    const wish = { memberIdsToAdd: one }
    expect(await group('update', { id }, wish)).toMatchObject({ success: true, added: 1 })
    expect(members(String(id))).toEqual([one])
    expect(await group('update', { id }, wish)).toMatchObject({ success: false })
  })
})

describe('what a server says of itself', () => {
  it.each<[string, Json]>([
    ['a list', { totalResults: 1, Resources: [{ patch: { supported: true } }] }],
    ['texts', { patch: { supported: 'true' }, filter: { supported: 'true' } }],
    ['nothing', {}],
  ])('%s: PATCH is tried', async (_, body) => {
    const { id, one } = await opened({}, config(body))
    expect(await group('update', { id }, { memberIdsToAdd: one })).toMatchObject({ success: true })
    expect(gate?.asked.map(({ method }) => method)).toEqual(['GET', 'PATCH'])
  })

  it.each([400, 403, 404])('and keeps from us with %i is tried', async status => {
    const { id, one } = await opened({}, ({ path }) =>
      path.startsWith('/ServiceProviderConfig') ? { status, body: { detail: 'no' } } : undefined,
    )
    expect(await group('update', { id }, { memberIdsToAdd: one })).toMatchObject({ success: true })
  })
})

describe('a PATCH that is refused', () => {
  const patchOf = (kind: string, odd: Odd) => (asked: Asked) =>
    asked.method === 'PATCH' && asked.path.startsWith(kind) ? odd : undefined
  it('by a proxy is a failure and not the end of PATCH', async () => {
    const { id, ids, one } = await opened({}, patchOf('/Groups', { status: 405, body: '<html>no</html>' }))
    expect(await group('update', { id }, { memberIdsToAdd: one })).toMatchObject({
      ...{ success: false, errorCode: 405 },
    })
    expect(members(id)).toEqual(ids.slice(0, 1))
  })

  it('for users leaves that of groups', async () => {
    const { id, one } = await opened({}, patchOf('/Users', { status: 501, body: { detail: 'no PATCH' } }))
    const profile = { email: 'a@x', username: 'a', id: '' }
    expect(await app.iam('iam-disable-user', profile, {}, { url: gate?.url ?? '' })).toMatchObject({
      ...{ success: true, active: false },
    })
    await group('update', { id }, { memberIdsToAdd: one })
    const changes = gate?.asked.filter(({ method }) => method !== 'GET').map(({ method }) => method)
    expect(changes).toEqual(['PATCH', 'PUT', 'PATCH'])
  })

  it('with 404 for members asks once whether the group is there', async () => {
    const { id } = await opened({}, patchOf('/Groups', { status: 404, body: { detail: 'no such user' } }))
    const told = await group('update', { id }, { memberIdsToAdd: ['g1', 'g2', 'g3', 'g4'] })
    expect(told).toMatchObject({ details: [{ id: 'g1' }, { id: 'g2' }, { id: 'g3' }, { id: 'g4' }] })
    expect(gate?.asked.filter(({ path }) => path.startsWith(`/Groups/${id}?`))).toHaveLength(1)
  })
})

describe('a page with 404', () => {
  it.each([
    ['get', {}],
    ['update', { memberIdsToAdd: ['x', 'y', 'z'] }],
    ['delete', {}],
  ])('%s: not that the group is not there', async (wish, args) => {
    const { id } = await opened({}, ({ path }) =>
      path.startsWith('/Groups') ? { status: 404, body: '<html>Sign In</html>' } : undefined,
    )
    for (const scim of [{ id }, { displayName: 'Sales' }]) {
      const told = await group(wish, scim, args)
      expect(told).toMatchObject({ success: false, errorCode: '' })
      expect(told).not.toHaveProperty('details')
    }
  })
})

describe('a group within a group', () => {
  it('is told as such and stays as it is behind a PUT', async () => {
    const { ids, id, one } = await opened({ patch: false })
    const inner = app.server.addGroup({ displayName: 'Inner', members: [] })
    const url = `${app.server.url}/Groups/${id}`
    const body = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Sales',
      members: [{ value: ids[0] ?? '' }, { value: inner, type: 'Group', display: 'Inner' }] as JsonObject[],
    }
    const headers = { authorization: `Bearer ${app.server.token}`, 'content-type': 'application/scim+json' }
    const put = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) })
    expect(put.status).toBe(200)
    const shown = (await (await fetch(url, { headers })).json()) as JsonObject
    gate = await between(app.server, ({ method, path }) =>
      method === 'GET' && path.startsWith(`/Groups/${id}`)
        ? { body: { ...shown, members: body.members } }
        : undefined,
    )
    expect((await group('get', { id })).members).toEqual([
      { value: ids[0], display: null },
      { value: inner, display: 'Inner', type: 'Group' },
    ])
    app.forget()
    await group('update', { id }, { memberIdsToAdd: one })
    const sent = app.calls().find(({ method }) => method === 'PUT')?.body as JsonObject
    expect(sent.members).toEqual([...body.members, { value: one }])
  })
})

describe('a deletion that is repeated', () => {
  it.each<[string, number, JsonObject]>([
    ['and was carried out the first time is done', 502, { success: true }],
    ['after a rate limit, which carries nothing out, is not', 429, { success: false, errorCode: 404 }],
  ])('%s', async (_, status, told) => {
    let times = 0
    const { id } = await opened({}, ({ method }) => {
      if (method !== 'DELETE') return undefined
      times += 1
      return times === 1 ? { status } : { status: 404, body: {} }
    })
    expect(await group('delete', { id }, {}, { longest_wait: 5 })).toMatchObject(told)
  })
})
