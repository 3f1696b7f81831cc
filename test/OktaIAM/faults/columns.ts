import type { Done, Json, JsonObject } from '../../../kit/wire.ts'
import { burst, type Poller, poller } from '../fetch/poller.ts'
import { openTestOrg, type TestOrg } from '../org.ts'
import { appParams, register } from '../sign-in/app.ts'
import { type Row, SUCCESS } from './rows.ts'

export const LONGEST_WAIT = 2
const SCOPES = ['okta.users.read', 'okta.users.manage', 'okta.logs.read']

/** An operation with an org of its own, where faults meet the request that matters. */
export interface Column {
  readonly org: TestOrg
  /** Which request the fault is for. */
  readonly match: { readonly method: string; readonly path: string }
  /** Runs the operation; gives 'success' or the sentence of the error. */
  run(params: JsonObject): Promise<string>
}

async function open(): Promise<TestOrg> {
  const org = await openTestOrg()
  await org.call('POST', '/_test/choices', { rateLimits: { '*': 100_000 } })
  await register(org, 'ES256', { dpop: true, scopes: SCOPES })
  return org
}

/** Sets the row's fault and gives the parameters of the instance that meets it. */
export async function meet({ org, match }: Column, { answer, times = 1, oauth }: Row): Promise<JsonObject> {
  // A process remembers what it heard of a rate limit, and rightly.
  if (answer.kind === 'rate-limit') await org.restart()
  const where = oauth?.path ? { method: 'POST', path: oauth.path } : match
  await org.faults({ match: where, times, after: oauth?.after ?? 0, answer })
  const own = { 'longest-wait': LONGEST_WAIT }
  return oauth ? appParams(org, 'ES256', { scopes: SCOPES.join(','), ...own }) : own
}

/** What an IAM command says of itself, and any other of its entry. */
function said({ entries: [entry] }: Done): string {
  const vendor = Object.entries(entry?.EntryContext ?? {}).find(([key]) => key.startsWith('IAM.Vendor'))?.[1]
  const { success, errorMessage } = (vendor ?? {}) as { success?: Json; errorMessage?: Json }
  if (success === true) return SUCCESS
  if (errorMessage) return String(errorMessage)
  return entry?.Type === 4 ? String(entry.HumanReadable ?? entry.Contents) : SUCCESS
}

export async function getColumn(): Promise<Column> {
  const org = await open()
  const email = 'matrix-get@example.com'
  await org.person(email, 'ACTIVE')
  return {
    org,
    match: { method: 'GET', path: '/api/v1/users/.+' },
    run: async params =>
      said(await org.command('iam-get-user', { 'user-profile': { username: email } }, params)),
  }
}

export async function listColumn(): Promise<Column> {
  const org = await open()
  for (let person = 0; person < 10; person += 1) {
    await org.person(`matrix-list${person}@example.com`, 'STAGED', { lastName: 'Matrix' })
  }
  const args = { limit: 'all', filter: 'profile.lastName eq "Matrix"' }
  return {
    org,
    match: { method: 'GET', path: '/api/v1/users\\?' },
    run: async params => {
      const done = await org.command('okta-list-users', args, params)
      const users = done.entries[0]?.Contents
      if (said(done) === SUCCESS && (users as Json[]).length !== 10)
        throw new Error(`not ten: ${JSON.stringify(users)}`)
      return said(done)
    },
  }
}

export interface Creation extends Column {
  /** How many users there are of the last creation, and the run that repeats it. */
  created(): Promise<number>
  again(params: JsonObject): Promise<string>
  status(): Promise<string | undefined>
}

export async function createColumn(): Promise<Creation> {
  const org = await open()
  let people = 0
  const email = () => `matrix-create${people}@example.com`
  const create = async (params: JsonObject) => {
    const profile = { email: email(), username: email(), givenname: 'New', surname: 'Person' }
    return said(await org.command('iam-create-user', { 'user-profile': profile }, params))
  }
  return {
    org,
    match: { method: 'POST', path: '/api/v1/users\\?' },
    run: params => {
      people += 1
      return create(params)
    },
    again: create,
    created: async () => {
      const filter = encodeURIComponent(`profile.email eq "${email()}"`)
      return ((await (await org.call('GET', `/api/v1/users?filter=${filter}`)).json()) as Json[]).length
    },
    status: async () => (await org.user(email()))?.status,
  }
}

export interface Fetching extends Column {
  readonly feed: Poller
  /** Makes so many events. */
  events(count: number): Promise<void>
}

export async function fetchColumn(): Promise<Fetching> {
  const org = await open()
  const id = await org.person('matrix-fetch@example.com', 'ACTIVE')
  const feed = poller(org)
  await feed.fetch()
  return {
    org,
    feed,
    events: count => burst(org, id, count),
    match: { method: 'GET', path: '/api/v1/logs' },
    run: async params => {
      await feed.fetch(params)
      return feed.error ?? SUCCESS
    },
  }
}
