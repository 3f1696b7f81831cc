import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { openApp, openOwn, SERVERS, type TestApp } from '../app.ts'

const lots = (app: TestApp, from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => app.server.addUser({ userName: `p${from + index}@x` }))
const membersIn = ({ members }: JsonObject) =>
  ((members ?? []) as { value: string }[]).map(({ value }) => value)

describe.each(SERVERS)('groups of %s', (_, start) => {
  let app: TestApp
  let ids: string[]
  let id: string
  beforeAll(async () => {
    app = await openApp(await start())
    ids = lots(app, 0, 12)
    app.server.addGroup({ displayName: 'Other', members: ids.slice(0, 1) })
  })
  afterAll(() => app.close())
  const group = () => app.server.groups().find(one => one.id === id)
  /** scimmy keeps somebody twice who was added twice. */
  const members = () => [...new Set(group()?.members)].sort()

  it('makes a group once', async () => {
    expect(await app.group('iam-get-group', { displayName: 'Sales' })).toMatchObject({
      ...{ success: false, errorCode: 404, errorMessage: 'Group Not Found', displayName: 'Sales' },
    })
    const made = await app.group('iam-create-group', { displayName: 'Sales' })
    expect(made).toMatchObject({
      success: true,
      displayName: 'Sales',
      brand: 'SCIM IAM',
      instanceName: 'CRM',
    })
    id = String(made.id)
    expect(await app.group('iam-create-group', { displayName: 'Sales' })).toMatchObject({
      ...{ success: true, id, reason: 'Group already exists.' },
    })
    expect(app.server.groups().filter(({ displayName }) => displayName === 'Sales')).toHaveLength(1)
  })

  it('tells that it is empty, since members of another group are shown', async () => {
    expect(await app.group('iam-get-group', { id })).toMatchObject({
      success: true,
      displayName: 'Sales',
      members: [],
    })
  })

  it('adds in chunks, twice without harm', async () => {
    const wish = { memberIdsToAdd: ids.slice(0, 10) }
    const params = { members_per_patch: 4 }
    expect(await app.group('iam-update-group', { id }, wish, params)).toMatchObject({
      ...{ success: true, id, added: 10, removed: 0 },
    })
    expect(members()).toEqual(ids.slice(0, 10))
    expect(await app.group('iam-update-group', { displayName: 'Sales' }, wish, params)).toMatchObject({
      ...{ success: true, added: 10 },
    })
    expect(members()).toEqual(ids.slice(0, 10))
  })

  it('reads all of the members, by id and by name', async () => {
    for (const scim of [{ id }, { displayName: 'Sales' }])
      expect(membersIn(await app.group('iam-get-group', scim))).toEqual(ids.slice(0, 10))
    const without = await app.group('iam-get-group', { id }, { includeMembers: 'false' })
    expect(without).toMatchObject({ success: true, displayName: 'Sales' })
    expect(without).not.toHaveProperty('members')
  })

  it('adds and removes at once, also who is no member', async () => {
    const wish = { memberIdsToAdd: ids.slice(9), memberIdsToDelete: [ids[0] ?? '', ids[1] ?? '', 'stranger'] }
    expect(await app.group('iam-update-group', { id }, wish)).toMatchObject({
      success: true,
      added: 3,
      removed: 3,
    })
    expect(members()).toEqual(ids.slice(2))
  })

  it('names the members that are refused, and adds the others', async () => {
    const wish = { memberIdsToAdd: [ids[0] ?? '', 'ghost1', ids[1] ?? '', 'ghost2'] }
    const told = await app.group('iam-update-group', { id }, wish)
    expect(told).toMatchObject({
      ...{ success: false, added: 2, removed: 0, errorCode: 400 },
      errorMessage: expect.stringMatching(/^2 of 4 members were refused\.\nghost1: /),
      details: [{ id: 'ghost1' }, { id: 'ghost2' }],
    })
    expect(members()).toEqual(ids)
  })

  it.each<[string, JsonObject, JsonObject, RegExp]>([
    ['nobody to change', { displayName: 'Sales' }, {}, /either "memberIdsToAdd" or "memberIdsToDelete"/],
    [
      'the same one in both',
      { displayName: 'Sales' },
      { memberIdsToAdd: 'a', memberIdsToDelete: 'b,a' },
      /"a" is to be added and to be removed/,
    ],
    ['neither id nor name', { name: 'Sales' }, { memberIdsToAdd: 'a' }, /either 'id' or 'displayName'/],
  ])('is called wrongly: %s', async (_, scim, args, sentence) => {
    const { entries } = await app.command('iam-update-group', { scim, ...args })
    expect([entries[0]?.Type, entries[0]?.Contents]).toEqual([4, expect.stringMatching(sentence)])
  })

  it('fails for a group that is not there: 404', async () => {
    for (const [name, args] of [
      ['iam-get-group', {}],
      ['iam-update-group', { memberIdsToAdd: ids }],
      ['iam-delete-group', {}],
    ] as const)
      expect(await app.group(name, { id: 'g999' }, args)).toMatchObject({
        ...{ success: false, errorCode: 404, errorMessage: 'Group Not Found', id: 'g999' },
      })
  })

  it('fails for a name that two groups have, with their ids', async () => {
    const twins = [1, 2].map(() => app.server.addGroup({ displayName: 'Twins' }))
    for (const [name, args] of [
      ['iam-get-group', {}],
      ['iam-create-group', {}],
      ['iam-update-group', { memberIdsToAdd: ids }],
      ['iam-delete-group', {}],
    ] as const)
      expect(await app.group(name, { displayName: 'Twins' }, args)).toMatchObject({
        ...{ success: false, errorCode: '', details: { ids: twins } },
        errorMessage: `2 groups have the name "Twins": ${twins.join(', ')}; give the "id" of the one you mean. Nothing was changed.`,
      })
    expect(await app.group('iam-get-group', { id: twins[1] ?? '', displayName: 'Twins' })).toMatchObject({
      success: true,
    })
  })

  it('deletes, and the members stay', async () => {
    expect(await app.group('iam-delete-group', { displayName: 'Sales' })).toMatchObject({ success: true, id })
    expect([group(), app.server.users().length]).toEqual([undefined, 12])
  })
})

describe('the requests for a group', () => {
  it('a change by id reads nothing, however many the members', async () => {
    const app = await openOwn()
    const ids = lots(app, 0, 60)
    const id = app.server.addGroup({ displayName: 'Big', members: ids.slice(0, 50) })
    await app.group(
      'iam-update-group',
      { id },
      { memberIdsToAdd: ids.slice(50), memberIdsToDelete: ids.slice(0, 5) },
    )
    expect(app.requests()).toEqual([`PATCH /Groups/${id}`, `PATCH /Groups/${id}`])
    await app.close()
  })

  it.each([
    [400, 100, 11],
    [413, 100, 11],
  ] as const)('a limit of 8 members that says %i is found', async (memberLimitStatus, size, most) => {
    const app = await openOwn({ memberLimit: 8, memberLimitStatus })
    const ids = lots(app, 0, 40)
    const id = app.server.addGroup({ displayName: 'Big' })
    const told = await app.group(
      'iam-update-group',
      { id },
      { memberIdsToAdd: ids },
      { members_per_patch: size },
    )
    expect(told).toMatchObject({ success: true, added: 40 })
    expect(app.requests().length).toBeLessThanOrEqual(most + 8)
    await app.close()
  })

  it.each([{ membersShown: false }])(
    'members that are never shown are not an empty list: %j',
    async switches => {
      const app = await openOwn(switches)
      const ids = lots(app, 0, 3)
      const id = app.server.addGroup({ displayName: 'Hidden', members: ids })
      const told = await app.group('iam-get-group', { id })
      expect(told).toMatchObject({
        success: true,
        reason: 'The server does not say who the members are: there are none, or it does not show them.',
      })
      expect(told).not.toHaveProperty('members')
      expect(await app.group('iam-update-group', { id }, { memberIdsToDelete: ids[0] ?? '' })).toMatchObject({
        removed: 1,
      })
      await app.close()
    },
  )

  it('without PATCH: one PUT of all, the versions compared', async () => {
    const app = await openOwn({ patch: false, etag: true })
    const ids = lots(app, 0, 30)
    const id = app.server.addGroup({ displayName: 'Big', members: ids.slice(0, 10) })
    app.own.fault({ match: { method: 'PUT' }, times: 2, answer: { kind: 'status', status: 412 } })
    expect(await app.group('iam-update-group', { id }, { memberIdsToAdd: ids })).toMatchObject({
      success: true,
      added: 30,
    })
    const get = `GET /Groups/${id}`
    const put = `PUT /Groups/${id}`
    expect(app.requests()).toEqual([get, put, get, put, get, put])
    await app.close()
  })

  it('without PATCH and with members that nobody can see it says so', async () => {
    const app = await openOwn({ patch: false, membersShown: false })
    const ids = lots(app, 0, 3)
    const id = app.server.addGroup({ displayName: 'Hidden' })
    expect(await app.group('iam-update-group', { id }, { memberIdsToAdd: ids })).toMatchObject({
      success: false,
      errorMessage: expect.stringMatching(/no PATCH and does not show the members/),
    })
    await app.close()
  })

  it('a PATCH that is refused and members that nobody can see: nothing is replaced', async () => {
    const app = await openOwn({ membersShown: false })
    const ids = lots(app, 0, 3)
    const id = app.server.addGroup({ displayName: 'Hidden', members: ids.slice(0, 1) })
    await app.group('iam-get-group', { id })
    app.own.set({ patch: false })
    expect(await app.group('iam-update-group', { id }, { memberIdsToAdd: ids })).toMatchObject({
      ...{ success: false, added: 0 },
      errorMessage: expect.stringMatching(/might remove some; nothing was changed/),
    })
    expect(app.own.groups()[0]?.members).toEqual(ids.slice(0, 1))
    await app.close()
  })

  it('a PATCH that is none although the server offers it becomes a PUT', async () => {
    const app = await openOwn()
    const ids = lots(app, 0, 6)
    const id = app.server.addGroup({ displayName: 'Big', members: ids.slice(0, 1) })
    await app.group('iam-get-group', { id })
    app.own.set({ patch: false })
    const params = { members_per_patch: 2 }
    expect(await app.group('iam-update-group', { id }, { memberIdsToAdd: ids }, params)).toMatchObject({
      added: 6,
    })
    expect(app.own.groups()[0]?.members).toEqual(ids)
    await app.close()
  })
})
