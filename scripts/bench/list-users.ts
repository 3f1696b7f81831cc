import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { nextLink } from '../../Integrations/OktaIAM/okta/link.ts'
import { type Page, pagesOf } from '../../Integrations/OktaIAM/okta/pages.ts'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { alternately } from './measure.ts'

export interface ListFigures {
  /** The most memory that the process ever held, and the length of the line that it answered, in bytes. */
  readonly peak: number
  readonly line: number
  readonly calls: number
  readonly seconds: number
}

/** An org with this many people that refuses nobody for asking too often. */
export async function crowdedOrg(people: number): Promise<RunningOkta> {
  const okta = await startOkta({ people })
  await testCall(okta, 'choices', { rateLimits: { '*': 1_000_000 } })
  return okta
}

/** How the line of a success begins. */
const START = '{"done":{"entries":[{"Type":1,'

/** Runs okta-list-users limit=all in a process of the bundle; the answer is counted and not kept. */
export async function listEverybody(okta: RunningOkta, bundle: string, folder: string): Promise<ListFigures> {
  const told = join(folder, 'tell-peak.cjs')
  writeFileSync(
    told,
    `process.on('exit', () => require('fs').writeSync(2, String(process.resourceUsage().maxRSS)))`,
  )
  okta.org.requests.clear()
  const from = performance.now()
  const child = spawn(process.execPath, ['--require', told, bundle], { stdio: 'pipe' })
  child.stdin.end(`${JSON.stringify({ start: startOf(okta) })}\n`)
  let [line, kilobytes, first] = [0, '', '']
  child.stderr.on('data', (text: Buffer) => (kilobytes += text.toString()))
  for await (const piece of child.stdout as AsyncIterable<Buffer>) {
    if (first.length < START.length) first += piece.toString()
    line += piece.length
  }
  if (!first.startsWith(START)) throw new Error(`okta-list-users failed: ${first.slice(0, 200)}`)
  const calls = okta.org.requests.all().length
  return { peak: Number(kilobytes) * 1024, line, calls, seconds: (performance.now() - from) / 1000 }
}

function startOf(okta: RunningOkta) {
  return {
    kind: 'command',
    command: 'okta-list-users',
    args: { limit: 'all' },
    params: { url: okta.url, credentials: { identifier: '', password: okta.token } },
    lastRun: {},
    integrationContext: {},
    instance: { brand: 'Okta IAM', name: 'bench' },
  }
}

const PAGES = 20
const LATENCY = 25

/**
 * Milliseconds for some pages whose every answer takes as long as the work on it: read ahead, and by a loop that asks
 * for the next page when the work on the present one is done.
 */
export async function readAhead(okta: RunningOkta): Promise<{ ahead: number; loop: number }> {
  const slow = { match: { path: '/api/v1/users' }, times: 100_000, answer: { kind: 'slow', ms: LATENCY } }
  await testCall(okta, 'faults', [slow])
  const page = (at: URL) => pageOf(okta, at)
  const first = new URL('/api/v1/users?limit=20', okta.url)
  const work = () => delay(LATENCY)
  const ours = async () => {
    let left = PAGES
    for await (const _ of pagesOf(page, first)) {
      await work()
      left -= 1
      if (!left) return
    }
  }
  const naive = async () => {
    let at: URL | undefined = first
    for (let left = PAGES; left && at; left -= 1) {
      const { next }: Page = await page(at)
      await work()
      at = next
    }
  }
  const [ahead = 0, loop = 0] = await alternately(3, ours, naive)
  await testCall(okta, 'faults', [])
  return { ahead, loop }
}

async function pageOf({ token }: RunningOkta, at: URL): Promise<Page> {
  const answer = await fetch(at, { headers: { authorization: `SSWS ${token}`, accept: 'application/json' } })
  const next = nextLink(answer.headers.get('link') ?? undefined)
  return { values: (await answer.json()) as unknown[], ...(next !== undefined && { next: new URL(next) }) }
}

async function testCall({ url }: RunningOkta, path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/_test/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`/_test/${path}: ${await answer.text()}`)
}
