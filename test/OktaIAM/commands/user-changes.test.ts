import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { profileArguments, profileOf } from '../../../Integrations/OktaIAM/commands/user-profile-arguments.ts'
import type { Done, JsonObject } from '../../../kit/wire.ts'
import { contextOf } from '../../wire/bundle.ts'
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

let people = 0
const newLogin = () => `change${++people}@example.com`
const named = (login: string): JsonObject => ({ firstName: 'New', lastName: 'Person', email: login, login })
const readable = (done: Done) => String(done.entries[0]?.HumanReadable ?? done.entries[0]?.Contents)
const planOf = (done: Done) => contextOf(done, 'Okta.Plan')
const changes = async () => (await org.requests()).filter(request => !request.startsWith('GET'))
/** The calls of a plan, as the log of requests tells them. */
const calls = (plan: JsonObject) =>
  (plan.calls as { method: string; path: string }[]).map(({ method, path }) => `${method} ${path}`)
const PASSWORD = 'Tr0ub4dor&3x'

/** Every optional attribute of Okta's default schema with a value that Okta takes. */
const EVERYTHING: JsonObject = {
  ...Object.fromEntries(Object.keys(profileArguments).map(name => [name, `some ${name}`])),
  secondEmail: 'second@example.com',
  countryCode: 'CH',
  preferredLanguage: 'de',
  locale: 'de_CH',
  timezone: 'Europe/Zurich',
  profileUrl: 'https://people.example.com/1',
  mobilePhone: '+41 44 555 01 01',
}
delete EVERYTHING.managerEmail

describe('okta-create-user', () => {
  it('creates a staged user, with its account, the raw user and the short table', async () => {
    const login = newLogin()
    const done = await org.command('okta-create-user', named(login))
    const user = await org.user(login)
    expect(user).toMatchObject({
      status: 'STAGED',
      profile: { firstName: 'New', lastName: 'Person', email: login },
    })
    expect(await changes()).toEqual(['POST /api/v1/users?activate=false'])
    expect(done.entries[0]).toMatchObject({ Type: 1, Contents: { id: user?.id, profile: { login } } })
    expect(done.entries[0]?.EntryContext).toEqual({
      'Account(val.ID && val.ID === obj.ID)': {
        ID: user?.id,
        Username: login,
        DisplayName: 'New Person',
        Email: login,
        Status: 'STAGED',
        Type: 'Okta',
        Created: expect.any(String),
        StatusChanged: expect.any(String),
      },
    })
    expect(readable(done)).toMatch(new RegExp(`^### Okta User Created: ${login}:\n\\|ID\\|Login\\|`))
  })

  it('takes every attribute of the profile over', async () => {
    const login = newLogin()
    await org.command('okta-create-user', { ...named(login), ...EVERYTHING })
    expect((await org.user(login))?.profile).toEqual({ ...named(login), ...EVERYTHING })
  })

  it.each<[JsonObject, string, string[]]>([
    [{}, 'STAGED', ['?activate=false']],
    [{ activate: 'false' }, 'STAGED', ['?activate=false']],
    [{ activate: 'false', sendEmail: 'true' }, 'STAGED', ['?activate=false']],
    [{ activate: 'True' }, 'PROVISIONED', ['?activate=true']],
    [{ activate: 'yes', sendEmail: 'true' }, 'PROVISIONED', ['?activate=true']],
    [
      { activate: true, sendEmail: 'false' },
      'PROVISIONED',
      ['?activate=false', '/ID/lifecycle/activate?sendEmail=false'],
    ],
    [{ activate: 'true', password: PASSWORD }, 'ACTIVE', ['?activate=true']],
    [{ password: PASSWORD }, 'STAGED', ['?activate=false']],
    [
      { activate: 'true', sendEmail: 'false', password: PASSWORD },
      'ACTIVE',
      ['?activate=false', '/ID/lifecycle/activate?sendEmail=false'],
    ],
    [
      { activate: 'true', providerType: 'FEDERATION', providerName: 'FEDERATION' },
      'ACTIVE',
      ['?activate=true&provider=true'],
    ],
  ])('%j: %s', async (args, status, paths) => {
    const login = newLogin()
    const plan = planOf(
      await org.command('okta-create-user', { ...named(login), ...args, 'dry-run': 'true' }),
    )
    expect(await changes()).toEqual([])
    expect(await org.user(login)).toBeUndefined()
    const done = await org.command('okta-create-user', { ...named(login), ...args })
    expect(contextOf(done, 'Account')).toMatchObject({ Status: status })
    expect(await org.user(login)).toMatchObject({ status })
    expect(plan).toMatchObject({
      command: 'okta-create-user',
      target: login,
      effect: 'change',
      from: null,
      to: status,
    })
    const id = (await org.user(login))?.id ?? ''
    expect(calls(plan).map(call => call.replace('{userId}', id))).toEqual(await changes())
    expect(await changes()).toEqual(paths.map(path => `POST /api/v1/users${path.replace('ID', id)}`))
  })

  it.each([PASSWORD, `${PASSWORD} ümlaut "quoted"`])(
    'password and answer reach Okta and stand nowhere else: %s',
    async password => {
      const login = newLogin()
      const secrets = { password, passwordQuestion: 'Which fish?', passwordAnswer: 'swordfish-answer' }
      const from = org.bundle.lines.length
      for (const more of [{ 'dry-run': 'true' }, {}, {}])
        await org.command('okta-create-user', { ...named(login), ...secrets, ...more })
      const written = org.bundle.lines.slice(from).join('\n')
      for (const secret of [JSON.stringify(password).slice(1, -1), 'swordfish-answer'])
        expect(written).not.toContain(secret)
      expect(await org.user(login)).toMatchObject({
        credentials: { password: {}, recovery_question: { question: 'Which fish?' } },
      })
    },
  )

  it('joins the groups', async () => {
    const login = newLogin()
    const ids: string[] = []
    for (const name of ['Create A', 'Create B']) {
      const answer = await org.call('POST', '/api/v1/groups', { profile: { name } })
      ids.push(((await answer.json()) as { id: string }).id)
    }
    await org.command('okta-create-user', { ...named(login), groupIds: ids.join(', ') })
    const groups = (await (
      await org.call('GET', `/api/v1/users/${encodeURIComponent(login)}/groups`)
    ).json()) as {
      id: string
    }[]
    expect(groups.map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
  })

  it.each(['change-taken@example.com', 'CHANGE-taken@EXAMPLE.com'])(
    'a login that is taken (%s) is told, in a dry run too, and nothing is sent',
    async login => {
      const id =
        (await org.user('change-taken@example.com'))?.id ??
        (await org.person('change-taken@example.com', 'SUSPENDED'))
      await org.forget()
      for (const dryRun of ['true', 'false']) {
        const done = await org.command('okta-create-user', {
          ...named(login),
          title: 'Boss',
          'dry-run': dryRun,
        })
        expect(done.entries[0]).toMatchObject({ Type: 4, Contents: { errorCode: 'E0000001', status: 400 } })
        expect(readable(done)).toContain(
          `taken by the user ${id} (SUSPENDED); change that user with okta-update-user`,
        )
      }
      expect(await changes()).toEqual([])
      expect((await org.user(id))?.profile.title).toBeUndefined()
    },
  )

  it("the beginning of somebody's login is free", async () => {
    await org.person('short-name@example.com', 'ACTIVE')
    const plan = await org.command('okta-create-user', { ...named('short-name'), 'dry-run': 'true' })
    expect(calls(planOf(plan))).toEqual(['POST /api/v1/users?activate=false'])
  })

  it('a group that does not exist is refused before anything is sent, in a dry run too', async () => {
    const login = newLogin()
    for (const dryRun of ['true', 'false']) {
      const args = { ...named(login), groupIds: 'no-such-group', 'dry-run': dryRun }
      const done = await org.command('okta-create-user', args)
      expect(done.entries[0]?.Type).toBe(4)
      expect(readable(done)).toContain('No group has the id "no-such-group" (groupIds)')
    }
    expect(await changes()).toEqual([])
  })

  it('a login with a slash is activated too: the call names the id that Okta gave', async () => {
    const login = `slash/${newLogin()}`
    const args = { ...named(login), email: newLogin(), activate: 'true', sendEmail: 'false' }
    const done = await org.command('okta-create-user', args)
    expect(contextOf(done, 'Account')).toMatchObject({ Username: login, Status: 'PROVISIONED' })
  })

  it('a run after one that stopped half-way activates whom the first created', async () => {
    const login = newLogin()
    const id = await org.person(login, 'STAGED', { firstName: 'New', title: 'Boss' })
    const args = { ...named(login), title: 'Boss', activate: 'true', sendEmail: 'false' }
    await org.forget()
    const plan = planOf(await org.command('okta-create-user', { ...args, 'dry-run': 'true' }))
    expect(plan).toMatchObject({ from: 'STAGED', to: 'PROVISIONED' })
    expect(plan.reason).toMatch(/stopped half-way/)
    const other = await org.command('okta-create-user', { ...args, title: 'Clerk' })
    expect(readable(other)).toContain(`taken by the user ${id} (STAGED)`)
    const done = await org.command('okta-create-user', args)
    expect(await changes()).toEqual([`POST /api/v1/users/${id}/lifecycle/activate?sendEmail=false`])
    expect(contextOf(done, 'Account')).toMatchObject({ ID: id, Status: 'PROVISIONED' })
    expect(readable(done)).toMatch(/stopped half-way/)
  })

  it('a creation that cannot be read back is a creation', async () => {
    const login = newLogin()
    await org.faults({
      match: { method: 'GET', path: '/api/v1/users/00u' },
      times: 1,
      answer: { kind: 'status', status: 500 },
    })
    const args = { ...named(login), activate: 'true', sendEmail: 'false' }
    const done = await org.command('okta-create-user', args)
    expect(done.entries[0]?.Type).toBe(1)
    expect(readable(done)).toMatch(/It was done, but reading the user back failed/)
    expect(contextOf(done, 'Account')).toMatchObject({ ID: (await org.user(login))?.id })
  })

  it('an answer to a creation that is no JSON: Okta took it, and what became of it is not known', async () => {
    const login = newLogin()
    await org.faults({
      match: { method: 'POST', path: '/api/v1/users' },
      times: 1,
      answer: { kind: 'bad-json' },
    })
    const done = await org.command('okta-create-user', named(login))
    expect(done.entries[0]?.Type).toBe(4)
    expect(readable(done)).toMatch(/took the request.*what became of it is not known/)
    expect(readable(done)).not.toMatch(/URL parameter/)
    expect(await org.user(login)).toMatchObject({ status: 'STAGED' })
  })

  it('a creation whose activation fails says what was done', async () => {
    const login = newLogin()
    await org.faults({
      match: { method: 'POST', path: '/api/v1/users/.*/lifecycle/activate' },
      times: 1,
      answer: {
        kind: 'status',
        status: 403,
        body: { errorCode: 'E0000006', errorSummary: 'No.', errorCauses: [] },
      },
    })
    const done = await org.command('okta-create-user', {
      ...named(login),
      activate: 'true',
      sendEmail: 'false',
    })
    expect(done.entries[0]?.Type).toBe(4)
    expect(readable(done)).toMatch(/^Done: created the user\. Not done: activated the user\. No\./)
    expect(done.entries[0]?.Contents).toMatchObject({
      errorCode: 'E0000006',
      done: ['created the user'],
      notDone: ['activated the user'],
    })
    expect(await org.user(login)).toMatchObject({ status: 'STAGED' })
  })

  it.each<[string, JsonObject, RegExp]>([
    ['no login', { login: '' }, /"login" is missing/],
    ['no first name', { firstName: '' }, /"firstName" is missing/],
    ['no last name', { lastName: '' }, /"lastName" is missing/],
    ['no e-mail', { email: '' }, /"email" is missing/],
    ['a question without an answer', { passwordQuestion: 'x?' }, /"passwordQuestion" needs "passwordAnswer"/],
    [
      'an answer without a question',
      { passwordAnswer: 'secretly' },
      /"passwordAnswer" needs "passwordQuestion"/,
    ],
    ['a provider without a name', { providerType: 'LDAP' }, /"providerType" needs "providerName"/],
    ['a provider without a type', { providerName: 'ldap' }, /"providerName" needs "providerType"/],
    [
      'a provider that there is not',
      { providerType: 'NIS', providerName: 'x' },
      /"providerType" is "NIS"; expected one of OKTA, ACTIVE_DIRECTORY, LDAP/,
    ],
    ['activate that is no flag', { activate: 'maybe' }, /"activate" is "maybe"/],
  ])('%s is refused before anything is sent', async (_, args, told) => {
    const done = await org.command('okta-create-user', { ...named('bad@example.com'), ...args })
    expect(done.entries[0]?.Type).toBe(4)
    expect(readable(done)).toMatch(told)
    expect(await org.requests()).toEqual([])
  })

  it.each<[string, JsonObject, string, RegExp]>([
    ['a weak password', { password: 'abcd1234' }, 'E0000001', /password/i],
    ['an e-mail that is none', { email: 'none' }, 'E0000001', /email/],
    ['a group that there is not', { groupIds: '00g0000000000000none' }, 'E0000007', /00g0000000000000none/],
    ['21 groups', { groupIds: Array.from({ length: 21 }, (_, n) => `00g${n}`).join() }, 'E0000093', /./],
    ['an attribute that the schema has not', { managerEmail: 'm@example.com' }, 'E0000001', /managerEmail/],
  ])("%s: Okta's refusal with its reasons, and nobody is created", async (_, args, errorCode, told) => {
    const login = newLogin()
    const done = await org.command('okta-create-user', { ...named(login), ...args })
    expect(done.entries[0]).toMatchObject({ Type: 4, Contents: { errorCode } })
    expect(readable(done)).toMatch(told)
    expect(await org.user(login)).toBeUndefined()
  })
})

const STATUSES = [
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
]

describe('okta-update-user', () => {
  it.each(STATUSES)('%s: sends only what differs and leaves the status alone', async status => {
    const login = newLogin()
    const id = await org.person(login, status, { title: 'Old', city: 'Bern' })
    await org.forget()
    const args = { username: login, title: 'New', city: 'Bern', nickName: 'Nick' }
    const dry = await org.command('okta-update-user', { ...args, 'dry-run': 'true' })
    const path = `/api/v1/users/${id}`
    expect(planOf(dry)).toMatchObject({
      target: login,
      calls: [{ method: 'POST', path, body: { profile: { title: 'New', nickName: 'Nick' } } }],
      changes: { title: ['Old', 'New'], nickName: [null, 'Nick'] },
    })
    expect(await org.user(id)).toMatchObject({ profile: { title: 'Old' } })
    const done = await org.command('okta-update-user', args)
    expect(await changes()).toEqual(calls(planOf(dry)))
    expect(await org.user(id)).toMatchObject({
      status,
      profile: { title: 'New', city: 'Bern', nickName: 'Nick' },
    })
    expect(done.entries[0]).toMatchObject({ Type: 1, Contents: { id, profile: { title: 'New' } } })
    expect(done.entries[0]).not.toHaveProperty('EntryContext')
    expect(readable(done)).toMatch(new RegExp(`^### Okta user: ${login} Updated:\n\\|.*title.*\\|\n`))
  })

  it('a deactivated user is refused before anything is sent, in a dry run too, with what to do', async () => {
    const login = newLogin()
    const id = await org.person(login, 'DEPROVISIONED', { title: 'Old' })
    await org.forget()
    for (const dryRun of ['true', 'false']) {
      const args = { username: login, title: 'New', 'dry-run': dryRun }
      const done = await org.command('okta-update-user', args)
      expect(done.entries[0]).toMatchObject({ Type: 4, Contents: { errorCode: 'E0000038' } })
      expect(readable(done)).toMatch(/is DEPROVISIONED.*; activate the user first \(okta-activate-user\)/)
    }
    expect(await changes()).toEqual([])
    expect(await org.user(id)).toMatchObject({ profile: { title: 'Old' } })
  })

  it('every attribute can be given, and every optional one cleared', async () => {
    const login = newLogin()
    await org.person(login, 'ACTIVE')
    await org.command('okta-update-user', {
      username: login,
      ...EVERYTHING,
      firstName: 'Other',
      lastName: 'Name',
    })
    expect((await org.user(login))?.profile).toEqual({
      ...EVERYTHING,
      firstName: 'Other',
      lastName: 'Name',
      email: login,
      login,
    })
    await org.command('okta-update-user', { username: login, clear: Object.keys(EVERYTHING).join(',') })
    expect((await org.user(login))?.profile).toEqual({
      firstName: 'Other',
      lastName: 'Name',
      email: login,
      login,
      mobilePhone: null,
      secondEmail: null,
    })
  })

  it.each(['username', 'userId'])('%s takes an id and a login', async argument => {
    const login = newLogin()
    const id = await org.person(login, 'ACTIVE')
    await org.command('okta-update-user', { [argument]: id, title: 'One' })
    await org.command('okta-update-user', { [argument]: login.toUpperCase(), city: 'Two' })
    expect(await org.user(id)).toMatchObject({ profile: { title: 'One', city: 'Two' } })
  })

  it('the second run says that it is so already and sends nothing', async () => {
    const login = newLogin()
    await org.person(login, 'ACTIVE')
    const args = { username: login, title: 'Same', clear: 'city,nickName' }
    await org.command('okta-update-user', args)
    await org.forget()
    const done = await org.command('okta-update-user', args)
    expect(done.entries[0]).toMatchObject({
      Type: 1,
      HumanReadable: `User ${login} already has these values.`,
    })
    expect(planOf(await org.command('okta-update-user', { ...args, 'dry-run': 'true' }))).toMatchObject({
      calls: [],
      changes: {},
      reason: `User ${login} already has these values.`,
    })
    expect(await changes()).toEqual([])
  })

  it('sets a password, a question and nothing of the profile; the plan does not show them', async () => {
    const login = newLogin()
    const id = await org.person(login, 'ACTIVE', { title: 'Kept' })
    const secrets = {
      password: 'An0ther-Passw0rd',
      passwordQuestion: 'Which?',
      passwordAnswer: 'swordfish-two',
    }
    const from = org.bundle.lines.length
    const dry = await org.command('okta-update-user', { username: login, ...secrets, 'dry-run': 'true' })
    expect(planOf(dry)).toMatchObject({
      calls: [
        {
          path: `/api/v1/users/${id}`,
          body: {
            credentials: {
              password: '********',
              recovery_question: { question: 'Which?', answer: '********' },
            },
          },
        },
      ],
    })
    await org.command('okta-update-user', { username: login, ...secrets })
    const written = org.bundle.lines.slice(from).join('\n')
    expect(written).not.toMatch(/An0ther-Passw0rd|swordfish-two/)
    expect(await org.user(id)).toMatchObject({
      profile: { title: 'Kept' },
      credentials: { recovery_question: { question: 'Which?' } },
    })
  })

  it.each<[string, JsonObject, RegExp]>([
    ['nobody named', { title: 'x' }, /You must supply either "username" or "userId"/],
    ['nothing to update', { username: 'x@example.com' }, /There is nothing to update/],
    [
      'an attribute given and cleared',
      { username: 'x@example.com', title: 'x', clear: 'title' },
      /"title" is given and to be cleared/,
    ],
    [
      'a login given and cleared',
      { username: 'x@example.com', newLogin: 'x', clear: 'login' },
      /"login" is given and to be cleared/,
    ],
    [
      'half a provider',
      { username: 'x@example.com', providerName: 'x' },
      /"providerName" needs "providerType"/,
    ],
  ])('%s is refused before anything is sent', async (_, args, told) => {
    const done = await org.command('okta-update-user', args)
    expect(done.entries[0]?.Type).toBe(4)
    expect(readable(done)).toMatch(told)
    expect(await org.requests()).toEqual([])
  })

  it('somebody who does not exist is an error that names what was looked for', async () => {
    const done = await org.command('okta-update-user', { username: 'nobody@example.com', title: 'x' })
    expect(done.entries[0]).toMatchObject({ Type: 4, Contents: { status: 404, user: 'nobody@example.com' } })
    expect(readable(done)).toContain('"nobody@example.com"')
  })

  it.each(['titel', '__proto__', 'constructor'])(
    'clearing %s, which is no attribute, is refused by Okta',
    async name => {
      const login = newLogin()
      await org.person(login, 'ACTIVE')
      const done = await org.command('okta-update-user', { username: login, clear: name })
      expect(done.entries[0]).toMatchObject({ Type: 4, Contents: { errorCode: 'E0000001' } })
      expect(readable(done)).toContain(name)
    },
  )

  it('clearing a name, which the schema of most orgs requires, is told in the plan and left to Okta', async () => {
    const login = newLogin()
    await org.person(login, 'ACTIVE')
    const args = { username: login, clear: 'firstName', 'dry-run': 'true' }
    expect(planOf(await org.command('okta-update-user', args)).reason).toMatch(
      /^Okta refuses to clear firstName unless/,
    )
  })

  it('a new login that is taken is refused before anything is sent, in any case of letters', async () => {
    const [login, other] = [newLogin(), newLogin()]
    const id = await org.person(other, 'STAGED')
    await org.person(login, 'ACTIVE')
    await org.forget()
    for (const dryRun of ['true', 'false']) {
      const args = { username: login, newLogin: other.toUpperCase(), 'dry-run': dryRun }
      const done = await org.command('okta-update-user', args)
      expect(done.entries[0]).toMatchObject({ Type: 4, Contents: { errorCode: 'E0000001' } })
      expect(readable(done)).toContain(`is taken by the user ${id} (STAGED)`)
    }
    expect(await changes()).toEqual([])
    const own = { username: login, newLogin: login.toUpperCase() }
    expect((await org.command('okta-update-user', own)).entries[0]?.Type).toBe(1)
  })

  it.each(['email', 'login'])('clearing %s is refused before anything is sent', async name => {
    const login = newLogin()
    await org.person(login, 'ACTIVE')
    await org.forget()
    for (const dryRun of ['true', 'false'])
      await org.command('okta-update-user', { username: login, clear: name, 'dry-run': dryRun })
    expect(await org.requests()).toEqual([])
  })

  it.each(['firstName', 'email', 'login'])('clearing %s, which Okta requires, is refused', async name => {
    const login = newLogin()
    const id = await org.person(login, 'ACTIVE')
    const done = await org.command('okta-update-user', { username: login, clear: name })
    expect(done.entries[0]).toMatchObject({ Type: 4, Contents: { errorCode: 'E0000001' } })
    expect(await org.user(id)).toMatchObject({ profile: { login, email: login, firstName: 'Test' } })
  })

  it('E0000023: the attributes that were sent are named', async () => {
    const login = newLogin()
    await org.person(login, 'ACTIVE', { city: 'Bern' })
    await org.faults({
      match: { method: 'POST', path: '/api/v1/users/' },
      times: 1,
      answer: {
        kind: 'status',
        status: 403,
        body: { errorCode: 'E0000023', errorSummary: 'Mastered.', errorCauses: [] },
      },
    })
    const done = await org.command('okta-update-user', {
      username: login,
      title: 'a',
      nickName: 'b',
      city: 'Bern',
    })
    expect(readable(done)).toMatch(/Attributes sent: title, nickName\.$/)
  })
})

describe('profileOf', () => {
  it.each<[JsonObject, JsonObject]>([
    [{}, {}],
    [
      { login: 'a', title: 'b' },
      { login: 'a', title: 'b' },
    ],
    [{ username: 'a', password: 'b', activate: true, limit: 7 }, {}],
    [{ title: '' }, { title: '' }],
  ])('%j: %j', (args, profile) => {
    expect(profileOf(args)).toEqual(profile)
  })
})
