import { command } from '../../../kit/command.ts'
import { Refusal } from '../../../kit/errors.ts'
import { wantedFilters } from '../fetch/filters.ts'
import { firstFetch, reachable } from '../fetch/first-fetch.ts'
import type { Client } from '../okta/client.ts'
import { OktaError } from '../okta/errors.ts'
import type { Rights } from '../okta/oauth.ts'
import { notGranted } from '../okta/scopes.ts'
import type { Session } from '../session.ts'
import { mapBy } from './profile-argument.ts'

/**
 * Tells apart what can be wrong with an instance, each with its next step. The URL, the connection, the certificate, the
 * token and the key tell themselves, for every request meets them.
 */
export const testModule = command({
  name: 'test-module',
  description:
    'Tests the connection to the org, the rights of the token, the mappers and the settings of the fetch.',
  effect: 'read',
  scopes: ['okta.users.read'],
  unlisted: true,
  args: {},
  outputs: [],
  async run(_, session: Session) {
    await testRights(session)
    await testMappers(session)
    if (session.params.isFetch) await testFetch(session)
    return 'ok'
  },
})

/** What a service app is tested by, by the family of its scopes: an instance that only fetches has no users to read. */
const READINGS = [
  ['users', 'users'],
  ['groups', 'groups'],
  ['apps', 'applications'],
  ['logs', 'the System Log'],
] as const

async function testRights({ client, users, rights }: Session): Promise<void> {
  if (rights) return testServiceApp(client, await rights())
  await users.me()
  const { values } = await named('reading users', () => client.page('/api/v1/users?limit=1'))
  if (!values.length)
    throw new Refusal(
      'Okta answers with an empty list of users: the administrator of the API token sees nobody. Give the administrator a role that covers users.',
    )
}

/** Without an administrator role a service app reads an empty list of users and no error (okta-api §2.2), as if nobody were there. */
async function testServiceApp(client: Client, { scopes, missing }: Rights): Promise<void> {
  if (missing.length) throw new Refusal(notGranted(missing))
  const [family, what] =
    READINGS.find(([one]) => scopes.some(scope => scope.startsWith(`okta.${one}.`))) ?? []
  if (!family) return
  const { values } = await named(`reading ${what}`, () => client.page(`/api/v1/${family}?limit=1`))
  if (family === 'users' && !values.length)
    throw new Refusal(
      `Okta answers with an empty list of users. The service app has the scopes ${scopes.join(' ')}, but most likely no administrator role: give it one under Applications > the app > Admin roles.`,
    )
}

async function testMappers(session: Session): Promise<void> {
  const empty = { email: 'test@example.com' }
  await mapBy(session, 'mapper-in', empty, 'User Profile')
  await mapBy(session, 'mapper-out', empty, 'User Profile - Create')
}

/**
 * An automatic filter is written by us and reads the IAM configuration, which the platform keeps from a test (host contract
 * §9), so only a filter of the person's own is put to Okta.
 */
async function testFetch({ client, host, params }: Session): Promise<void> {
  const now = host.now()
  const since = reachable(firstFetch(params.first_fetch, now), now, host.log).toISOString()
  const [filter] = params.auto_generate_query_filter
    ? [undefined]
    : wantedFilters(false, params.fetch_query_filter, [])
  const query = new URLSearchParams({ since, limit: '1', ...(filter !== undefined && { filter }) })
  await named('reading the System Log for the fetch', () => client.page(`/api/v1/logs?${query}`), filter)
}

/** The refusal of a test's request, with what the request was for. */
async function named<T>(purpose: string, attempt: () => Promise<T>, filter?: string): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof OktaError)) throw error
    const isFilter = filter !== undefined && error.status === 400
    const about = isFilter
      ? `The Fetch Query Filter ${JSON.stringify(filter)} is not accepted: `
      : `${purpose} failed: `
    error.message = about[0]?.toUpperCase() + about.slice(1) + error.message
    throw error
  }
}
