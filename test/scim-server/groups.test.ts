import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningScimServer, startScimServer } from '../../scim-server/server.ts'
import { call, groupUrn, operations } from './client.ts'

let server: RunningScimServer
let group: string
beforeEach(async () => {
  server = await startScimServer()
  const ids = ['ada', 'ben', 'cy', 'dee'].map(userName => server.addUser({ userName }))
  expect(ids).toEqual(['u000001', 'u000002', 'u000003', 'u000004'])
  group = server.addGroup({ displayName: 'Sales', members: ['u000001', 'u000002'] })
})
afterEach(() => server.close())

const members = () => server.groups()[0]?.members
const patch = (...list: unknown[]) => call(server, 'PATCH', `/Groups/${group}`, operations(...list))
const named = (...ids: string[]) => ids.map(value => ({ value }))

it('shows its members with what they are', async () => {
  const { body } = await call(server, 'GET', `/Groups/${group}`)
  expect(body).toMatchObject({ schemas: [groupUrn], id: 'g000005', displayName: 'Sales' })
  expect(body.members[1]).toEqual({
    ...{ value: 'u000002', type: 'User', display: 'ben', $ref: `${server.url}/Users/u000002` },
  })
})

it('may have the name of another, and groups as members', async () => {
  const sent = { schemas: [groupUrn], displayName: 'Sales', externalId: 'x', members: named(group) }
  const { status, body } = await call(server, 'POST', '/Groups', sent)
  expect([status, body.externalId]).toEqual([201, 'x'])
  expect(body.members).toEqual([
    { value: group, type: 'Group', display: 'Sales', $ref: `${server.url}/Groups/${group}` },
  ])
  await call(server, 'DELETE', `/Groups/${group}`)
  expect(members()).toEqual([])
})

describe('PATCH', () => {
  test.each<[string, unknown[], string[]]>([
    [
      'adds a list',
      [{ op: 'add', path: 'members', value: named('u000003', 'u000004') }],
      ['u000001', 'u000002', 'u000003', 'u000004'],
    ],
    [
      'adds one',
      [{ op: 'Add', path: 'members', value: { value: 'u000003' } }],
      ['u000001', 'u000002', 'u000003'],
    ],
    ['adds who is there', [{ op: 'add', path: 'members', value: named('u000002') }], ['u000001', 'u000002']],
    [
      'adds without a path',
      [{ op: 'add', value: { members: named('u000003') } }],
      ['u000001', 'u000002', 'u000003'],
    ],
    ['removes by a path', [{ op: 'remove', path: 'members[value eq "u000001"]' }], ['u000002']],
    ['removes several', [{ op: 'remove', path: 'members[value eq "u000001" or value eq "u000002"]' }], []],
    ['removes by another name', [{ op: 'remove', path: 'members[display sw "A"]' }], ['u000002']],
    [
      'removes who is not there',
      [{ op: 'remove', path: 'members[value eq "nobody"]' }],
      ['u000001', 'u000002'],
    ],
    [
      'removes and adds',
      [
        { op: 'remove', path: `${groupUrn}:members[value eq "u000001"]` },
        { op: 'add', path: 'members', value: named('u000004') },
      ],
      ['u000002', 'u000004'],
    ],
    ['removes all', [{ op: 'remove', path: 'members' }], []],
    ['replaces', [{ op: 'replace', path: 'members', value: named('u000004') }], ['u000004']],
    ['replaces by null', [{ op: 'replace', path: 'members', value: null }], []],
  ])('%s', async (_, list, left) => {
    expect((await patch(...list)).status).toBe(204)
    expect(members()).toEqual(left)
  })

  test.each<[unknown, string, RegExp]>([
    [
      { op: 'add', path: 'members', value: named('u000003', 'nobody') },
      'invalidValue',
      /^there is no member with the id nobody$/,
    ],
    [
      { op: 'add', path: 'members', value: ['u000003'] },
      'invalidValue',
      /^a member is an object with its id/,
    ],
    [{ op: 'remove', path: 'members', value: named('u000001') }, 'invalidSyntax', /^remove takes no value/],
    [
      { op: 'replace', path: 'members[value eq "u000001"]', value: {} },
      'invalidPath',
      /which members to remove/,
    ],
    [{ op: 'replace', path: 'displayName', value: 7 }, 'invalidValue', /^displayName must be a text/],
    [{ op: 'remove', path: 'displayName' }, 'mutability', /^displayName is required$/],
    [{ op: 'replace', path: 'meta', value: {} }, 'mutability', /^meta of a group/],
    [{ op: 'replace', path: 'owner', value: 'x' }, 'invalidPath', /^owner of a group/],
  ])('refuses %j and does nothing of the rest', async (operation, scimType, detail) => {
    const { status, body } = await patch({ op: 'remove', path: 'members[value eq "u000001"]' }, operation)
    expect([status, body.scimType, body.detail]).toEqual([400, scimType, expect.stringMatching(detail)])
    expect(members()).toEqual(['u000001', 'u000002'])
  })

  it('renames, and answers with what attributes ask for', async () => {
    const list = [{ op: 'replace', value: { displayName: 'Sellers', externalId: 'e' } }]
    const path = `/Groups/${group}?attributes=displayName`
    const { status, body } = await call(server, 'PATCH', path, operations(...list))
    expect([status, body]).toEqual([200, { schemas: [groupUrn], id: group, displayName: 'Sellers' }])
    await patch({ op: 'remove', path: 'externalId' })
    expect((await call(server, 'GET', `/Groups/${group}`)).body.externalId).toBeUndefined()
  })
})

it('PUT replaces members and name, or nothing', async () => {
  const put = (list: string[]) =>
    call(server, 'PUT', `/Groups/${group}`, {
      schemas: [groupUrn],
      displayName: 'S',
      members: named(...list),
    })
  expect((await put(['u000004'])).status).toBe(200)
  expect((await put(['u000001', 'nobody'])).body.scimType).toBe('invalidValue')
  expect(server.groups()[0]).toEqual({ id: group, displayName: 'S', members: ['u000004'] })
})

it('holds 50,000 members without walking over them for each change', async () => {
  const ids = Array.from({ length: 50_000 }, (_, at) => server.addUser({ userName: `p${at}` }))
  const big = server.addGroup({ displayName: 'All', members: ids })
  server.calls.length = 0
  const { status } = await call(
    server,
    'PATCH',
    `/Groups/${big}`,
    operations({ op: 'remove', path: `members[value eq "${ids[7]}"]` }),
  )
  const { body } = await call(server, 'GET', `/Groups/${big}`)
  expect([status, body.members.length, server.groups()[1]?.members.includes('u000013')]).toEqual([
    204,
    49_999,
    false,
  ])
  expect(server.calls.map(({ method }) => method)).toEqual(['PATCH', 'GET'])
})
