import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type RunningReportServer, startReportServer } from '../../../report-server/server.ts'
import { runHere } from '../../warroom/face/here.ts'
import { objects, runProgram } from '../../warroom/face/program.ts'
import { emptyFolder } from '../../warroom/stand-in.ts'
import { changed, entryOf, staff, without } from './company.ts'
import { ending } from './play.ts'
import { type HrRoom, type Incident, instanceOf, lastRunIn, openHrRoom, optionsIn } from './room.ts'

const NOW = '2026-03-02T08:00:00Z'
const PARAMS = { max_fetch: 2, percentage: 1, orphan_threshold: 50 }
const PROFILES = '!findIndicators query=`type:"User Profile"` size=100'
/** Two cores of a test machine; the war rooms of one turn work on different folders. */
const AT_ONCE = 3

let server: RunningReportServer
beforeAll(async () => {
  server = await startReportServer()
})
afterAll(() => server.close())

/** The incidents that a state keeps, closed ones too: type and person. */
function keptIn(cwd: string): string[] {
  const folder = path.join(cwd, '.warroom', 'incidents')
  return readdirSync(folder)
    .map(id => path.join(folder, id, 'incident.json'))
    .filter(existsSync)
    .map(file => (JSON.parse(readFileSync(file, 'utf8')) as { incident?: Incident }).incident)
    .flatMap(one => (one ? [`${one.CustomFields.employeeid} ${one.type}`] : []))
    .sort()
}

/** What a profile is, but for when it was written. */
const factsOf = (indicators: readonly JsonObject[]) =>
  indicators
    .map(({ value, CustomFields }) => ({ value, ...(CustomFields as JsonObject) }))
    .sort((one, other) => String(one.value).localeCompare(String(other.value)))

/** What lines come to in a copy of a state: killed at a line of the journal, then done again from the first one. */
async function killedAt(dieAt: number, lines: readonly string[], from?: string) {
  const cwd = emptyFolder()
  if (from !== undefined) cpSync(from, cwd, { recursive: true })
  const options = optionsIn(cwd, [instanceOf(server, PARAMS)], NOW)
  const { status } = await runProgram([...options, ...lines], { cwd, env: { WARROOM_DIE_AT: String(dieAt) } })
  const after = await runHere([...options, ...lines, '/fetch', '/fetch', PROFILES], { cwd })
  const answers = objects(after) as {
    value?: [{ created: string[] }]
    entries?: [{ Contents: JsonObject[] }]
  }[]
  const came = {
    status,
    after: { status: after.status, err: after.err },
    last: answers.slice(-3, -1).flatMap(({ value }) => value?.[0].created ?? ['no fetch']),
    profiles: factsOf(answers.at(-1)?.entries?.[0].Contents ?? []),
    incidents: keptIn(cwd),
    cycle: Number(lastRunIn(cwd).cycle),
  }
  rmSync(cwd, { recursive: true, force: true })
  return came
}

/** The same for every line of the journal; gives how many there are. */
async function killedEverywhere(
  lines: readonly string[],
  from: string | undefined,
  check: (came: Awaited<ReturnType<typeof killedAt>>, dieAt: number) => void,
): Promise<number> {
  for (let first = 1; ; first += AT_ONCE) {
    const places = Array.from({ length: AT_ONCE }, (_, at) => first + at)
    const all = await Promise.all(places.map(dieAt => killedAt(dieAt, lines, from)))
    for (const [at, came] of all.entries()) check(came, first + at)
    const survived = all.findIndex(({ status }) => status === 0)
    if (survived >= 0) return first + survived - 1
  }
}

describe('killed at every line of the journal', () => {
  it('a first sync over three slices makes every profile once, and raises nothing', async () => {
    server.setEntries(staff(6))
    const room = openHrRoom([instanceOf(server, PARAMS)], NOW)
    for (const count of [2, 4, 6]) {
      expect(await room.raised()).toEqual([])
      expect(await room.profiles()).toHaveLength(count)
    }
    expect(await room.lastRun()).toMatchObject({ cycle: 1, offset: 0 })
    const clean = factsOf(
      (await room.profiles()).map(({ value, fields }) => ({ value, CustomFields: fields })),
    )
    await room.remove()
    const kills = await killedEverywhere(['/fetch', '/fetch', '/fetch'], undefined, (came, dieAt) => {
      expect(came, `killed at line ${dieAt}`).toMatchObject({
        after: { status: 0, err: '' },
        last: [],
        incidents: [],
      })
      expect(came.profiles, `killed at line ${dieAt}`).toEqual(clean)
      expect(came.cycle).toBeGreaterThanOrEqual(1)
    })
    // Each slice writes its profiles and its last run.
    expect(kills).toBeGreaterThanOrEqual(6)
  }, 120_000)

  it('a cycle over several fetches raises every incident once', async () => {
    server.setEntries(staff(6))
    const room = openHrRoom([instanceOf(server, PARAMS)], NOW)
    for (const _ of [1, 2, 3]) await room.raised()
    await room.end()
    server.setEntries([
      entryOf({ id: '2001', name: 'Emil Fox' }),
      ...changed(without(staff(6), '1005'), {
        1001: { Title: 'Head' },
        1002: { Employment_Status: 'Terminated' },
        // Nothing of it is mapped; its digest is learned.
        1003: { Cost_Centre_Key: 'K' },
      }),
    ])
    const { lines, incidents, profiles } = await cleanRun(room)
    expect(incidents).toEqual([
      '1001 IAM - Update User',
      '1002 IAM - Terminate User',
      '1005 IAM - Terminate User',
      '2001 IAM - New Hire',
    ])
    const kills = await killedEverywhere(lines, room.cwd, (came, dieAt) => {
      expect(came, `killed at line ${dieAt}`).toMatchObject({
        after: { status: 0, err: '' },
        last: [],
        incidents,
      })
      expect(came.profiles, `killed at line ${dieAt}`).toEqual(profiles)
    })
    expect(kills).toBeGreaterThanOrEqual(lines.length)
    await room.remove()
  }, 120_000)
})

/** A run that nothing disturbs, in a copy of the state: its lines, fetches and what the playbooks write, and what they came to. */
async function cleanRun({ cwd: from }: HrRoom) {
  const cwd = emptyFolder()
  cpSync(from, cwd, { recursive: true })
  const room = openHrRoom([instanceOf(server, PARAMS)], NOW, cwd)
  const lines: string[] = []
  const counts: number[] = []
  while (counts.at(-1) !== 0) {
    const raised = await room.raised()
    const played = raised.flatMap(one => ending(one, { today: '2026-03-02', enableDays: 3 }))
    for (const line of played) await room.say(line)
    lines.push('/fetch', ...played)
    counts.push(raised.length)
  }
  // A fetch looks at two entries; one of them has nothing that is mapped.
  expect(counts).toEqual([2, 1, 1, 0])
  const profiles = factsOf(
    (await room.profiles()).map(({ value, fields }) => ({ value, CustomFields: fields })),
  )
  await room.end()
  const incidents = keptIn(cwd)
  rmSync(cwd, { recursive: true, force: true })
  return { lines, incidents, profiles }
}
