import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Done, Json, JsonObject } from '../../../kit/wire.ts'
import { contextOf } from '../../wire/bundle.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
let apps: Map<string, string>
beforeAll(async () => {
  org = await openTestOrg()
  apps = new Map()
  for (let path: string | undefined = '/api/v1/apps'; path; ) {
    const answer: Response = await org.call('GET', path)
    for (const { label, id } of (await answer.json()) as { label: string; id: string }[]) apps.set(label, id)
    path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]?.replace(org.okta.url, '')
  }
})
afterAll(() => org.close())
beforeEach(async () => {
  await org.faults()
  await org.forget()
})

const app = (label: string) => apps.get(label) ?? ''
const readable = ({ entries }: Done) => String(entries[0]?.HumanReadable ?? entries[0]?.Contents)
const listOf = (done: Done, path: string) => contextOf(done, path) as unknown as JsonObject[]
const assigned = async (label: string, userId: string) => {
  const answer = await org.call('GET', `/api/v1/apps/${app(label)}/users/${userId}`)
  return answer.ok ? ((await answer.json()) as JsonObject).scope : null
}
const groupId = async (name: string) => {
  const [found] = (await (await org.call('GET', `/api/v1/groups?q=${encodeURIComponent(name)}`)).json()) as {
    id: string
  }[]
  return found?.id ?? ''
}
const memberOf = async (group: string, userId: string) =>
  expect((await org.call('PUT', `/api/v1/groups/${await groupId(group)}/users/${userId}`)).ok).toBe(true)
/** What a change sent, without its reading. */
const sent = async () => (await org.requests()).filter(request => !request.startsWith('GET'))
const DANA = 'dana.whitfield@northwind.example'

describe('okta-iam-list-applications', () => {
  const all = () => [...apps.keys()]

  it('gives everything over several pages, with a table, raw objects and context', async () => {
    const done = await org.command('okta-iam-list-applications')
    expect(listOf(done, 'Okta.Application').map(({ Label }) => Label)).toEqual(all())
    expect(readable(done)).toContain(`### Okta Applications (1 - ${all().length})\n|ID|Name|Label|Logo|`)
    expect(listOf(done, 'Okta.Application')[1]).toEqual({
      ID: app('Slack'),
      Name: 'slack',
      Label: 'Slack',
      Logo: `![](${org.okta.url}/assets/img/logos/slack.png)`,
      LogoURL: `${org.okta.url}/assets/img/logos/slack.png`,
    })
    expect(done.entries[0]?.Contents).toMatchObject([
      {},
      { id: app('Slack'), signOnMode: 'SAML_2_0' },
      ...Array(6).fill({}),
    ])
    expect(contextOf(done, 'Okta.ApplicationPage')).toEqual({ tag: null })
    expect(await org.requests()).toHaveLength(2)
  })

  it('goes on with after', async () => {
    const first = await org.command('okta-iam-list-applications', { limit: '3' })
    expect(readable(first)).toContain('(1 - 3)')
    const { tag } = contextOf(first, 'Okta.ApplicationPage')
    expect(readable(first)).toContain(`### tag: ${tag}`)
    const second = await org.command('okta-iam-list-applications', { limit: 'all', after: tag as Json })
    expect(readable(second)).toMatch(/^### Okta Applications\n/)
    const labels = [first, second].flatMap(done => listOf(done, 'Okta.Application')).map(({ Label }) => Label)
    expect(labels).toEqual(all())
  })

  it.each([
    [0, 3, '(1 - 3)', 1],
    [1, 3, '(4 - 6)', 1],
    [2, 3, '(7 - 8)', 2],
  ])('page %i of %i gives %s in %i calls', async (page, limit, numbers, calls) => {
    const done = await org.command('okta-iam-list-applications', { page: String(page), limit: String(limit) })
    expect(readable(done)).toContain(numbers)
    expect(listOf(done, 'Okta.Application').map(({ Label }) => Label)).toEqual(
      all().slice(page * limit, (page + 1) * limit),
    )
    expect(await org.requests()).toHaveLength(calls)
  })

  it('a page behind the end is empty', async () => {
    const done = await org.command('okta-iam-list-applications', { page: '9' })
    expect(readable(done)).toBe('### Okta Applications\n**No entries.**\n')
    expect(done.entries[0]?.Contents).toEqual([])
  })

  it.each<[string, string[]]>([
    ['Sl', ['Slack']],
    ['old in', ['Old Intranet']],
    ['bookmark', ['Canteen Menu', 'Old Intranet']],
    ['intranet', []],
  ])('query %s', async (query, labels) => {
    const done = await org.command('okta-list-applications', { query })
    expect(listOf(done, 'Okta.Application').map(({ Label }) => Label)).toEqual(labels)
  })

  it('a query may be the id of one, as IAM - Configuration asks', async () => {
    const done = await org.command('okta-iam-list-applications', { query: app('Ledger') })
    expect(listOf(done, 'Okta.Application')).toMatchObject([{ ID: app('Ledger'), Label: 'Ledger' }])
    const none = await org.command('okta-iam-list-applications', { query: '0oa00000000000000zzz' })
    expect([none.entries[0]?.Type, none.entries[0]?.Contents]).toEqual([1, []])
  })

  it.each<[JsonObject, RegExp]>([
    [{ page: '-1' }, /^The argument "page" is "-1"; expected a whole number, 0 or more\.$/],
    [{ limit: '0' }, /^The argument "limit" is "0"; expected a whole number above 0, or all\.$/],
    [{ page: '1', limit: 'all' }, /^With limit=all there is only page 0\.$/],
    [{ page: '1', after: 'x' }, /^"page" counts from the beginning/],
  ])('%j is refused before anything is asked', async (args, told) => {
    const done = await org.command('okta-iam-list-applications', args)
    expect(done.entries[0]?.Type).toBe(4)
    expect(readable(done)).toMatch(told)
    expect(await org.requests()).toEqual([])
  })

  it('a failure on a later page keeps what was read, unless it is a page that was asked for', async () => {
    const refuse = {
      match: { method: 'GET', path: '/api/v1/apps' },
      times: 1,
      after: 1,
      answer: {
        kind: 'status',
        status: 403,
        body: { errorCode: 'E0000006', errorSummary: 'No.', errorCauses: [] },
      },
    }
    await org.faults(refuse)
    const kept = await org.command('okta-iam-list-applications')
    expect([kept.entries[0]?.Type, listOf(kept, 'Okta.Application').length]).toEqual([4, 7])
    expect(readable(kept)).toMatch(/^Only 7 were read; go on with after=.*E0000006/)
    await org.faults(refuse)
    const lost = await org.command('okta-iam-list-applications', { page: '1', limit: '4' })
    expect([lost.entries[0]?.Type, lost.entries[0]?.EntryContext]).toEqual([4, undefined])
  })
})

describe('okta-iam-list-user-applications', () => {
  it.each(['user_id', 'userId', 'username'])('by login or id as %s', async argument => {
    const user = await org.user(DANA)
    for (const value of [DANA, user?.id ?? '']) {
      const done = await org.command('okta-iam-list-user-applications', { [argument]: value })
      const rows = listOf(done, 'Okta.Application')
      expect(rows.map(({ Label, Status }) => [Label, Status])).toEqual(
        expect.arrayContaining([
          ['Slack', 'ACTIVE'],
          ['Old Intranet', 'INACTIVE'],
        ]),
      )
      expect(readable(done)).toContain('### Okta User Applications\n|ID|Name|Label|Status|')
    }
  })

  it('everything over several pages, by either name of the command', async () => {
    const id = await org.person('collector@example.com', 'ACTIVE')
    for (const label of apps.keys()) await org.call('POST', `/api/v1/apps/${app(label)}/users`, { id })
    for (const command of ['okta-iam-list-user-applications', 'okta-list-user-applications']) {
      await org.forget()
      expect(listOf(await org.command(command, { user_id: id }), 'Okta.Application')).toHaveLength(apps.size)
      expect(await org.requests()).toHaveLength(3)
    }
    const some = await org.command('okta-iam-list-user-applications', { user_id: id, limit: '2' })
    expect(listOf(some, 'Okta.Application')).toHaveLength(2)
    expect(contextOf(some, 'Okta.ApplicationPage').tag).toEqual(expect.any(String))
  })

  it.each<[JsonObject, RegExp]>([
    [{}, /^You must supply either "username" or "userId"\.$/],
    [{ user_id: 'nobody@example.com' }, /^No Okta user has the id or the login "nobody@example\.com"/],
  ])('%j is an error', async (args, told) => {
    const done = await org.command('okta-iam-list-user-applications', args)
    expect(done.entries[0]?.Type).toBe(4)
    expect(readable(done)).toMatch(told)
  })
})

describe('okta-get-app-user-assignment', () => {
  it('with both ids it takes one call', async () => {
    const id = (await org.user(DANA))?.id ?? ''
    await org.forget()
    const args = { user_id: id, application_id: app('Slack') }
    for (const command of ['okta-get-app-user-assignment', 'okta-get-assigned-user-for-app']) {
      const done = await org.command(command, args)
      expect(contextOf(done, 'Okta.AppUserAssignment')).toEqual({
        UserID: id,
        AppID: app('Slack'),
        IsAssigned: true,
        ProfileInApp: {},
      })
      expect(readable(done)).toBe(
        `### App User Assignment\n|App ID|Is Assigned|User ID|\n|---|---|---|\n| ${app('Slack')} | true | ${id} |\n\n### Profile in App\n**No entries.**\n`,
      )
      expect(done.entries[0]?.Contents).toMatchObject({ id, scope: 'USER', credentials: { userName: DANA } })
    }
    expect(await org.requests()).toHaveLength(2)
  })

  it.each<[string, (id: string) => JsonObject, number]>([
    ['by ids, in the same one call', id => ({ user_id: id, application_id: app('Slack') }), 1],
    ['by names', () => ({ username: DANA, appName: 'Slack' }), 3],
  ])('with the user as Okta has it now, %s', async (_, named, calls) => {
    const user = await org.user(DANA)
    await org.forget()
    const args = { ...named(user?.id ?? ''), include_user: 'true' }
    const done = await org.command('okta-get-app-user-assignment', args)
    expect(contextOf(done, 'Okta.AppUserAssignment')).toMatchObject({
      IsAssigned: true,
      UserStatus: 'ACTIVE',
      UserProfile: { email: DANA, surname: 'Whitfield', title: user?.profile.title ?? '' },
    })
    expect(await org.requests()).toHaveLength(calls)
  })

  it('gives no user where there is no assignment, and none unasked', async () => {
    const args = { username: DANA, appName: 'Parcel Carrier' }
    const asked = await org.command('okta-get-app-user-assignment', { ...args, include_user: 'true' })
    expect(contextOf(asked, 'Okta.AppUserAssignment')).toMatchObject({ IsAssigned: false })
    expect(contextOf(asked, 'Okta.AppUserAssignment')).not.toHaveProperty('UserProfile')
  })

  it('shows the profile in the application', async () => {
    const id = await org.person('profiled@example.com', 'ACTIVE')
    await org.call('POST', `/api/v1/apps/${app('Slack')}/users`, { id, profile: { role: 'owner' } })
    const done = await org.command('okta-get-app-user-assignment', {
      user_id: id,
      application_id: app('Slack'),
    })
    expect(contextOf(done, 'Okta.AppUserAssignment')).toMatchObject({ ProfileInApp: { role: 'owner' } })
    expect(readable(done)).toContain('### Profile in App\n|role|\n|---|\n| owner |')
  })

  it('by ids and names that agree', async () => {
    const id = (await org.user(DANA))?.id ?? ''
    const args = { userId: id, username: DANA.toUpperCase(), appId: app('Slack'), appName: 'Slack' }
    const done = await org.command('okta-get-app-user-assignment', args)
    expect(contextOf(done, 'Okta.AppUserAssignment')).toMatchObject({ UserID: id, IsAssigned: true })
  })

  it.each<[string, (id: string) => JsonObject, RegExp]>([
    [
      'users',
      id => ({ userId: id, username: 'nobody@example.com', appName: 'Slack' }),
      /^The userId "00u\w+" has the login dana\.whitfield@\S+, not the username "nobody@example\.com"; give one of both\.$/,
    ],
    [
      'applications',
      id => ({ userId: id, appId: app('Slack'), appName: 'Parcel Carrier' }),
      /^The appId "0oa\w+" has the label "Slack", not the appName "Parcel Carrier"; give one of both\.$/,
    ],
    [
      'spellings of the user',
      id => ({ userId: id, user_id: 'x', appName: 'Slack' }),
      /^The arguments "user_id" and "userId" mean the same and differ; give one of both\.$/,
    ],
    [
      'spellings of the application',
      id => ({ userId: id, appId: app('Slack'), application_id: 'x' }),
      /^The arguments "application_id" and "appId" mean the same and differ; give one of both\.$/,
    ],
  ])('two %s that do not agree are refused', async (_, argsOf, told) => {
    const id = (await org.user(DANA))?.id ?? ''
    const done = await org.command('okta-get-app-user-assignment', argsOf(id))
    expect([done.entries[0]?.Type, readable(done)]).toEqual([4, expect.stringMatching(told)])
  })

  it('by names', async () => {
    const done = await org.command('okta-get-app-user-assignment', { username: DANA, appName: 'Slack' })
    expect(contextOf(done, 'Okta.AppUserAssignment')).toMatchObject({ IsAssigned: true, AppID: app('Slack') })
    const other = await org.command('okta-get-app-user-assignment', {
      username: DANA,
      appName: 'Parcel Carrier',
    })
    expect(contextOf(other, 'Okta.AppUserAssignment')).toEqual({
      UserID: (await org.user(DANA))?.id,
      AppID: app('Parcel Carrier'),
      IsAssigned: false,
    })
    expect(readable(other)).not.toContain('Profile')
  })
})

describe('assigning to a user', () => {
  let people = 0
  const person = (status: string) => {
    people += 1
    return org.person(`app${people}@example.com`, status)
  }

  it.each([
    ['STAGED', 'USER'],
    ['PROVISIONED', 'USER'],
    ['ACTIVE', 'USER'],
    ['PASSWORD_EXPIRED', 'USER'],
    ['RECOVERY', 'USER'],
    ['LOCKED_OUT', 'USER'],
    ['SUSPENDED', /is SUSPENDED and cannot be given Parcel Carrier; lift the suspension first/],
    ['DEPROVISIONED', /is DEPROVISIONED and cannot be given Parcel Carrier; activate the user first/],
  ])('%s', async (status, expected) => {
    const userId = await person(status)
    const args = { userId, appName: 'Parcel Carrier' }
    await org.forget()
    const done = await org.command('okta-assign-user-to-app', args)
    if (typeof expected === 'string') {
      expect(readable(done)).toMatch(/@example\.com was assigned to Parcel Carrier\.$/)
      expect(contextOf(done, 'Okta.AppUserAssignment')).toMatchObject({ UserID: userId, IsAssigned: true })
      expect(done.entries[0]?.Contents).toMatchObject({ id: userId, scope: 'USER' })
      expect(await sent()).toEqual([`POST /api/v1/apps/${app('Parcel Carrier')}/users`])
    } else {
      expect(done.entries[0]).toMatchObject({ Type: 4, Contents: { errorCode: 'E0000117' } })
      expect(readable(done)).toMatch(expected)
      const plan = await org.command('okta-assign-user-to-app', { ...args, 'dry-run': 'true' })
      expect(readable(plan)).toMatch(expected)
      expect(await sent()).toEqual([])
    }
    expect(await assigned('Parcel Carrier', userId)).toBe(typeof expected === 'string' ? expected : null)
  })

  it('what is taken away is taken away, also when it cannot be read back', async () => {
    const userId = await person('ACTIVE')
    const args = { userId, appId: app('Ledger') }
    await org.command('okta-assign-user-to-app', args)
    const match = { method: 'GET', path: `/api/v1/apps/${app('Ledger')}/users/${userId}` }
    await org.faults({ match, after: 1, times: 1, answer: { kind: 'status', status: 500 } })
    const done = await org.command('okta-unassign-user-from-app', args)
    expect(done.entries[0]).toMatchObject({ Type: 1, EntryContext: {} })
    expect(readable(done)).toMatch(/was unassigned from Ledger\. Whether a group still gives it is not known/)
    await org.faults()
    expect(await assigned('Ledger', userId)).toBe(null)
  })

  it('twice says that it is so and sends nothing', async () => {
    const userId = await person('ACTIVE')
    const args = { userId, appId: app('Ledger') }
    await org.command('okta-assign-user-to-app', args)
    await org.forget()
    const done = await org.command('okta-assign-user-to-app', args)
    expect(readable(done)).toMatch(/is already assigned to Ledger\.$/)
    expect(contextOf(done, 'Okta.AppUserAssignment')).toMatchObject({ IsAssigned: true })
    expect(await sent()).toEqual([])
  })

  it('what a group gives becomes direct, and falls back to the group when it is taken away', async () => {
    const userId = await person('ACTIVE')
    await memberOf('Security', userId)
    const args = { userId, appName: 'GitHub' }
    const refused = await org.command('okta-unassign-user-from-app', args)
    expect(refused.entries[0]?.Type).toBe(4)
    expect(readable(refused)).toMatch(
      /has GitHub through the group Security and not directly; remove the user/,
    )
    expect(refused.entries[0]?.Contents).toMatchObject({ userId, scope: 'GROUP', group: 'Security' })

    const plan = await org.command('okta-assign-user-to-app', { ...args, 'dry-run': 'true' })
    expect(contextOf(plan, 'Okta.Plan')).toMatchObject({ from: 'GROUP', to: 'USER' })
    await org.command('okta-assign-user-to-app', args)
    expect(await assigned('GitHub', userId)).toBe('USER')

    const done = await org.command('okta-unassign-user-from-app', args)
    expect(readable(done)).toMatch(
      /was unassigned from GitHub\. The user still has it through the group Security\.$/,
    )
    expect(contextOf(done, 'Okta.AppUserAssignment')).toMatchObject({ IsAssigned: true })
    expect(await assigned('GitHub', userId)).toBe('GROUP')
  })

  it('is taken away, and twice says so', async () => {
    const userId = await person('ACTIVE')
    const args = { userId, appName: 'Salesforce' }
    await org.command('okta-assign-user-to-app', args)
    await org.forget()
    const done = await org.command('okta-unassign-user-from-app', args)
    expect(readable(done)).toMatch(/was unassigned from Salesforce\.$/)
    expect(contextOf(done, 'Okta.AppUserAssignment')).toEqual({
      UserID: userId,
      AppID: app('Salesforce'),
      IsAssigned: false,
    })
    expect(await sent()).toEqual([`DELETE /api/v1/apps/${app('Salesforce')}/users/${userId}`])
    await org.forget()
    expect(readable(await org.command('okta-unassign-user-from-app', args))).toMatch(
      /does not have Salesforce\.$/,
    )
    expect(await sent()).toEqual([])
  })

  it.each([
    ['is not an error when the assignment is gone', 2, 1],
    ['is one when the assignment is still there', 0, 4],
  ])('a 404 of the call %s', async (_, readsAfter, type) => {
    const userId = await person('ACTIVE')
    const path = `/api/v1/apps/${app('Salesforce')}/users/${userId}`
    await org.call('POST', `/api/v1/apps/${app('Salesforce')}/users`, { id: userId })
    const body = { errorCode: 'E0000007', errorSummary: 'Not found', errorCauses: [] }
    const answer = { kind: 'status', status: 404, body }
    await org.faults(
      { match: { method: 'DELETE', path }, times: 1, answer },
      ...(readsAfter ? [{ match: { method: 'GET', path }, after: 1, times: readsAfter, answer }] : []),
    )
    const done = await org.command('okta-unassign-user-from-app', { userId, appName: 'Salesforce' })
    expect(done.entries[0]?.Type).toBe(type)
  })
})

describe('assigning to a group', () => {
  const groupsOf = async (label: string) =>
    ((await (await org.call('GET', `/api/v1/apps/${app(label)}/groups`)).json()) as { id: string }[]).map(
      ({ id }) => id,
    )

  it('is done with the real names, gives the members the application, and twice says so', async () => {
    const userId = await org.person('contractor@example.com', 'ACTIVE')
    await memberOf('Contractors', userId)
    const args = { groupName: 'Contractors', appName: 'Canteen Menu' }
    const done = await org.command('okta-assign-group-to-app', args)
    expect(readable(done)).toBe('Group: Contractors added to Canteen Menu successfully')
    expect(done.entries[0]?.Contents).toMatchObject({ id: await groupId('Contractors'), priority: 1 })
    expect(await assigned('Canteen Menu', userId)).toBe('GROUP')
    await org.forget()
    const again = await org.command('okta-assign-group-to-app', args)
    expect(readable(again)).toBe('Group: Contractors is already assigned to Canteen Menu')
    expect(await sent()).toEqual([])
  })

  it('is taken away, the members lose the application, and twice says so', async () => {
    const userId = await org.person('visitor@example.com', 'ACTIVE')
    await memberOf('VPN Users', userId)
    const args = { groupId: await groupId('VPN Users'), appId: app('Ledger') }
    await org.command('okta-assign-group-to-app', args)
    expect(await assigned('Ledger', userId)).toBe('GROUP')
    await org.forget()
    const done = await org.command('okta-remove-group-from-app', args)
    expect(readable(done)).toBe('Group: VPN Users removed from Ledger successfully')
    expect(await sent()).toEqual([`DELETE /api/v1/apps/${args.appId}/groups/${args.groupId}`])
    expect(await assigned('Ledger', userId)).toBeNull()
    expect(await groupsOf('Ledger')).not.toContain(args.groupId)
    expect(readable(await org.command('okta-remove-group-from-app', args))).toBe(
      'Group: VPN Users is not assigned to Ledger',
    )
  })

  it.each<[JsonObject, RegExp]>([
    [{ appName: 'Slack' }, /^You must supply either "groupName" or "groupId"\.$/],
    [{ groupName: 'Sales' }, /^You must supply either "appName" or "appId"\.$/],
    [{ groupName: 'Sale', appName: 'Slack' }, /^No group has exactly the name "Sale"/],
    [{ groupName: 'Engineering', appName: 'Slack' }, /^2 groups have the name "Engineering": .*APP_GROUP/],
    [{ groupName: 'Sales', appName: 'Sla' }, /^No application has exactly the name "Sla"/],
    [{ groupName: 'Sales', appName: 'bookmark' }, /^2 applications have the name "bookmark"/],
    [{ groupId: 'none', appName: 'Slack' }, /^No group has the id "none"/],
    [{ groupName: 'Sales', appId: 'none' }, /^No application has the id "none"/],
  ])('%j is an error and sends nothing', async (args, told) => {
    for (const command of ['okta-assign-group-to-app', 'okta-remove-group-from-app']) {
      const done = await org.command(command, args)
      expect(done.entries[0]?.Type).toBe(4)
      expect(readable(done)).toMatch(told)
    }
    expect(await sent()).toEqual([])
  })
})

describe('dry-run shows the calls that are then made, and makes none', () => {
  it.each<[string, string, JsonObject, JsonObject]>([
    ['okta-assign-user-to-app', 'change', { appName: 'Slack' }, { from: 'unassigned', to: 'USER' }],
    ['okta-unassign-user-from-app', 'destroy', { appName: 'Slack' }, { from: 'USER', to: 'unassigned' }],
    [
      'okta-assign-group-to-app',
      'change',
      { appName: 'Slack', groupName: 'Sales Archive' },
      { from: 'unassigned', to: 'assigned' },
    ],
    [
      'okta-remove-group-from-app',
      'destroy',
      { appName: 'Slack', groupName: 'Sales Archive' },
      { from: 'assigned', to: 'unassigned' },
    ],
  ])('%s', async (command, effect, args, states) => {
    const login = 'planned@example.com'
    if (!(await org.user(login))) await org.person(login, 'ACTIVE')
    const given = { username: login, ...args }
    await org.forget()
    const plan = contextOf(await org.command(command, { ...given, 'dry-run': 'yes' }), 'Okta.Plan')
    expect(plan).toMatchObject({ command, effect, ...states, reason: null })
    expect(await sent()).toEqual([])
    await org.command(command, given)
    const calls = plan.calls as { method: string; path: string }[]
    expect(await sent()).toEqual(calls.map(({ method, path }) => `${method} ${path}`))
    const after = contextOf(await org.command(command, { ...given, 'dry-run': 'yes' }), 'Okta.Plan')
    expect(after).toMatchObject({ calls: [], reason: expect.any(String) })
  })
})
