import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { JsonObject } from '../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { openWarRoom, type WarRoom } from '../../warroom/open.ts'
import { sendBare } from './bare.ts'

const PACK = fileURLToPath(new URL('../../dist/OktaIdentityLifecycle.zip', import.meta.url))
const LOCKING = fileURLToPath(new URL('../../test/packs/DemistoLocking', import.meta.url))
const APPLICATION = 'Salesforce'
const CRM = {
  people: [
    {
      status: 'ACTIVE' as const,
      created: '2024-01-01T09:00:00.000Z',
      profile: {
        firstName: 'Rowan',
        lastName: 'Keeper',
        login: 'keeper@crm.example',
        email: 'keeper@crm.example',
      },
    },
  ],
}

export interface AppSyncFigures {
  readonly incidents: number
  /** Seconds of the fetch and of all its playbooks. */
  readonly seconds: number
  /** Seconds of the same requests, sent bare one after the other. */
  readonly bare: number
  /** Requests in both orgs. */
  readonly calls: number
}

/** Two orgs and a war room on them, with an application that is connected. */
interface Stage {
  readonly okta: RunningOkta
  readonly crm: RunningOkta
  readonly room: WarRoom
  readonly app: string
}

/**
 * Assigns an application to so many people, fetches the events and lets IAM - App Sync make each an account in the second
 * org. Throws when one of them has none in the end.
 */
export async function appSync(people: number): Promise<AppSyncFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-app-sync-'))
  const okta = await startOkta({ people: people * 2 })
  const crm = await startOkta({ seed: CRM })
  const room = await openRoom(folder, okta, crm)
  try {
    const stage = { okta, crm, room, app: await connect(room, okta) }
    const logins = await assignAll(stage, people)
    return await provision(stage, logins)
  } finally {
    await room.close()
    await Promise.all([okta.close(), crm.close()])
    rmSync(folder, { recursive: true, force: true })
  }
}

async function openRoom(folder: string, okta: RunningOkta, crm: RunningOkta): Promise<WarRoom> {
  const instances = join(folder, 'instances.json')
  const fetching = {
    isFetch: true,
    max_fetch: 1000,
    auto_generate_query_filter: false,
    fetch_query_filter: 'eventType eq "application.user_membership.add"',
  }
  const org = ({ url, token }: RunningOkta) => ({ url, credentials: token })
  writeFileSync(
    instances,
    JSON.stringify([
      { name: 'Okta', brand: 'Okta IAM', params: { ...org(okta), ...fetching } },
      { name: 'CRM', brand: 'Okta IAM', params: org(crm) },
      { name: 'Lock', brand: 'Demisto Lock' },
    ]),
  )
  for (const { url } of [okta, crm]) {
    const body = JSON.stringify({ rateLimits: { '*': 1_000_000 } })
    await fetch(`${url}/_test/choices`, { method: 'POST', body })
  }
  return openWarRoom({
    packs: [PACK, LOCKING],
    instances,
    okta: async () => okta,
    ...{ state: join(folder, 'state'), fresh: false, env: {}, warn: () => {}, debug: () => {} },
  })
}

/** Runs a line; throws when it fails. */
async function say(room: WarRoom, line: string): Promise<JsonObject[]> {
  const outcome = await room.session.run(line)
  const isFailed = 'answer' in outcome && outcome.answer.failed
  if ('error' in outcome || isFailed) throw new Error(`${line} failed: ${JSON.stringify(outcome)}`)
  return 'answer' in outcome ? ([outcome.answer.value].flat() as JsonObject[]) : []
}

/** Connects the application to the instance CRM; gives its id. */
async function connect(room: WarRoom, okta: RunningOkta): Promise<string> {
  const app = [...okta.org.apps.values()].find(({ label }) => label === APPLICATION)
  if (!app) throw new Error(`the org has no application ${APPLICATION}`)
  const fields = { oktaiaminstance: 'Okta', applicationidinokta: app.id, integrationinstanceinxsoar: 'CRM' }
  const words = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
  await say(room, `!createNewIncident name=Connect type="IAM - Configuration" ${words.join(' ')}`)
  // The place of the first fetch: what happens from now on counts.
  await say(room, '/fetch Okta')
  return app.id
}

/** Assigns the application to people who do not have it, each with a User Profile; gives their logins. */
async function assignAll({ okta, room, app }: Stage, people: number): Promise<string[]> {
  const has = okta.org.apps.get(app)?.users
  const chosen = [...okta.org.users.after()]
    .filter(({ id, status }) => status === 'ACTIVE' && !has?.has(id))
    .slice(0, people)
  for (const { id, profile } of chosen) {
    const { login, firstName, lastName, title } = profile
    const fields = { email: login, username: login, givenname: firstName, surname: lastName, title }
    await say(
      room,
      `!createNewIndicator value=${login} type="User Profile" customFields=\`${JSON.stringify(fields)}\``,
    )
    const headers = { authorization: `SSWS ${okta.token}`, 'content-type': 'application/json' }
    await fetch(`${okta.url}/api/v1/apps/${app}/users`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ id }),
    })
  }
  return chosen.map(({ profile }) => profile.login)
}

async function provision({ okta, crm, room }: Stage, logins: string[]): Promise<AppSyncFigures> {
  for (const { org } of [okta, crm]) org.requests.clear()
  const from = performance.now()
  await say(room, '/fetch Okta')
  const seconds = (performance.now() - from) / 1000
  const missing = logins.filter(login => !crm.org.users.byLogin(login))
  if (missing.length) throw new Error(`${missing.length} people have no account, such as ${missing[0]}`)
  const calls = [okta, crm].flatMap(org =>
    org.org.requests.all().map(({ method, path }) => ({ org, method, path })),
  )
  return { incidents: logins.length, seconds, bare: await sendBare(calls), calls: calls.length }
}
