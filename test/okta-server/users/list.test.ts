import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { type Client, client, link, pages, type Reply } from '../client.ts'
import { seeded } from '../people.ts'

const people = [
  seeded('owner@org.example', 'ACTIVE', { grade: 9, remote: true }),
  seeded('Ann@Org.example', 'ACTIVE', {
    department: 'Sales',
    lastName: "O'Neil",
    grade: 3,
    remote: false,
    badges: ['B1', 'B2'],
    nickName: 'Annie',
  }),
  seeded('bob@org.example', 'STAGED', {
    department: 'sales',
    lastName: 'Abel',
    nickName: '',
    title: 'say "hi" \\ bye',
  }),
  seeded('cid@org.example', 'DEPROVISIONED', { department: 'IT', lastName: 'Zorn', badges: ['B2'] }),
  seeded('dot+x@org.example', 'SUSPENDED', { department: 'IT', lastName: 'Bond', email: 'ann@org.example' }),
]
let okta: RunningOkta
let org: Client
beforeAll(async () => {
  okta = await startOkta({ seed: { people }, now: '2026-05-01T10:00:00Z' })
  org = client(okta)
})
afterAll(() => okta.close())

const list = (parameters: Record<string, string>): Promise<Reply> =>
  org.get(`/api/v1/users?${new URLSearchParams(parameters)}`)
const names = (reply: Reply) => reply.list.map(user => String(user.profile?.login).split('@')[0])

describe('filter', () => {
  test.each([
    ['status eq "ACTIVE"', ['owner', 'Ann']],
    ['status EQ "DEPROVISIONED"', ['cid']],
    ['status eq "active"', []],
    ['profile.login eq "Ann@Org.example"', ['Ann']],
    ['profile.login eq "ann@org.example"', []],
    ['profile.email eq "ann@org.example"', ['dot+x']],
    ['profile.lastName eq "O\'Neil"', ['Ann']],
    ['profile.firstName eq "bob" or profile.firstName eq "cid" and status eq "ACTIVE"', ['bob']],
    ['(profile.firstName eq "bob" or profile.firstName eq "cid") and status eq "DEPROVISIONED"', ['cid']],
    ['lastUpdated gt "2024-01-01T00:00:00.000Z"', ['owner', 'Ann', 'bob', 'cid', 'dot+x']],
    ['lastUpdated lt "2024-01-02T04:04:05.000+01:00"', []],
    ['lastUpdated le "2024-01-02T04:04:05.000+01:00"', ['owner', 'Ann', 'bob', 'cid', 'dot+x']],
  ])('%s', async (filter, expected) => {
    expect(names(await list({ filter }))).toEqual(expected)
  })

  test.each([
    'status eq ACTIVE',
    'user.id eq abc',
    'status ne "ACTIVE"',
    'status sw "A"',
    'profile.department eq "IT"',
    'profile.login pr',
    'not (status eq "ACTIVE")',
    'status eq true',
    'status eq null',
    'Status eq "ACTIVE"',
    'constructor eq "x"',
    'status eq "ACTIVE" and',
  ])('%s is E0000031 without causes', async filter => {
    const { status, body } = await list({ filter })
    expect(status).toBe(400)
    expect(body).toMatchObject({
      errorCode: 'E0000031',
      errorSummary: 'Invalid search criteria.',
      errorCauses: [],
    })
  })

  it('names an unreadable date', async () => {
    expect((await list({ filter: 'lastUpdated gt "yesterday"' })).body.errorCode).toBe('E0000030')
  })
})

describe('search', () => {
  test.each([
    ['profile.department eq "SALES"', ['Ann', 'bob']],
    ['profile.department sw "sa"', ['Ann', 'bob']],
    ['profile.login co "ORG.EXAMPLE" and status eq "staged"', ['bob']],
    ['status lt "STAGED" or status gt "STAGED"', ['owner', 'Ann', 'cid', 'dot+x']],
    ['profile.badges eq "B2"', ['Ann', 'cid']],
    ['profile.badges eq "b1"', ['Ann']],
    ['profile.title pr', ['bob']],
    [String.raw`profile.title eq "say \"hi\" \\ bye"`, ['bob']],
    ['profile.grade gt 3', ['owner']],
    ['profile.grade le 3.5', ['Ann']],
    ['profile.remote eq true', ['owner']],
    ['profile.remote eq false', ['Ann']],
    ['created eq "2024-01-02T03:04:05Z"', ['owner', 'Ann', 'bob', 'cid', 'dot+x']],
    ['activated pr and created gt "2024-01-03"', []],
    ['profile.department pr and profile.grade pr', ['Ann']],
    ['profile.nickName pr', ['Ann']],
  ])('%s', async (search, expected) => {
    expect(names(await list({ search }))).toEqual(expected)
  })

  it('knows the user type', async () => {
    expect(names(await list({ search: `type.id eq "${okta.org.typeId}" and status eq "STAGED"` }))).toEqual([
      'bob',
    ])
  })

  test.each<[string, string[]]>([
    ['status eq ACTIVE', ['Invalid search syntax.']],
    ['profile.login eq "x', ['Invalid search syntax.']],
    ['profile.department ne "IT"', []],
    ['profile.department co "I"', []],
    ['profile.login ew "example"', []],
    ['profile.grade eq "3"', []],
    ['profile.remote gt false', []],
    ['profile.shoeSize eq 3', []],
    ['profile.__proto__ pr', []],
    ['not (status eq "ACTIVE")', []],
  ])('%s is E0000031', async (search, causes) => {
    const { status, body } = await list({ search })
    expect(status).toBe(400)
    expect(body).toMatchObject({
      errorCode: 'E0000031',
      errorCauses: causes.map(errorSummary => ({ errorSummary })),
    })
  })

  test.each([
    ['profile.lastName', 'asc', ['bob', 'dot+x', 'owner', 'Ann', 'cid']],
    ['profile.lastName', 'desc', ['cid', 'Ann', 'owner', 'dot+x', 'bob']],
    ['profile.grade', 'ASC', ['Ann', 'owner', 'bob', 'cid', 'dot+x']],
    ['profile.grade', 'DESC', ['owner', 'Ann', 'bob', 'cid', 'dot+x']],
    ['created', 'desc', ['owner', 'Ann', 'bob', 'cid', 'dot+x']],
    ['profile.department', 'asc', ['cid', 'dot+x', 'Ann', 'bob', 'owner']],
  ])('sorts by %s %s over pages, ties by id', async (sortBy, sortOrder, expected) => {
    const query = new URLSearchParams({ search: 'id pr', sortBy, sortOrder, limit: '2' })
    const all = await pages(org, `/api/v1/users?${query}`)
    expect(all.map(page => page.length)).toEqual([2, 2, 1])
    expect(all.flat().map(user => String(user.profile?.login).split('@')[0])).toEqual(expected)
  })

  it('refuses to sort by what it does not know', async () => {
    expect((await list({ search: 'id pr', sortBy: 'profile.shoeSize' })).body.errorCode).toBe('E0000031')
  })
})

describe('q and nothing', () => {
  test.each([
    ['AN', ['Ann', 'dot+x']],
    ["o'n", ['Ann']],
    ['zorn', []],
    ['nn', []],
    ['org.example', []],
  ])('q=%s finds who starts so, without DEPROVISIONED', async (q, expected) => {
    expect(names(await list({ q }))).toEqual(expected)
  })

  it('answers q in one page', async () => {
    const reply = await list({ q: 'o', limit: '1' })
    expect(reply.list).toHaveLength(1)
    expect(link(reply, 'next')).toBeUndefined()
    expect(link(reply, 'self')).toBe(`${okta.url}/api/v1/users?q=o&limit=1`)
  })

  it('leaves DEPROVISIONED people out of the plain list', async () => {
    expect(names(await list({}))).toEqual(['owner', 'Ann', 'bob', 'dot+x'])
  })

  it('ignores parameters it does not know, and empty ones', async () => {
    expect((await list({ colour: 'blue', filter: '', search: '', q: '' })).list).toHaveLength(4)
  })

  test.each<[Record<string, string>, string]>([
    [{ search: 'id pr', filter: 'status eq "ACTIVE"' }, 'E0000033'],
    [{ q: 'a', filter: 'status eq "ACTIVE"' }, 'E0000031'],
    [{ q: 'a', search: 'id pr' }, 'E0000031'],
  ])('%o is %s', async (parameters, code) => {
    const { status, body } = await list(parameters)
    expect([status, body.errorCode]).toEqual([400, code])
  })

  it('shows only the self link of each person, and no secret', async () => {
    const [user] = (await list({})).list
    expect(user?._links).toEqual({ self: { href: `${okta.url}/api/v1/users/${user?.id}` } })
    expect(user?.credentials).toMatchObject({ password: {}, provider: { type: 'OKTA', name: 'OKTA' } })
  })
})
