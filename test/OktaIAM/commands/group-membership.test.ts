import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { groupsIn, ran } from '../groups.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
let groups: ReturnType<typeof groupsIn>
beforeAll(async () => {
  org = await openTestOrg()
  groups = groupsIn(org)
})
afterAll(() => org.close())
beforeEach(() => org.faults())

const ADD = 'okta-add-to-group'
const REMOVE = 'okta-remove-from-group'
const STATUSES = [
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
  'DEPROVISIONED',
]
const changes = async () => (await org.requests()).filter(request => !request.startsWith('GET '))

let pairs = 0
/** A user and a group of their own. */
async function pair(status = 'ACTIVE') {
  pairs += 1
  const login = `pair${pairs}@example.com`
  const name = `Pair ${pairs}`
  return { login, name, userId: await org.person(login, status), groupId: await groups.make(name) }
}

describe.each(STATUSES)('a user who is %s', status => {
  it('is added, is a member already, is removed, and is no member any more', async () => {
    const { login, name, userId, groupId } = await pair(status)
    const args = { username: login, groupName: name }
    const path = `/api/v1/groups/${groupId}/users/${userId}`
    const steps: [string, string, boolean, string[]][] = [
      [ADD, `User: ${login} added to group: ${name} successfully`, true, [`PUT ${path}`]],
      [ADD, `User: ${login} is already a member of group: ${name}`, true, []],
      [REMOVE, `User: ${login} was removed from group: ${name} successfully`, false, [`DELETE ${path}`]],
      [REMOVE, `User: ${login} is no member of group: ${name}`, false, []],
    ]
    for (const [command, told, isMember, calls] of steps) {
      await org.forget()
      const { type, text, contents } = await ran(org, command, args)
      expect([type, text]).toEqual([1, told])
      expect(contents).toEqual({ user: userId, login, group: groupId, name, member: isMember })
      expect(await changes()).toEqual(calls)
      expect(await groups.isMember(groupId, userId)).toBe(isMember)
    }
  })
})

describe('whom and which group', () => {
  it.each<[string, (ids: { userId: string; groupId: string; login: string; name: string }) => JsonObject]>([
    ['names', ({ login, name }) => ({ username: login, groupName: name })],
    ['ids', ({ userId, groupId }) => ({ userId, groupId })],
    ['the styles mixed up', ({ userId, groupId, login }) => ({ username: userId, userId: login, groupId })],
    ['both', ({ userId, groupId, login, name }) => ({ userId, username: login, groupId, groupName: name })],
  ])('by %s; the text has the names (V16)', async (_, argsOf) => {
    const one = await pair()
    const { text } = await ran(org, ADD, argsOf(one))
    expect(text).toBe(`User: ${one.login} added to group: ${one.name} successfully`)
    expect(await groups.isMember(one.groupId, one.userId)).toBe(true)
  })

  it.each<[string, JsonObject, RegExp]>([
    ['no user given', { groupName: 'IT' }, /^You must supply either "username" or "userId"\.$/],
    [
      'no group given',
      { username: 'dana.whitfield@northwind.example' },
      /^You must supply either "groupName" or "groupId"\.$/,
    ],
    ['an unknown user', { username: 'nobody@example.com', groupName: 'IT' }, /"nobody@example\.com"/],
    [
      'an unknown group',
      { username: 'dana.whitfield@northwind.example', groupName: 'I' },
      /^No group has exactly the name "I"/,
    ],
  ])('%s: an error, and nothing changes', async (_, args, expected) => {
    for (const command of [ADD, REMOVE]) {
      await org.forget()
      const { type, text } = await ran(org, command, args)
      expect(type).toBe(4)
      expect(text).toMatch(expected)
      expect(await changes()).toEqual([])
    }
  })
})

describe('groups that are kept elsewhere', () => {
  it.each<[string, string, string, RegExp]>([
    [
      ADD,
      'Domain Admins',
      'a newcomer',
      /\(00g\w+, APP_GROUP\) cannot be joined by hand: it comes from an application/,
    ],
    [REMOVE, 'Everyone', 'anybody', /\(00g\w+, BUILT_IN\) cannot be left by hand: it belongs to Okta/],
  ])('%s %s is refused before it is sent', async (command, groupName, _, expected) => {
    const { userId } = await pair()
    await org.forget()
    const { type, text, contents } = await ran(org, command, { userId, groupName })
    expect(type).toBe(4)
    expect(text).toMatch(expected)
    expect(contents).toMatchObject({ groupId: expect.stringMatching(/^00g/) })
    expect(await changes()).toEqual([])
  })

  it('but what is so already is no error', async () => {
    const { userId, login } = await pair()
    expect((await ran(org, ADD, { userId, groupName: 'Everyone' })).text).toBe(
      `User: ${login} is already a member of group: Everyone`,
    )
    expect((await ran(org, REMOVE, { userId, groupName: 'Domain Admins' })).type).toBe(1)
  })
})

describe('dry-run', () => {
  it.each([
    [ADD, 'change', 'no member', 'member'],
    [REMOVE, 'destroy', 'member', 'no member'],
  ])('%s shows the call that the real run then makes', async (command, effect, from, to) => {
    const { userId, groupId, login, name } = await pair()
    if (command === REMOVE) await groups.join(groupId, userId)
    await org.forget()
    const { context, contents } = await ran(org, command, { userId, groupId, 'dry-run': 'true' })
    expect(await changes()).toEqual([])
    expect(await groups.isMember(groupId, userId)).toBe(command === REMOVE)
    expect(contents).toEqual(context['Okta.Plan'])
    expect(contents).toMatchObject({ command, effect, from, to, target: `${login} in ${name}` })
    const { calls } = contents as { calls: { method: string; path: string }[] }
    await org.forget()
    await ran(org, command, { userId, groupId })
    expect(await changes()).toEqual(calls.map(({ method, path }) => `${method} ${path}`))
    const again = await ran(org, command, { userId, groupId, 'dry-run': 'true' })
    expect(again.contents).toMatchObject({ calls: [], reason: expect.stringContaining(`User: ${login} is`) })
  })
})

describe('calls', () => {
  it('a member of many groups is found on a later page', async () => {
    const { userId, groupId } = await pair()
    for (let index = 0; index < 9; index += 1)
      await groups.join(await groups.make(`Other ${pairs} ${index}`), userId)
    const last = await groups.make(`Last ${pairs}`)
    await groups.join(last, userId)
    expect((await ran(org, ADD, { userId, groupId: last })).text).toContain('is already a member')
    expect((await ran(org, ADD, { userId, groupId })).text).toContain('successfully')
  })

  it('what Okta refuses is an error with its code', async () => {
    const { userId, groupId } = await pair()
    const body = { errorCode: 'E0000006', errorSummary: 'You do not have permission', errorCauses: [] }
    await org.faults({ match: { method: 'PUT' }, times: 1, answer: { kind: 'status', status: 403, body } })
    const { type, contents } = await ran(org, ADD, { userId, groupId })
    expect(type).toBe(4)
    expect(contents).toMatchObject({ errorCode: 'E0000006', status: 403 })
    expect(await groups.isMember(groupId, userId)).toBe(false)
  })
})
