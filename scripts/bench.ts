/** Prints ratios of one run (docs/bench.md explains them): the war room against a bare request, a cold bundle against bare node, sizes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'undici'
import { startOkta } from '../okta-server/server.ts'
import { appSync } from './bench/app-sync.ts'
import { busyOrg, fetchAll, proofCost } from './bench/fetch.ts'
import { getGroup } from './bench/get-group.ts'
import { type Cycle, type HrFigures, hrReport } from './bench/hr-report.ts'
import { languageRates } from './bench/language.ts'
import { launcherRates } from './bench/launcher.ts'
import { crowdedOrg, listEverybody, readAhead } from './bench/list-users.ts'
import { alternately, converse } from './bench/measure.ts'
import { playbookRates } from './bench/playbook.ts'
import { provision } from './bench/provisioning.ts'
import { INTEGRATIONS } from './pack/integrations.ts'
import { buildPack } from './pack/pack.ts'
import { bundleCode } from './pack/unify.ts'

const WARM_ROUNDS = 400
const COLD_ROUNDS = 25
const LOGIN = 'rania.delgado@northwind.example'

function report(what: string, ratio: number, aim: number, detail: string): void {
  console.log(`${ratio <= aim ? 'ok  ' : 'MISS'} ${what}: ${ratio.toFixed(2)} (aim ≤ ${aim})   ${detail}`)
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const sizes = await buildPack(join(folder, 'pack.zip'))
const okta = await startOkta()
await fetch(`${okta.url}/_test/choices`, {
  method: 'POST',
  body: JSON.stringify({ rateLimits: { '*': 1_000_000 } }),
})

async function warm(): Promise<void> {
  const headers = { authorization: `SSWS ${okta.token}`, accept: 'application/json' }
  const url = `${okta.url}/api/v1/users/${encodeURIComponent(LOGIN)}`
  const room = converse(
    [
      'dist/warroom.js',
      '--json',
      '--pack',
      join(folder, 'pack.zip'),
      '--state',
      join(folder, 'state'),
      '--okta-url',
      okta.url,
      '--okta-token',
      'env:OKTA_TOKEN',
    ],
    { OKTA_TOKEN: okta.token },
  )
  const line = `!iam-get-user user-profile={"username":"${LOGIN}"}`
  const bare = async () => (await request(url, { headers })).body.json()
  const whole = async () => {
    if (!(await room.say(line)).includes('"success":true')) throw new Error('iam-get-user failed')
  }
  await alternately(100, whole, bare)
  const [warRoom = 0, get = 0] = await alternately(WARM_ROUNDS, whole, bare)
  await room.end()
  report(
    'warm iam-get-user through the war room / bare GET',
    warRoom / get,
    4,
    `${warRoom.toFixed(2)} ms / ${get.toFixed(2)} ms`,
  )
}

/** The Okta bundle as a file, as a host unpacks it. */
async function bundleFile(): Promise<string> {
  const [integration] = INTEGRATIONS
  if (!integration) throw new Error('there is no integration')
  const file = join(folder, 'bundle.cjs')
  writeFileSync(file, (await bundleCode(integration)).code)
  return file
}

async function cold(): Promise<void> {
  const file = await bundleFile()
  const start = {
    kind: 'command',
    command: 'iam-get-user',
    args: {},
    params: {},
    lastRun: {},
    integrationContext: {},
    instance: { brand: '', name: '' },
  }
  const bundle = async () => {
    const one = converse([file])
    await one.say(JSON.stringify({ start }))
    await one.end()
  }
  const [ours = 0, node = 0] = await alternately(COLD_ROUNDS, bundle, () => converse(['-e', '0']).end())
  report('one cold bundle / node -e 0', ours / node, 2.5, `${ours.toFixed(0)} ms / ${node.toFixed(0)} ms`)
}

async function lists(): Promise<void> {
  const crowd = await crowdedOrg(100_000)
  try {
    const { peak, line, calls, seconds } = await listEverybody(crowd, await bundleFile(), folder)
    const megabytes = [peak, line].map(bytes => `${(bytes / 1e6).toFixed(0)} MB`).join(' / ')
    const detail = `${megabytes}, ${calls} calls, ${seconds.toFixed(1)} s`
    report('okta-list-users limit=all of 100,000: peak memory / its answer', peak / line, 3, detail)
    const { ahead, loop } = await readAhead(crowd)
    report(
      'pages read ahead / one after the other',
      ahead / loop,
      0.75,
      `${ahead.toFixed(0)} ms / ${loop.toFixed(0)} ms`,
    )
    const group = await getGroup(crowd, await bundleFile(), 10_000)
    const found = `${group.calls} calls, ${group.seconds.toFixed(1)} s`
    report('iam-get-group with 10,000 members: calls / the fewest', group.calls / group.fewest, 1, found)
  } finally {
    await crowd.close()
  }
}

async function fetching(): Promise<void> {
  const busy = await busyOrg(100_000)
  try {
    const bundle = await bundleFile()
    const some = await fetchAll(busy, bundle, folder, 10_000, 1)
    const all = await fetchAll(busy, bundle, folder, 100_000, 5)
    report(
      'fetching 100,000 events, 1,000 at once / a bare loop over the same pages',
      all.ours / all.bare,
      2.2,
      `${(all.ours / 20).toFixed(0)} ms / ${(all.bare / 20).toFixed(0)} ms a page`,
    )
    const megabytes = [all.peak, some.peak].map(bytes => `${(bytes / 1e6).toFixed(0)} MB`).join(' / ')
    report('peak memory of fetching 100,000 events / 10,000', all.peak / some.peak, 1.2, megabytes)
    report('token and proof of one request, ms', await proofCost(busy, 2000), 1, 'a service app with DPoP')
  } finally {
    await busy.close()
  }
}

async function containers(): Promise<void> {
  const rates = await launcherRates(okta, await bundleFile(), LOGIN)
  if (!rates) return console.log('     launch.py is not measured: there is no python3')
  const { library, first, later, plain } = rates
  const ms = ([ours, python]: readonly [number, number]) => `${ours.toFixed(1)} ms / ${python.toFixed(1)} ms`
  const laterMs = `${ms(later)}; without TLS ${ms(plain)}`
  if (library !== 'requests')
    return console.log(
      `     command of a container / one in Python, which has no requests here and sends by urllib: first ${ms(first)}, later ${laterMs}`,
    )
  report('first command of a container / one in Python', first[0] / first[1], 1.7, ms(first))
  report('later command of a container / one in Python', later[0] / later[1], 0.5, laterMs)
}

async function language(): Promise<void> {
  const { rates, mergeGrowth } = await languageRates()
  for (const { what, rate, aim } of rates) {
    const verdict = aim === undefined ? '    ' : rate >= aim ? 'ok  ' : 'MISS'
    console.log(
      `${verdict} ${what}: ${Math.round(rate).toLocaleString('en')}/s${aim ? ` (aim ≥ ${aim.toLocaleString('en')}/s)` : ''}`,
    )
  }
  report('cost of a keyed merge at 10,000 entries / at 1,000', mergeGrowth, 2, '')
}

async function playbooks(): Promise<void> {
  const { growth, longMs, commandsMs, forkMs } = await playbookRates()
  report('cost of a task in a chain of 1,000 / of 100', growth, 1.5, `1,000 in ${longMs.toFixed(0)} ms`)
  report('1,000 chained Set tasks, seconds', longMs / 1000, 2, '')
  report('50 commands on the embedded Okta in one playbook, seconds', commandsMs / 1000, 5, '')
  console.log(`     a fork of 200 branches that join: ${forkMs.toFixed(0)} ms`)
}

async function provisioning(): Promise<void> {
  const { incidents, seconds, bare, calls } = await appSync(200)
  const counted = `${calls} calls in both orgs`
  report('200 App Add incidents: calls to Okta an incident', calls / incidents, 6, counted)
  const rate = `${(incidents / seconds).toFixed(0)} incidents a second, ${seconds.toFixed(1)} s / ${bare.toFixed(1)} s`
  report('200 App Add incidents / the same calls bare', seconds / bare, 12, rate)
}

/** The hires and then ten changes of everybody, as many incidents as a company of 100 has in some years. */
async function newHires(): Promise<void> {
  const { people, hired, changed, oktaCalls, directoryCalls, memory } = await provision(100, 10)
  const calls = oktaCalls + directoryCalls
  const counted = `${oktaCalls} of Okta, ${directoryCalls} of the directory`
  report('100 new hires into Okta and a directory: calls a person', calls / people, 10, counted)
  const rate = (seconds: number) => `${(people / seconds).toFixed(1)} incidents a second`
  console.log(`     100 new hires: ${rate(hired)}; 100 updates: ${rate(changed)}`)
  if (!memory) return console.log('     the memory is not measured: there is no /proc')
  const megabytes = memory.map(one => one.toFixed(0)).join(', ')
  const middle = Math.ceil(memory.length / 2)
  const least = (some: readonly number[]) => Math.min(...some)
  report(
    'memory of the war room in the last five rounds of 100 updates / in the first',
    least(memory.slice(middle)) / least(memory.slice(0, middle)),
    1.3,
    `${megabytes} MB`,
  )
}

/** A fetch limit of 200, the most that is advised, for both sizes; and of 20 for a tenth of the people, which makes as many slices. */
async function hrReports(): Promise<void> {
  const small = await hrReport(10_000, [20, 200])
  const large = await hrReport(100_000, [200, 50])
  const [some, same] = small.cycles
  const [all, slow] = large.cycles
  if (!some || !same || !all || !slow) throw new Error('a cycle is missing')
  const took = ({ seconds, fetches, limit }: Cycle) =>
    `${seconds.toFixed(1)} s, fetches of at most ${limit} incidents: ${fetches}`
  report(
    'cycle of an HR report of 100,000, 1 % changed / of 10,000, fetch limit 200 for both',
    all.seconds / same.seconds,
    12,
    `${took(all)} / ${took(same)}`,
  )
  report(
    'the same, fetch limit 20 for 10,000: as many fetches',
    all.seconds / some.seconds,
    12,
    `${took(all)} / ${took(some)}`,
  )
  report('the same cycle of 100,000, seconds', all.seconds, 60, `${all.incidents} incidents`)
  const megabytes = ({ peaks }: HrFigures, of: 'bundle' | 'room') => (peaks?.[of] ?? 0) / 1e6
  const [mine, tenth] = [large, small].map(each => `${megabytes(each, 'room').toFixed(0)} MB`)
  if (large.peaks)
    report(
      'peak memory of the bundle, MB',
      megabytes(large, 'bundle'),
      400,
      `of 10,000: ${megabytes(small, 'bundle').toFixed(0)} MB; the war room: ${mine}, of 10,000: ${tenth}`,
    )
  else console.log('     the memory is not measured: there is no /proc')
  report('last run, bytes', Math.max(...[all, some, same, slow].map(({ lastRun }) => lastRun)), 1000, '')
  console.log(`     with the default fetch limit: 100,000 ${took(slow)}`)
  const synced = ({ sync }: HrFigures) => `${sync.seconds.toFixed(1)} s in ${sync.fetches} fetches`
  console.log(`     first sync: 100,000 ${synced(large)}, 10,000 ${synced(small)}`)
}

try {
  await warm()
  await cold()
  await containers()
  await language()
  await lists()
  await fetching()
  await playbooks()
  await provisioning()
  await newHires()
  await hrReports()
  for (const [name, { own, whole, compressed }] of Object.entries(sizes)) {
    report(`${name}: own code, kB`, own / 1000, 150, 'minified')
    report(`${name}: whole bundle, kB`, whole / 1000, 850, 'minified')
    report(`${name}: compressed, kB`, compressed / 1000, 260, 'as it stands in the YAML, before base64')
  }
} finally {
  await okta.close()
  rmSync(folder, { recursive: true, force: true })
}
