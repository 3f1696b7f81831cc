/**
 * How fast playbooks walk: the cost of a task in a long chain against a short one, 50 commands on the embedded Okta, and a
 * fork of 200 branches that join. `playbookRates` gives what bench.ts prints; run alone, it prints by itself.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { JsonObject } from '../../kit/wire.ts'
import { startOkta } from '../../okta-server/server.ts'
import { openWarRoom } from '../../warroom/open.ts'
import { median, timed } from './measure.ts'

const ROUNDS = 5
const LOGIN = 'rania.delgado@northwind.example'

function task(id: string, next: string[], inner: JsonObject, args: JsonObject = {}): JsonObject {
  const scriptarguments = Object.fromEntries(Object.entries(args).map(([name, simple]) => [name, { simple }]))
  return {
    id,
    type: inner.type ?? 'regular',
    task: { id, ...inner },
    nexttasks: { '#none#': next },
    scriptarguments,
  }
}

function playbook(name: string, first: string[], tasks: JsonObject[]): JsonObject {
  const all = [task('0', first, { name: '', type: 'start' }), ...tasks]
  const byId = Object.fromEntries(all.map(each => [String(each.id), each]))
  return { id: name, name, version: -1, starttaskid: '0', tasks: byId }
}

/** `count` tasks, one behind the other. */
function chain(name: string, count: number, inner: JsonObject, args: (at: number) => JsonObject): JsonObject {
  const tasks = Array.from({ length: count }, (_, index) => {
    const next = index + 1 < count ? [String(index + 2)] : []
    return task(String(index + 1), next, inner, args(index))
  })
  return playbook(name, ['1'], tasks)
}

const set = (name: string, count: number): JsonObject =>
  chain(name, count, { name: 'Set', scriptName: 'Set' }, at => ({ key: `k${at % 10}`, value: String(at) }))

function fork(count: number): JsonObject {
  const ids = Array.from({ length: count }, (_, index) => String(index + 1))
  const branches = ids.map(id => task(id, ['end'], { name: 'Print', scriptName: 'Print' }, { value: id }))
  return playbook(`Fork ${count}`, ids, [
    ...branches,
    task('end', [], { name: 'Print', scriptName: 'Print' }, { value: 'joined' }),
  ])
}

const COMMANDS = chain(
  'Commands',
  50,
  { name: 'iam-get-user', script: 'Okta IAM|||iam-get-user', iscommand: true, brand: 'Okta IAM' },
  () => ({ 'user-profile': JSON.stringify({ username: LOGIN }) }),
)

const PLAYBOOKS = [set('Short', 100), set('Long', 1000), fork(200), COMMANDS]

export interface PlaybookRates {
  /** Cost of a task in a chain of 1,000 against one of 100. */
  growth: number
  longMs: number
  commandsMs: number
  forkMs: number
}

/** Opens a war room on the built pack and a local Okta, and measures. */
export async function playbookRates(): Promise<PlaybookRates> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-playbook-'))
  mkdirSync(join(folder, 'Playbooks'))
  for (const each of PLAYBOOKS)
    writeFileSync(join(folder, 'Playbooks', `${each.name}.json`), JSON.stringify(each))
  const { url, token, close } = await startOkta()
  await fetch(`${url}/_test/choices`, {
    method: 'POST',
    body: JSON.stringify({ rateLimits: { '*': 1_000_000 } }),
  })
  const room = await openWarRoom({
    packs: [fileURLToPath(new URL('../../dist/OktaIdentityLifecycle.zip', import.meta.url)), folder],
    okta: async () => ({ url, token }),
    ...{ state: join(folder, 'state'), fresh: false, env: {}, warn: () => {}, debug: () => {} },
  })
  const run = async (name: string) => {
    const outcome = await room.session.run(`/playbook "${name}" --anew`)
    const value = 'answer' in outcome ? (outcome.answer.value as JsonObject) : undefined
    if (value?.state !== 'completed')
      throw new Error(`Playbook ${name} failed: ${JSON.stringify(outcome).slice(0, 300)}`)
  }
  const cost = async (name: string, rounds = ROUNDS): Promise<number> => {
    await run(name)
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) times.push(await timed(() => run(name)))
    return median(times)
  }
  try {
    const [short, long] = [await cost('Short', 10), await cost('Long')]
    return {
      growth: long / 10 / short,
      longMs: long,
      commandsMs: await cost('Commands', 2),
      forkMs: await cost('Fork 200'),
    }
  } finally {
    await room.close()
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { growth, longMs, commandsMs, forkMs } = await playbookRates()
  console.log(`cost of a task at 1,000 chained Set tasks / at 100: ${growth.toFixed(2)} (aim ≤ 1.5)`)
  console.log(`1,000 chained Set tasks: ${longMs.toFixed(0)} ms (aim ≤ 2,000)`)
  console.log(`50 commands on the embedded Okta: ${commandsMs.toFixed(0)} ms (aim ≤ 5,000)`)
  console.log(`a fork of 200 branches that join: ${forkMs.toFixed(0)} ms`)
}
