import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Done, Json, JsonObject } from '../../../kit/wire.ts'
import { generatedPerson } from '../../../okta-server/people.ts'
import { startOkta } from '../../../okta-server/server.ts'
import { bundleFile, contextOf, openBundle } from '../../wire/bundle.ts'
import { merged } from '../merged.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())
beforeEach(async () => {
  await org.faults()
  await org.forget()
})

const readable = (done: Done) => String(done.entries[0]?.HumanReadable ?? done.entries[0]?.Contents)
const accounts = (done: Done) => contextOf(done, 'Account') as unknown as JsonObject[]
const logins = (done: Done) => accounts(done).map(({ Username }) => Username)
const USERS = 'GET /api/v1/users'

describe('okta-get-user', () => {
  it('gives the account, the raw user and the short table', async () => {
    const id = await org.person('gu1@example.com', 'ACTIVE', { manager: 'Mia' })
    await org.forget()
    const done = await org.command('okta-get-user', { username: 'gu1@example.com' })
    expect(await org.requests()).toEqual([`${USERS}/gu1%40example.com`])
    expect(done.entries[0]?.EntryContext).toEqual({
      'Account(val.ID && val.ID === obj.ID)': {
        ID: id,
        Username: 'gu1@example.com',
        DisplayName: 'Test Person',
        Email: 'gu1@example.com',
        Status: 'ACTIVE',
        Type: 'Okta',
        Created: expect.stringMatching(/Z$/),
        Activated: expect.stringMatching(/Z$/),
        StatusChanged: expect.stringMatching(/Z$/),
        PasswordChanged: expect.stringMatching(/Z$/),
        Manager: 'Mia',
      },
    })
    expect(done.entries[0]).toMatchObject({
      Type: 1,
      Contents: { id, _links: {}, credentials: { password: {} } },
    })
    expect(readable(done)).toBe(
      '### User:gu1@example.com\n|ID|Login|First Name|Last Name|Status|Manager|\n|---|---|---|---|---|---|\n' +
        `| ${id} | gu1@example.com | Test | Person | ACTIVE | Mia |\n`,
    )
  })

  it('me is a name like any other, not whose token it is; blanks around a login are nobody else', async () => {
    const me = await org.command('okta-get-user', { username: 'me' })
    expect(readable(me)).toBe('User me was not found.')
    await org.person('blank1@example.com', 'ACTIVE')
    for (const username of [' blank1@example.com ', 'blank1', 'BLANK1@example.com'])
      expect(accounts(await org.command('okta-get-user', { username }))).toMatchObject({
        Username: 'blank1@example.com',
      })
  })

  it('members without a value are no members of the account', async () => {
    await org.person('gu2@example.com', 'STAGED')
    const account = contextOf(await org.command('okta-get-user', { username: 'gu2@example.com' }), 'Account')
    expect(Object.keys(account)).not.toContain('Activated')
    expect(Object.values(account)).not.toContain(null)
    expect(Object.keys(account)).not.toContain('Group')
  })

  it.each([
    ['userId', 'id', 1],
    ['username', 'id', 1],
    ['userId', 'gu3@example.com', 1],
    ['username', 'GU3@example.COM', 1],
    ['username', 'gu3', 1],
    ['userEmail', 'gu3@example.com', 1],
    ['userEmail', 'GU3@Example.com', undefined],
  ])('%s=%s finds the user', async (argument, value, calls) => {
    const id = (await org.user('gu3@example.com'))?.id ?? (await org.person('gu3@example.com', 'ACTIVE'))
    await org.forget()
    const done = await org.command('okta-get-user', { [argument]: value === 'id' ? id : value })
    expect(contextOf(done, 'Account')).toMatchObject({ ID: id })
    if (calls !== undefined) expect(await org.requests()).toHaveLength(calls)
  })

  it('userId must be of the same user as username, and both win over userEmail', async () => {
    const one = await org.person('gu4@example.com', 'ACTIVE')
    const other = await org.person('gu5@example.com', 'ACTIVE')
    const both = { userId: one, username: 'gu5@example.com', userEmail: 'gu3@example.com' }
    expect(readable(await org.command('okta-get-user', both))).toMatch(
      /^The userId "00u\w+" has the login gu4@example\.com, not the username "gu5@example\.com"; give one of both\.$/,
    )
    const same = { ...both, username: 'gu4' }
    expect(contextOf(await org.command('okta-get-user', same), 'Account')).toMatchObject({ ID: one })
    const { userId: _, ...rest } = both
    expect(contextOf(await org.command('okta-get-user', rest), 'Account')).toMatchObject({ ID: other })
  })

  it.each(['a/b@example.com', "o'gu@example.com", 'gu+6#x@example.com'])(
    'the login %s is found',
    async login => {
      const id = await org.person(login, 'ACTIVE')
      const done = await org.command('okta-get-user', { username: login })
      expect(contextOf(done, 'Account')).toMatchObject({ ID: id })
    },
  )

  it.each([
    ['username', 'nobody@example.com'],
    ['userId', '00u0000000000000none'],
    ['userEmail', 'nobody@example.com'],
    ['username', 'no/body@example.com'],
  ])('%s that nobody has is a plain text, no error, no context', async (argument, value) => {
    const { entries } = await org.command('okta-get-user', { [argument]: value })
    expect(entries).toEqual([{ Type: 1, ContentsFormat: 'text', Contents: `User ${value} was not found.` }])
  })

  it.each([{}, { username: '' }, { userId: '', username: '' }])('%j: says what is missing', async args => {
    const { entries } = await org.command('okta-get-user', args as JsonObject)
    expect(entries[0]).toMatchObject({
      Type: 4,
      Contents: 'You must supply either "username", "userId" or "userEmail".',
    })
    expect(await org.requests()).toEqual([])
  })

  it('two users with one e-mail are an error that names both', async () => {
    const one = await org.person('gu7a@example.com', 'ACTIVE', { email: 'shared7@example.com' })
    const other = await org.person('gu7b@example.com', 'ACTIVE', { email: 'shared7@example.com' })
    const { entries } = await org.command('okta-get-user', { userEmail: 'shared7@example.com' })
    expect(entries[0]?.Type).toBe(4)
    expect(readable({ entries })).toMatch(new RegExp(`${one}.*${other}|${other}.*${one}`))
  })

  it('verbose shows the whole profile and what stands beside it', async () => {
    await org.person('gu8@example.com', 'ACTIVE', { city: 'Bern', nickName: 'Gu' })
    const shown = readable(
      await org.command('okta-get-user', { username: 'gu8@example.com', verbose: 'true' }),
    )
    expect(shown).toMatch(/^### User:gu8@example\.com\n### Profile\n\|.*\n/)
    expect(shown).toMatch(/\|First Name\|.*\|Login\|.*City\|/)
    expect(shown).toContain('| Bern |')
    expect(shown).toMatch(/### Additional Data\n\|ID\|Status\|.*\|Status Changed\|.*\|_links\|/)
  })
})

describe('okta-list-users', () => {
  it('gives the first 200 without any argument, and no parameter but limit', async () => {
    const done = await org.command('okta-list-users', { limit: '7' })
    expect(await org.requests()).toEqual([`${USERS}?limit=7`])
    expect(accounts(done)).toHaveLength(7)
    expect(done.entries[0]?.Contents).toHaveLength(7)
    expect(Object.keys(done.entries[0]?.EntryContext ?? {})).toEqual([
      'Account(val.ID && val.ID === obj.ID)',
      'Okta.User(val.tag || val.tag === null)',
    ])
    const { tag } = contextOf(done, 'Okta.User')
    expect(readable(done)).toMatch(/^### Okta users found:\n### Users\n\|ID\|Login\|First Name\|Last Name\|/)
    expect(readable(done).trimEnd().split('\n').at(-1)).toBe(`### tag: ${String(tag)}`)
  })

  it('the tag goes on where the list stopped, until it is null', async () => {
    const all = logins(await org.command('okta-list-users', { limit: 'all' }))
    const met: Json[] = []
    let tag: Json = ''
    do {
      const done: Done = await org.command('okta-list-users', { limit: '60', after: tag })
      met.push(...logins(done).flatMap(login => login ?? []))
      tag = contextOf(done, 'Okta.User').tag ?? null
    } while (tag !== null)
    expect(met).toEqual(all)
    expect(new Set(met).size).toBe(met.length)
  })

  it('the tag in the context is one value after any number of lists', async () => {
    const list = (limit: string) => org.command('okta-list-users', { limit })
    const [some, all] = [await list('7'), await list('all')]
    const tagOf = async (...runs: Done[]) => (await merged(...runs)).Okta
    expect(await tagOf(some, all, all, some, all)).toEqual({ User: { tag: null } })
    expect(await tagOf(all, all, some)).toEqual({ User: { tag: expect.any(String) } })
  })

  it('leaves the deactivated out; filter and search show them', async () => {
    const id = await org.person('lu1@example.com', 'DEPROVISIONED')
    const listed = await org.command('okta-list-users', { limit: 'all' })
    expect(accounts(listed).map(({ ID }) => ID)).not.toContain(id)
    for (const argument of ['filter', 'search']) {
      const found = await org.command('okta-list-users', {
        [argument]: 'status eq "DEPROVISIONED"',
        limit: 'all',
      })
      expect(accounts(found).map(({ ID }) => ID)).toContain(id)
      expect(new Set(accounts(found).map(({ Status }) => Status))).toEqual(new Set(['DEPROVISIONED']))
    }
  })

  it('query finds what a name begins with', async () => {
    await org.person('lu2@example.com', 'ACTIVE', { firstName: 'Zebulon' })
    const done = await org.command('okta-list-users', { query: 'zebu' })
    expect(logins(done)).toEqual(['lu2@example.com'])
    expect(contextOf(done, 'Okta.User')).toEqual({ tag: null })
    expect(readable(done)).not.toContain('tag')
  })

  it.each([
    ['asc', ['Aaa', 'Bbb', 'Ccc']],
    ['desc', ['Ccc', 'Bbb', 'Aaa']],
  ])('a search is sorted %s, over pages', async (sortOrder, expected) => {
    for (const [n, firstName] of ['Bbb', 'Aaa', 'Ccc'].entries())
      if (!(await org.user(`sort${n}@example.com`)))
        await org.person(`sort${n}@example.com`, 'ACTIVE', { firstName, city: 'Sortville' })
    const search = 'profile.city eq "Sortville"'
    const done = await org.command('okta-list-users', { search, sortBy: 'profile.firstName', sortOrder })
    const found = done.entries.flatMap(({ Contents }) => Contents as unknown as { profile: JsonObject }[])
    expect(found.map(({ profile }) => profile.firstName)).toEqual(expected)
  })

  it('nobody found: an empty table, no account, the end of the list', async () => {
    const done = await org.command('okta-list-users', { filter: 'profile.login eq "nobody@example.com"' })
    expect(done.entries[0]?.EntryContext).toEqual({ 'Okta.User(val.tag || val.tag === null)': { tag: null } })
    expect(readable(done)).toContain('**No entries.**')
    expect(done.entries[0]?.Contents).toEqual([])
  })

  it('verbose gives one section per user', async () => {
    const done = await org.command('okta-list-users', { limit: '3', verbose: 'yes' })
    expect(readable(done).match(/^### User:/gm)).toHaveLength(3)
    expect(readable(done).match(/^### Additional Data$/gm)).toHaveLength(3)
  })

  it.each<[string, JsonObject, RegExp]>([
    ['a limit of 0', { limit: '0' }, /"limit" is "0"; expected a whole number above 0, or all/],
    ['a negative limit', { limit: '-1' }, /"limit" is "-1"/],
    ['a limit that is no number', { limit: 'ten' }, /"limit" is "ten"/],
    ['a broken limit', { limit: '1.5' }, /"limit" is "1.5"/],
    ['sortBy without search', { sortBy: 'profile.login' }, /sorts only what a search finds/],
    ['sortOrder without search', { sortOrder: 'asc', filter: 'status eq "ACTIVE"' }, /sorts only/],
    [
      'an order that there is not',
      { search: 'id pr', sortOrder: 'up' },
      /"sortOrder" is "up"; expected one of asc, desc/,
    ],
  ])('%s is refused before anything is sent', async (_, args, told) => {
    const done = await org.command('okta-list-users', args)
    expect(done.entries[0]?.Type).toBe(4)
    expect(readable(done)).toMatch(told)
    expect(await org.requests()).toEqual([])
  })

  it.each<[string, JsonObject, string]>([
    ['a filter that does not parse', { filter: 'status eq ACTIVE' }, 'E0000031'],
    ['a search beside a filter', { filter: 'status eq "ACTIVE"', search: 'status eq "ACTIVE"' }, 'E0000033'],
    ['a tag of something else', { after: 'rubbish' }, 'E0000029'],
  ])("%s: Okta's refusal with its code", async (_, args, errorCode) => {
    const done = await org.command('okta-list-users', args)
    expect(done.entries[0]).toMatchObject({ Type: 4, Contents: { errorCode } })
  })

  it('what fails on a later page keeps what was read and says where to go on', async () => {
    await org.faults({
      match: { method: 'GET', path: '/api/v1/users\\?.*after=' },
      after: 1,
      times: 99,
      answer: {
        kind: 'status',
        status: 403,
        body: { errorCode: 'E0000006', errorSummary: 'x', errorCauses: [] },
      },
    })
    const done = await org.command('okta-list-users', { limit: 'all' })
    expect(done.entries[0]?.Type).toBe(4)
    expect(accounts(done)).toHaveLength(14)
    const { tag } = contextOf(done, 'Okta.User')
    expect(readable(done)).toMatch(new RegExp(`^Only 14 were read; go on with after=${String(tag)}\\. `))
    await org.faults()
    const rest = await org.command('okta-list-users', { after: tag ?? null, limit: 'all' })
    const all = await org.command('okta-list-users', { limit: 'all' })
    expect([...logins(done), ...logins(rest)]).toEqual(logins(all))
  })
})

describe('okta-search', () => {
  it('by term: the beginning of a name or e-mail, without the deactivated', async () => {
    await org.person('se1@example.com', 'ACTIVE', { lastName: 'Quillfeather' })
    await org.person('se2@example.com', 'DEPROVISIONED', { lastName: 'Quillfeather' })
    await org.forget()
    const done = await org.command('okta-search', { term: 'quillf' })
    expect(await org.requests()).toEqual([`${USERS}?q=quillf&limit=200`])
    expect(logins(done)).toEqual(['se1@example.com'])
    expect(readable(done)).toMatch(/^### Okta users found:\n### Users:\n\|ID\|Login\|/)
  })

  it('by expression over every attribute, the deactivated too, over pages', async () => {
    const people = Array.from({ length: 9 }, (_, n) => `se3${n}@example.com`)
    for (const login of people) await org.person(login, 'STAGED', { city: 'Searchville' })
    await org.person('se39@example.com', 'DEPROVISIONED', { city: 'Searchville' })
    const done = await org.command('okta-search', { advanced_search: 'profile.city eq "Searchville"' })
    expect([...logins(done)].sort()).toEqual([...people, 'se39@example.com'])
    expect(contextOf(done, 'Okta.UserPage')).toEqual({ tag: null })
  })

  it('stops at the limit and goes on from the tag', async () => {
    const search = { advanced_search: 'profile.city eq "Searchville"' }
    const first = await org.command('okta-search', { ...search, limit: 8 })
    expect(accounts(first)).toHaveLength(8)
    const { tag } = contextOf(first, 'Okta.UserPage')
    const second = await org.command('okta-search', { ...search, after: tag ?? null })
    expect(new Set([...logins(first), ...logins(second)]).size).toBe(10)
    expect(contextOf(second, 'Okta.UserPage')).toEqual({ tag: null })
  })

  it('nobody found: a text and no context', async () => {
    const { entries } = await org.command('okta-search', { term: 'no such beginning' })
    expect(entries[0]).toMatchObject({ Type: 1, HumanReadable: 'No users found in Okta', Contents: [] })
    expect(entries[0]).not.toHaveProperty('EntryContext')
  })

  it('neither term nor expression is refused', async () => {
    const done = await org.command('okta-search')
    expect(done.entries[0]).toMatchObject({
      Type: 4,
      Contents: 'Please provide either the term or the advanced_search argument.',
    })
  })
})

/** An org of this many active people with Okta's own page sizes, and what a run of okta-list-users asks it for. */
async function openCrowd(people: number, own: JsonObject = {}) {
  const everybody = Array.from({ length: people }, (_, n) => {
    const { created, profile } = generatedPerson(n + 1)
    return { created, status: 'ACTIVE' as const, profile: { ...profile, ...own } }
  })
  const okta = await startOkta({ seed: { people: everybody } })
  const bundle = openBundle(bundleFile('OktaIAM'), () => null)
  const params = { url: okta.url, credentials: { identifier: '', password: okta.token } }
  const list = async (args: JsonObject) => {
    okta.org.requests.clear()
    const done = await bundle.run({ command: 'okta-list-users', args, params })
    const limits = okta.org.requests
      .all()
      .map(({ path }) => new URL(path, okta.url).searchParams.get('limit'))
    return { done, limits }
  }
  return { list, close: async () => void [await bundle.end(), await okta.close()] }
}
type Crowd = Awaited<ReturnType<typeof openCrowd>>

describe('the examples of the Splunk connector: 950 users, pages of 200', () => {
  let crowd: Crowd
  beforeAll(async () => {
    crowd = await openCrowd(950)
  })
  afterAll(() => crowd.close())

  it.each<[string, JsonObject, number, string[], boolean]>([
    ['limit=50', { limit: '50' }, 50, ['50'], true],
    ['limit=200', { limit: '200' }, 200, ['200'], true],
    ['limit=240', { limit: '240' }, 240, ['200', '40'], true],
    ['limit=450: three calls', { limit: 450 }, 450, ['200', '200', '50'], true],
    ['limit=1000', { limit: '1000' }, 950, ['200', '200', '200', '200', '200'], false],
    ['no limit in Splunk: limit=all', { limit: 'all' }, 950, ['200', '200', '200', '200', '200'], false],
    ['no limit in Okta v2: 200', {}, 200, ['200'], true],
  ])('%s', async (_, args, count, pages, more) => {
    const { done, limits } = await crowd.list(args)
    expect(done.entries[0]?.Contents).toHaveLength(count)
    expect(new Set(logins(done)).size).toBe(count)
    expect(limits).toEqual(pages)
    expect(contextOf(done, 'Okta.User').tag !== null).toBe(more)
  })
})

describe('450 users, or 450 who begin alike', () => {
  let crowd: Crowd
  beforeAll(async () => {
    crowd = await openCrowd(450, { firstName: 'Ada' })
  })
  afterAll(() => crowd.close())

  it.each([450, 'all', 10_000])('limit=%s of 450 takes three calls and ends', async limit => {
    const { done, limits } = await crowd.list({ limit })
    expect(done.entries[0]?.Contents).toHaveLength(450)
    expect(limits).toHaveLength(3)
    expect(contextOf(done, 'Okta.User')).toEqual({ tag: null })
  })

  it.each<[JsonObject, number, boolean]>([
    [{ query: 'ada', limit: 'all' }, 200, true],
    [{ query: 'ada', limit: '200' }, 200, true],
    [{ query: 'ada', limit: '3' }, 3, true],
    [{ query: 'nobody begins so' }, 0, false],
    [{ filter: 'status eq "ACTIVE"', limit: '3' }, 3, false],
  ])(
    '%j: Okta does not say whether there are more of a beginning, so a full page is told of',
    async (args, count, isTold) => {
      const { done } = await crowd.list(args)
      expect(done.entries[0]?.Contents).toHaveLength(count)
      expect(readable(done).includes('There may be more: for a beginning')).toBe(isTold)
    },
  )
})
