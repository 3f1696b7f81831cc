import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { readSplunkMap } from '../../scripts/contract/contract.ts'
import { openTestOrg, type TestOrg } from './org.ts'

const { actions } = readSplunkMap()
let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())

/** Every path in a value, lists as `*` and by their places. */
function paths(value: Json, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [at]
  const members = Array.isArray(value)
    ? value.flatMap((item, index) => [...paths(item, `${at}.*`), ...paths(item, `${at}.${index}`)])
    : Object.entries(value).flatMap(([name, member]) => paths(member, `${at}.${name}`))
  return [at, ...members]
}

/** The contents of the last entry: a command that polls is run again as a host would, only sooner. */
const contents = async (command: string, args: JsonObject): Promise<Json> => {
  const [entry] = (await org.command(command, args)).entries
  expect(entry?.Type, JSON.stringify(entry?.Contents)).toBe(1)
  if (entry?.PollingCommand) return contents(String(entry.PollingCommand), entry.PollingArgs as JsonObject)
  return entry?.Contents ?? null
}

const PROFILE = {
  ...{
    firstName: 'Ann',
    lastName: 'Lee',
    middleName: 'B',
    nickName: 'Annie',
    displayName: 'Ann Lee',
    title: 'Clerk',
  },
  ...{ city: 'Bern', department: 'IT', streetAddress: 'Road 1', mobilePhone: '+41 1', primaryPhone: '+41 2' },
  secondEmail: 'ann.second@example.com',
}

/** A person with everything that Splunk's actions show of one, in a status. */
async function person(login: string, status: string): Promise<string> {
  const id = await org.person(login, status, PROFILE)
  const credentials = { recovery_question: { question: 'Who?', answer: 'whiskers' } }
  if (status !== 'DEPROVISIONED') await org.call('POST', `/api/v1/users/${id}`, { credentials })
  return id
}

const DIRECTORY = /profile\.(dn|groupType|objectSid|externalId|groupScope|samAccountName|windowsDomain)/

/** What the embedded Okta has no example of: attributes of a directory's groups, endpoints of an own OIDC provider, keys of a push. */
const NOT_HERE: Record<string, RegExp> = {
  'list user groups': DIRECTORY,
  'get group': DIRECTORY,
  'list providers': /protocol\.endpoints\.(authorization|token)/,
  'send push notification': /profile\.keys/,
}

/** Paths of an action that none of the contents has. */
const absent = (action: string, found: readonly Json[]) => {
  const there = new Set(found.flatMap(value => paths(value, 'Contents')))
  return Object.values(actions[action]?.paths ?? {}).filter(
    path =>
      path.startsWith('Contents.') &&
      path !== 'Contents.length' &&
      !there.has(path) &&
      !NOT_HERE[action]?.test(path),
  )
}

describe('what Splunk’s actions gave is in the entry’s contents', () => {
  it('get user, list users, set password', async () => {
    const statuses = ['ACTIVE', 'PROVISIONED', 'SUSPENDED', 'DEPROVISIONED', 'STAGED']
    const ids = await Promise.all(
      statuses.map(status => person(`splunk-${status}@example.com`.toLowerCase(), status)),
    )
    const users = []
    for (const userId of ids) users.push(await contents('okta-get-user', { userId }))
    expect(absent('get user', users)).toEqual([])
    expect(
      absent('list users', [await contents('okta-list-users', { search: 'profile.nickName eq "Annie"' })]),
    ).toEqual([])
  })

  it('list user groups, get group, add group', async () => {
    const groups = (await contents('okta-list-groups', { limit: 'all' })) as JsonObject[]
    expect(absent('list user groups', [groups])).toEqual([])
    const all = []
    for (const { id } of groups) all.push(await contents('okta-get-group', { groupId: id ?? '' }))
    expect(absent('get group', all)).toEqual([])
    expect(
      absent('add group', [await contents('okta-create-group', { name: 'Splunk', description: 'New' })]),
    ).toEqual([])
  })

  it('list providers', async () => {
    expect(absent('list providers', [await contents('okta-list-identity-providers', {})])).toEqual([])
  })

  it('list roles, assign role', async () => {
    const username = 'rosalind.achterberg@northwind.example'
    expect(absent('list roles', [await contents('okta-list-user-roles', { username })])).toEqual([])
    expect(
      absent('assign role', [await contents('okta-assign-role', { username, type: 'APP_ADMIN' })]),
    ).toEqual([])
  })

  it('reset password, by mail and as a link', async () => {
    const userId = await person('splunk-reset@example.com', 'ACTIVE')
    expect(
      absent('reset password', [await contents('okta-reset-password', { userId, sendEmail: 'false' })]),
    ).toEqual([])
  })

  it('send push notification', async () => {
    const email = 'rosalind.achterberg@northwind.example'
    // A factor that waits for its activation is the only one with links to activate and to resend.
    const factor = { factorType: 'call', provider: 'OKTA', profile: { phoneNumber: '+1 303 555 0140' } }
    expect((await org.call('POST', `/api/v1/users/${email}/factors`, factor)).ok).toBe(true)
    expect(
      absent('send push notification', [await contents('okta-send-push-notification', { email })]),
    ).toEqual([])
  })
})
