import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type RunningScimServer, startScimServer } from '../../scim-server/server.ts'
import { call, enterpriseUrn, filtered, userUrn } from './client.ts'

let server: RunningScimServer
beforeAll(async () => {
  server = await startScimServer()
  server.addUser({
    userName: 'Ada',
    name: { givenName: 'Ada' },
    emails: [
      { value: 'ada@x', type: 'work' },
      { value: 'ada@home', type: 'home' },
    ],
  })
  server.addUser({
    userName: 'ben',
    active: false,
    externalId: 'E1',
    [enterpriseUrn]: { department: 'Looms' },
  })
  server.addUser({ userName: 'cy "quote"', title: 'Lady' })
  server.addUser({ userName: 'dee' })
  server.addGroup({ displayName: 'Sales', members: ['u000001'] })
  server.addGroup({ displayName: 'sales' })
})
afterAll(() => server.close())

const names = (body: { Resources: { userName?: string; id: string }[] }) =>
  body.Resources.map(({ userName, id }) => userName ?? id)

describe('filter', () => {
  test.each<[string, string[]]>([
    ['userName eq "ADA"', ['Ada']],
    ['USERNAME Eq "ada"', ['Ada']],
    [`${userUrn}:userName eq "ada"`, ['Ada']],
    ['userName eq "cy \\"quote\\""', ['cy "quote"']],
    ['userName eq "nobody"', []],
    ['id eq "u000002"', ['ben']],
    ['id eq "U000002"', []],
    ['externalId eq "E1"', ['ben']],
    ['externalId eq "e1"', []],
    ['active eq false', ['ben']],
    ['active eq "false"', []],
    ['active ne true', ['ben']],
    ['name.givenName sw "a"', ['Ada']],
    ['emails co "HOME"', ['Ada']],
    ['emails.type eq "work"', ['Ada']],
    ['emails[type eq "work" and value ew "@x"]', ['Ada']],
    ['emails[type eq "work" and value ew "home"]', []],
    [`${enterpriseUrn}:department eq "looms"`, ['ben']],
    ['title pr', ['cy "quote"']],
    ['title eq null', ['Ada', 'ben', 'dee']],
    ['not (active eq true)', ['ben']],
    ['userName eq "ada" or userName eq "dee" and title pr', ['Ada']],
    ['(userName eq "ada" or userName eq "dee") and not (title pr)', ['Ada', 'dee']],
    ['userName gt "ben" and userName le "dee"', ['cy "quote"', 'dee']],
    ['userName ge "dee" or userName lt "b"', ['Ada', 'dee']],
    ['nosuch eq "x"', []],
    ['constructor pr', []],
  ])('%s', async (filter, found) => {
    const { status, body } = await call(server, 'GET', filtered('/Users', filter))
    expect([status, names(body), body.totalResults]).toEqual([200, found, found.length])
  })

  test.each<[string, string[]]>([
    ['displayName eq "Sales"', ['g000005', 'g000006']],
    ['members.value eq "u000001"', ['g000005']],
    ['id eq "g000006" and members eq "u000001"', []],
  ])('%s', async (filter, found) => {
    expect(names((await call(server, 'GET', filtered('/Groups', filter))).body)).toEqual(found)
  })

  test.each([
    'userName',
    'userName eq',
    'userName eq ada',
    'userName is "x"',
    '(userName pr',
    'userName eq "x',
    'emails[type eq "x"',
    'userName pr title pr',
    '',
    ')',
    `${'('.repeat(200)}title pr`,
  ])('%s is 400 invalidFilter', async filter => {
    const { status, body } = await call(server, 'GET', filtered('/Users', filter))
    expect([status, body.scimType]).toEqual([400, 'invalidFilter'])
  })

  it('answers any text with a list or with 400 invalidFilter', async () => {
    const words = [
      'userName',
      'emails',
      'eq',
      'pr',
      'and',
      'or',
      'not',
      '(',
      ')',
      '[',
      ']',
      '"x"',
      'true',
      '.',
      '\\',
      '"',
    ]
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...words)).map(list => list.join(' ')),
    )
    await fc.assert(
      fc.asyncProperty(text, async filter => {
        const { status, body } = await call(server, 'GET', filtered('/Users', filter))
        expect(status === 200 || body.scimType === 'invalidFilter', filter).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('pages', () => {
  test.each<[string, string[], number]>([
    ['', ['Ada', 'ben', 'cy "quote"', 'dee'], 1],
    ['?startIndex=2&count=2', ['ben', 'cy "quote"'], 2],
    ['?startIndex=4&count=2', ['dee'], 4],
    ['?startIndex=5&count=2', [], 5],
    ['?startIndex=0&count=1', ['Ada'], 1],
    ['?startIndex=-3&count=1', ['Ada'], 1],
    ['?count=0', [], 1],
    ['?count=-1', [], 1],
    [`?filter=${encodeURIComponent('active eq true')}&startIndex=2&count=1`, ['cy "quote"'], 2],
  ])('%s', async (query, found, startIndex) => {
    const { body } = await call(server, 'GET', `/Users${query}`)
    expect(names(body)).toEqual(found)
    const totalResults = query.includes('filter') ? 3 : 4
    expect(body).toMatchObject({ totalResults, startIndex, itemsPerPage: found.length })
  })

  it('refuses numbers that are none', async () => {
    const { status, body } = await call(server, 'GET', '/Users?count=all')
    expect([status, body.scimType, body.detail]).toEqual([
      400,
      'invalidValue',
      'count must be a whole number, not "all"',
    ])
  })
})

describe('what is shown', () => {
  test.each<[string, unknown]>([
    ['attributes=userName', { userName: 'Ada' }],
    ['attributes=USERNAME, active', { userName: 'Ada', active: true }],
    ['attributes=emails.value', { emails: [{ value: 'ada@x' }, { value: 'ada@home' }] }],
    ['attributes=name.givenName', { name: { givenName: 'Ada' } }],
    ['attributes=nosuch', {}],
    ['excludedAttributes=emails,meta,NAME', { userName: 'Ada', active: true }],
  ])('%s', async (query, shown) => {
    const { body } = await call(server, 'GET', `/Users/u000001?${query}`)
    expect(body).toEqual({ schemas: [userUrn], id: 'u000001', ...Object(shown) })
  })

  it('the extension by its URN', async () => {
    const { body } = await call(server, 'GET', `/Users/u000002?attributes=${enterpriseUrn}`)
    expect(body[enterpriseUrn]).toEqual({ department: 'Looms' })
    expect(body.userName).toBeUndefined()
  })

  it('the members of groups in lists, unless they are excluded', async () => {
    const members = async (query: string) =>
      (await call(server, 'GET', `/Groups${query}`)).body.Resources.map(
        ({ members }: { members?: unknown[] }) => members?.length,
      )
    expect(await members('')).toEqual([1, undefined])
    expect(await members('?excludedAttributes=members')).toEqual([undefined, undefined])
  })
})
