import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Group, groupsIn, ran } from '../groups.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
let groups: ReturnType<typeof groupsIn>
beforeAll(async () => {
  org = await openTestOrg()
  groups = groupsIn(org)
})
afterAll(() => org.close())
beforeEach(() => org.faults())

const rows = (value: unknown) => value as JsonObject[]
const DANA = 'dana.whitfield@northwind.example'

describe('okta-list-groups', () => {
  it('lists every page with the least calls, and the whole group in context, table and contents', async () => {
    await org.forget()
    const { type, text, contents, context } = await ran(org, 'okta-list-groups', {})
    expect(type).toBe(1)
    const all = rows(contents)
    expect(all.length).toBeGreaterThan(14)
    const requests = await org.requests()
    expect(requests).toHaveLength(Math.ceil(all.length / 7))
    expect(requests[0]).toBe('GET /api/v1/groups?limit=200')
    const it = all.find(({ profile }) => (profile as JsonObject).name === 'IT')
    expect(rows(context['Okta.Group']).find(({ Name }) => Name === 'IT')).toEqual({
      ID: it?.id,
      Name: 'IT',
      Description: 'Keeps it all running',
      Type: 'OKTA_GROUP',
      ObjectClass: ['okta:user_group'],
      Created: it?.created,
      LastUpdated: it?.lastUpdated,
      LastMembershipUpdated: it?.lastMembershipUpdated,
    })
    expect(text).toMatch(
      /^### Groups\n\|Created\|Description\|ID\|LastMembershipUpdated\|LastUpdated\|Name\|ObjectClass\|Type\|\n/,
    )
    expect(context['Okta.GroupPage']).toEqual({ tag: null })
  })

  it('drops what Okta has no value for', async () => {
    const { context } = await ran(org, 'okta-list-groups', { query: 'Manufacturing' })
    expect(rows(context['Okta.Group'])).toHaveLength(1)
    expect(rows(context['Okta.Group'])[0]).not.toHaveProperty('Description')
  })

  it.each<[string, JsonObject, string[]]>([
    ['a query is the beginning of names, in any case', { query: 'eng' }, ['Engineering', 'Engineering']],
    ['a filter', { filter: 'type eq "BUILT_IN"' }, ['Everyone']],
    [
      'a filter of two',
      { filter: 'type eq "APP_GROUP" or type eq "BUILT_IN"' },
      ['Everyone', 'Domain Admins', 'Engineering'],
    ],
    ['nothing', { query: 'No such group' }, []],
  ])('%s', async (_, args, names) => {
    const { context } = await ran(org, 'okta-list-groups', args)
    expect(rows(context['Okta.Group']).map(({ Name }) => Name)).toEqual(names)
  })

  it('limit counts over the pages, and the tag goes on where it ended', async () => {
    await org.forget()
    const first = await ran(org, 'okta-list-groups', { limit: '9' })
    expect(rows(first.contents)).toHaveLength(9)
    expect(await org.requests()).toEqual([
      'GET /api/v1/groups?limit=9',
      expect.stringMatching(/^GET \/api\/v1\/groups\?limit=2&after=[^&]+$/),
    ])
    const { tag } = first.context['Okta.GroupPage'] as { tag: string }
    expect(first.text).toContain(`### tag: ${tag}`)
    const rest = await ran(org, 'okta-list-groups', { limit: 'all', after: tag })
    const all = await ran(org, 'okta-list-groups', { limit: 'all' })
    expect([...rows(first.contents), ...rows(rest.contents)]).toEqual(all.contents)
    expect(rest.context['Okta.GroupPage']).toEqual({ tag: null })
  })

  it.each(['0', '-1', '1.5', 'many'])('limit=%s is refused before anything is sent', async limit => {
    await org.forget()
    const { type, text } = await ran(org, 'okta-list-groups', { limit })
    expect([type, text]).toEqual([
      4,
      `The argument "limit" is "${limit}"; expected a whole number above 0, or all.`,
    ])
    expect(await org.requests()).toEqual([])
  })

  it.each<[string, JsonObject]>([
    ['a filter over what it does not know', { filter: 'profile.name eq "IT"' }],
    ['a filter that is none', { filter: 'type equals OKTA_GROUP' }],
    ['query and filter together', { query: 'IT', filter: 'type eq "OKTA_GROUP"' }],
  ])('%s is Okta’s refusal', async (_, args) => {
    const { type, contents } = await ran(org, 'okta-list-groups', args)
    expect(type).toBe(4)
    expect(contents).toMatchObject({ status: 400, errorCode: 'E0000031' })
  })

  it('sends no parameter that was not given (V8)', async () => {
    await org.forget()
    await ran(org, 'okta-list-groups', { query: 'IT', filter: '', limit: 'all' })
    expect(await org.requests()).toEqual(['GET /api/v1/groups?q=IT&limit=10000'])
  })

  it('keeps the pages that were read when a later one fails, and says where to go on', async () => {
    await org.faults({
      match: { method: 'GET', path: '/api/v1/groups?.*after' },
      times: 9,
      answer: { kind: 'status', status: 403, body: { errorCode: 'E0000006', errorSummary: 'No' } },
    })
    const { type, text, context } = await ran(org, 'okta-list-groups', {})
    expect(type).toBe(4)
    expect(rows(context['Okta.Group'])).toHaveLength(7)
    expect(text).toContain(`go on with after=${(context['Okta.GroupPage'] as JsonObject).tag}`)
  })
})

describe('okta-get-group', () => {
  it.each(['groupId', 'groupName'])('reads one by %s', async argument => {
    const [group] = await groups.named('Finance')
    const { type, text, contents, context } = await ran(org, 'okta-get-group', {
      [argument]: argument === 'groupId' ? (group?.id ?? '') : 'Finance',
    })
    expect(type).toBe(1)
    expect(contents).toMatchObject({ id: group?.id, profile: { name: 'Finance' } })
    expect(context['Okta.Group']).toMatchObject({ ID: group?.id, Name: 'Finance', Type: 'OKTA_GROUP' })
    expect(text).toMatch(/^### Group\n/)
  })

  it('finds by name what the index of search does not know yet', async () => {
    const choices = (method: string, body?: string) =>
      fetch(`${org.okta.url}/_test/choices`, { method, ...(body && { body }) })
    await choices('POST', '{"searchLag":5}')
    const id = await groups.make('Brand new')
    const { context } = await ran(org, 'okta-get-group', { groupName: 'Brand new' })
    expect(context['Okta.Group']).toMatchObject({ ID: id })
    await choices('DELETE')
  })

  it('shows where an imported group comes from', async () => {
    const { contents } = await ran(org, 'okta-get-group', { groupName: 'Domain Admins' })
    expect(contents).toMatchObject({ type: 'APP_GROUP', source: { id: expect.stringMatching(/^0oa/) } })
  })

  it.each<[string, JsonObject, RegExp]>([
    ['an unknown id', { groupId: '00gNobody' }, /^No group has the id "00gNobody"; okta-list-groups/],
    ['an unknown name', { groupName: 'Engin' }, /^No group has exactly the name "Engin"; check/],
    [
      'a name of two',
      { groupName: 'Engineering' },
      /^2 groups have the name "Engineering": 00g\w+ \(OKTA_GROUP\), 00g\w+ \(APP_GROUP\); give the groupId/,
    ],
    ['nothing', {}, /^You must supply either "groupName" or "groupId"\.$/],
    ['a path', { groupId: '..' }, /cannot stand in a request path/],
  ])('%s is an error that names it', async (_, args, expected) => {
    const { type, text } = await ran(org, 'okta-get-group', args)
    expect(type).toBe(4)
    expect(text).toMatch(expected)
  })
})

describe('okta-get-groups', () => {
  it.each<[string, (id: string) => JsonObject]>([
    ['username', () => ({ username: DANA })],
    ['userId', id => ({ userId: id })],
    ['a login as userId', () => ({ userId: DANA })],
    ['an id as username', id => ({ username: id })],
  ])('lists all groups of a user by %s', async (_, argsOf) => {
    const user = await org.user(DANA)
    const { type, text, contents, context } = await ran(org, 'okta-get-groups', argsOf(user?.id ?? ''))
    expect(type).toBe(1)
    const names = (contents as unknown as Group[]).map(({ profile }) => profile.name)
    expect(names).toContain('Everyone')
    expect(context.Account).toMatchObject({ ID: user?.id, Type: 'Okta' })
    expect(rows((context.Account as JsonObject).Group).map(({ Name }) => Name)).toEqual(names)
    expect(text).toMatch(new RegExp(`^Okta groups for user: ${DANA}\\n### Groups\n`))
  })

  it('reads every page, a limit ends it and the tag goes on', async () => {
    const login = 'member-of-many@example.com'
    const id = await org.person(login, 'ACTIVE')
    for (let index = 0; index < 15; index += 1) await groups.join(await groups.make(`Many ${index}`), id)
    const all = await ran(org, 'okta-get-groups', { username: login })
    expect(rows(all.contents)).toHaveLength(16)
    const some = await ran(org, 'okta-get-groups', { username: login, limit: 10 })
    expect(rows(some.contents)).toHaveLength(10)
    const { tag } = some.context['Okta.UserGroupPage'] as { tag: string }
    const rest = await ran(org, 'okta-get-groups', { username: login, after: tag })
    expect([...rows(some.contents), ...rows(rest.contents)]).toEqual(all.contents)
  })

  it('nobody is an error that names whom was looked for', async () => {
    const { type, text } = await ran(org, 'okta-get-groups', { userId: 'nobody@example.com' })
    expect(type).toBe(4)
    expect(text).toMatch(/"nobody@example.com"/)
  })
})

describe('okta-get-group-members', () => {
  const size = 18
  let id: string
  beforeAll(async () => {
    id = await groups.make('Choir')
    for (let index = 0; index < size; index += 1)
      await groups.join(id, await org.person(`singer${index}@example.com`, 'ACTIVE'))
  })

  it.each(['groupId', 'groupName'])('reads every page by %s', async argument => {
    await org.forget()
    const { type, text, contents, context } = await ran(org, 'okta-get-group-members', {
      [argument]: argument === 'groupId' ? id : 'Choir',
    })
    expect(type).toBe(1)
    expect(rows(contents)).toHaveLength(size)
    expect(rows(context.Account)[3]).toMatchObject({
      Username: 'singer3@example.com',
      DisplayName: 'Test Person',
      Status: 'ACTIVE',
      Type: 'Okta',
    })
    expect(text).toMatch(/^### Users for group: Choir\n\|ID\|Login\|First Name\|Last Name\|/)
    const members = (await org.requests()).filter(request => request.includes(`/groups/${id}/users`))
    expect(members).toHaveLength(3)
    expect(members[0]).toBe(`GET /api/v1/groups/${id}/users?limit=1000`)
  })

  it.each([
    [5, 1],
    [7, 1],
    [8, 2],
    [18, 3],
  ])('limit=%i takes %i calls for the members', async (limit, calls) => {
    await org.forget()
    const { contents, context } = await ran(org, 'okta-get-group-members', { groupId: id, limit })
    expect(rows(contents)).toHaveLength(limit)
    expect((await org.requests()).filter(one => one.includes('/users'))).toHaveLength(calls)
    expect(context['Okta.GroupMemberPage']).toEqual({ tag: limit < size ? expect.any(String) : null })
  })

  it('verbose shows a section per member', async () => {
    const { text } = await ran(org, 'okta-get-group-members', { groupId: id, limit: 2, verbose: 'true' })
    expect(text).toMatch(/^### Users for group: Choir:\n### User:singer0@example\.com\n### Profile\n/)
    expect(text.match(/### Additional Data/g)).toHaveLength(2)
  })

  it('an empty group is an empty table', async () => {
    const { type, text, contents } = await ran(org, 'okta-get-group-members', { groupName: 'Sales Archive' })
    expect([type, contents]).toEqual([1, []])
    expect(text).toBe('### Users for group: Sales Archive\n**No entries.**\n')
  })

  it('a page that Okta refuses is told, and what was read stays', async () => {
    const body = { errorCode: 'E0000006', errorSummary: 'No', errorCauses: [] }
    await org.faults({
      match: { method: 'GET', path: `/api/v1/groups/${id}/users?.*after` },
      times: 1,
      answer: { kind: 'status', status: 403, body },
    })
    const { type, text, context } = await ran(org, 'okta-get-group-members', { groupId: id })
    expect(type).toBe(4)
    expect(rows(context.Account)).toHaveLength(7)
    expect(text).toMatch(/^Only 7 were read; go on with after=\S+ No/)
  })
})
