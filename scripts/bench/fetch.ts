import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serviceApp } from '../../Integrations/OktaIAM/okta/oauth.ts'
import { openConnection } from '../../kit/http.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { converse, median } from './measure.ts'

const AT_ONCE = 1000
const FILTER = 'eventType eq "user.account.update_profile"'
const HOUR = 3_600_000

/** An org whose log holds this many events that fit the filter; they are put there without as many requests. */
export async function busyOrg(events: number): Promise<RunningOkta> {
  const okta = await startOkta()
  const { org } = okta
  await setChoices(okta, { rateLimits: { '*': 1_000_000 } })
  const [user] = org.users.after()
  if (!user) throw new Error('the org has nobody')
  const { id, profile } = user
  const who = {
    id,
    type: 'User' as const,
    alternateId: profile.login,
    displayName: `${profile.firstName} ${profile.lastName}`,
  }
  const request = {
    id: 'bench',
    uri: `/api/v1/users/${id}`,
    url: `/api/v1/users/${id}?`,
    userAgent: null,
    actor: who,
  }
  const begin = Date.parse(org.clock.instant()) - HOUR / 2
  for (let made = 0; made < events; made += 1) {
    org.logs.add({
      uuid: org.ids.uuid('event'),
      published: new Date(begin + made).toISOString(),
      eventType: 'user.account.update_profile',
      targets: [who],
      request,
      debugData: { changedAttributes: 'title' },
    })
  }
  return okta
}

async function setChoices({ url }: RunningOkta, choices: unknown): Promise<void> {
  const answer = await fetch(`${url}/_test/choices`, { method: 'POST', body: JSON.stringify(choices) })
  if (!answer.ok) throw new Error(await answer.text())
}

export interface FetchFigures {
  /** Milliseconds of a round of fetches, and of a bare loop over as many of the same pages; the middle of all rounds. */
  readonly ours: number
  readonly bare: number
  /** The most memory that the process ever held, in bytes. */
  readonly peak: number
}

/**
 * Fetches so many events in rounds with one process of the bundle, its place handed on as a platform does; behind every
 * round comes the bare loop, so that whatever else the machine does falls on both.
 */
export async function fetchAll(
  okta: RunningOkta,
  bundle: string,
  folder: string,
  events: number,
  rounds: number,
): Promise<FetchFigures> {
  const peakFile = join(folder, `peak-${events}`)
  const told = join(folder, 'keep-peak.cjs')
  writeFileSync(
    told,
    `process.on('exit', () => require('fs').writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)))`,
  )
  const one = converse(['--require', told, bundle], { PEAK_FILE: peakFile })
  const fetchOnce = async (lastRun: string, first: string) => {
    const line = await one.say(startLine(okta, lastRun, { max_fetch: String(AT_ONCE), first_fetch: first }))
    const at = line.lastIndexOf('"lastRun":')
    if (at < 0) throw new Error(`fetch-incidents failed: ${line.slice(0, 300)}`)
    // It stands last in the line, and what stands before are megabytes.
    return line.slice(at + '"lastRun":'.length, -'}}'.length)
  }
  // What a process costs to start is measured elsewhere.
  await fetchOnce('{}', '0 minutes')
  const [ours, bare]: [number[], number[]] = [[], []]
  let lastRun = '{}'
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now()
    for (let read = 0; read < events / rounds; read += AT_ONCE) lastRun = await fetchOnce(lastRun, '1 hour')
    ours.push(performance.now() - from)
    bare.push(await readBare(okta, events / rounds))
  }
  await one.end()
  return { ours: median(ours), bare: median(bare), peak: Number(readFileSync(peakFile, 'utf8')) * 1024 }
}

function startLine(okta: RunningOkta, lastRun: string, more: JsonObject): string {
  const params = {
    url: okta.url,
    credentials: { identifier: '', password: okta.token },
    auto_generate_query_filter: 'false',
    fetch_query_filter: FILTER,
    ...more,
  }
  const start = {
    kind: 'command',
    command: 'fetch-incidents',
    args: {},
    params,
    integrationContext: {},
    instance: { brand: 'Okta IAM', name: 'bench' },
    lastRun: {},
  }
  return JSON.stringify({ start }).replace('"lastRun":{}', () => `"lastRun":${lastRun}`)
}

const BARE = `
import { request } from 'undici'
const [first, token, wanted] = process.argv.slice(1)
const headers = { authorization: 'SSWS ' + token, accept: 'application/json' }
await (await request(new URL('/api/v1/users/me', first), { headers })).body.json()
const from = performance.now()
let read = 0
for (let at = first; read < Number(wanted); ) {
  const answer = await request(at, { headers })
  read += JSON.parse(await answer.body.text()).length
  at = [answer.headers.link].flat().map(link => /<([^>]+)>; rel="next"/.exec(link)?.[1]).find(Boolean)
}
console.log(performance.now() - from)
`

/** Milliseconds for the same pages read and parsed by a bare loop in a process of its own. */
async function readBare(okta: RunningOkta, events: number): Promise<number> {
  const since = new Date(Date.parse(okta.org.clock.instant()) - HOUR).toISOString()
  const query = new URLSearchParams({ since, sortOrder: 'ASCENDING', limit: String(AT_ONCE), filter: FILTER })
  const args = [
    '--input-type=module',
    '-e',
    BARE,
    `${okta.url}/api/v1/logs?${query}`,
    okta.token,
    String(events),
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const piece of child.stdout as AsyncIterable<Buffer>) said += piece.toString()
  if (!Number(said)) throw new Error('the bare loop failed')
  return Number(said)
}

/** Milliseconds that a token and its proof cost a request of a service app that demands DPoP. */
export async function proofCost(okta: RunningOkta, requests: number): Promise<number> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const answer = await fetch(`${okta.url}/_test/service-apps`, {
    method: 'POST',
    body: JSON.stringify({
      clientId: '0oaBench',
      label: 'Bench',
      dpop: true,
      scopes: ['okta.users.read'],
      adminRoles: ['READ_ONLY_ADMIN'],
      jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'bench' }] },
    }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  const send = openConnection({ proxy: false, insecure: false })
  const app = serviceApp(
    {
      origin: okta.url,
      clientId: '0oaBench',
      key: privateKey,
      algorithm: 'ES256',
      keyId: 'bench',
      scopes: ['okta.users.read'],
    },
    async message => send({ ...message, ...(await message.anew?.()) }),
    { log: () => {}, keepSecret: () => {} },
  )
  const url = new URL('/api/v1/users?limit=200', okta.url)
  for (let warm = 0; warm < requests / 10; warm += 1) await app.headers('GET', url)
  const from = performance.now()
  for (let sent = 0; sent < requests; sent += 1) await app.headers('GET', url)
  return (performance.now() - from) / requests
}
