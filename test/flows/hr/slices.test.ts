import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type RunningReportServer, startReportServer } from '../../../report-server/server.ts'
import { changed, entryOf, staff, without } from './company.ts'
import { play } from './play.ts'
import { type HrRoom, type Incident, instanceOf, openHrRoom } from './room.ts'

const PEOPLE = 200
const LIMIT = 7
const PLAYING = { today: '2026-03-02', enableDays: 3 }

let server: RunningReportServer
let room: HrRoom
beforeAll(async () => {
  server = await startReportServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.setEntries(staff(PEOPLE))
  room = openHrRoom([
    instanceOf(server, { max_fetch: LIMIT, percentage: 100, days_before_hire_to_enable_ad: 3 }),
  ])
  expect(await room.raised()).toEqual([])
  expect(await room.profiles()).toHaveLength(PEOPLE)
})
afterEach(() => room.remove())

/** What HR has changed: of every five people one has another title, of every twenty one has left; three are new and two gone. */
function busyDay() {
  const changes: Record<string, JsonObject> = {}
  const expected = new Map<string, string>()
  for (let id = 1001; id <= 1000 + PEOPLE; id += 1) {
    if (id % 20 === 7) {
      changes[id] = { Employment_Status: 'Terminated' }
      expected.set(String(id), 'IAM - Terminate User')
    } else if (id % 5 === 0) {
      changes[id] = { Title: `Clerk of class ${id % 7}` }
      expected.set(String(id), 'IAM - Update User')
    }
  }
  const hired = ['Emil', 'Frida', 'Greta'].map((first, at) => {
    expected.set(String(2001 + at), 'IAM - New Hire')
    return entryOf({ id: String(2001 + at), name: `${first} Newman` })
  })
  for (const id of ['1001', '1199']) expected.set(id, 'IAM - Terminate User')
  const [first, ...others] = hired
  const report = without(changed(staff(PEOPLE), changes), '1001', '1199')
  return { report: [...(first ? [first] : []), ...report, ...others], expected }
}

const rowsOf = (incidents: readonly Incident[]) =>
  incidents.map(({ type, CustomFields }) => `${CustomFields.employeeid} ${type}`).sort()
const rowsExpected = (expected: ReadonlyMap<string, string>) =>
  [...expected].map(([id, type]) => `${id} ${type}`).sort()

/** Fetches until two fetches in a row raise nothing; `after` comes behind every fetch. */
async function fetchAll(after: (raised: Incident[], fetch: number) => Promise<void>): Promise<Incident[]> {
  const all: Incident[] = []
  for (let fetch = 1, idle = 0; idle < 2; fetch += 1) {
    const raised = await room.raised()
    expect(raised.length).toBeLessThanOrEqual(LIMIT)
    idle = raised.length === 0 ? idle + 1 : 0
    all.push(...raised)
    await after(raised, fetch)
  }
  return all
}

it('raises every incident once over the fetches, and the offset moves on', async () => {
  const { report, expected } = busyDay()
  server.setEntries(report)
  const offsets: number[] = []
  const all = await fetchAll(async raised => {
    await play(room, raised, PLAYING)
    const { cycle, offset } = await room.lastRun()
    if (cycle === 1) offsets.push(Number(offset))
  })
  expect(rowsOf(all)).toEqual(rowsExpected(expected))
  expect(expected.size).toBe(40 + 10 + 3 + 2)
  expect(offsets.length).toBeGreaterThanOrEqual(Math.floor(53 / LIMIT))
  expect(offsets).toEqual([...new Set(offsets)].sort((one, other) => one - other))
})

it('looks at no more entries in a fetch than the percentage says', async () => {
  // Ten entries are new, but not in what is mapped.
  const unmapped = Object.fromEntries(
    Array.from({ length: 10 }, (_, at) => [String(1001 + at), { Cost_Centre_Key: 'K' }]),
  )
  server.setEntries(changed(staff(PEOPLE), { ...unmapped, 1011: { Title: 'Head' }, 1012: { Title: 'Head' } }))
  await room.end()
  room = openHrRoom([instanceOf(server, { max_fetch: 1, percentage: 2 })], undefined, room.cwd)
  for (const [offset, ids] of [
    [4, []],
    [8, []],
    [11, ['1011']],
    [12, ['1012']],
  ] as const) {
    const raised = await room.raised()
    expect(raised.map(({ CustomFields }) => CustomFields.employeeid)).toEqual(ids)
    expect(await room.lastRun()).toMatchObject(offset === 12 ? { cycle: 1 } : { cycle: 1, offset })
  }
})

it('loses nothing and repeats nothing when the report changes amid the cycle', async () => {
  const { report, expected } = busyDay()
  server.setEntries(report)
  let offset = 0
  const all = await fetchAll(async (raised, fetch) => {
    await play(room, raised, PLAYING)
    const at = Number((await room.lastRun()).offset)
    if (fetch === 4) {
      // Behind the offset, before it, and a second change of somebody whose first one has been raised.
      expect(at).toBeGreaterThan(60)
      offset = at
      const hired = entryOf({ id: '2009', name: 'Hanna Newman' })
      server.setEntries([
        hired,
        ...changed(report, { 1003: { City: 'Genève' }, 1200: { City: 'Bern' }, 1010: { City: 'Basel' } }),
      ])
    }
    if (fetch === 5) expect(raised.map(({ CustomFields }) => CustomFields.employeeid)).toContain('2009')
  })
  expect(offset).toBeGreaterThan(0)
  const once = [...rowsExpected(expected), '2009 IAM - New Hire', '1003 IAM - Update User']
  expect(rowsOf(all)).toEqual([...once, '1010 IAM - Update User'].sort())
})

it('raises everything once though the report changes with every fetch', async () => {
  const { report, expected } = busyDay()
  const all = await fetchAll(async (raised, fetch) => {
    await play(room, raised, PLAYING)
    // A column that no mapper reads.
    server.setEntries(changed(report, { 1002: { Cost_Centre_Key: String(fetch) } }))
  })
  server.setEntries(report)
  all.push(...(await fetchAll(raised => play(room, raised, PLAYING))))
  expect(rowsOf(all)).toEqual(rowsExpected(expected))
})

it('raises everything once though the playbooks begin only after the cycle', async () => {
  const { report, expected } = busyDay()
  server.setEntries(report)
  const all = await fetchAll(async () => {})
  expect(rowsOf(all)).toEqual(rowsExpected(expected))
  // The next cycles find them open.
  for (let fetch = 1; fetch <= 10; fetch += 1) expect((await room.fetch()).created).toEqual([])
  await play(room, all, PLAYING)
  for (let fetch = 1; fetch <= 10; fetch += 1)
    expect(await room.fetch()).toEqual({ instance: 'hr', created: [], dropped: 0 })
}, 60_000)
