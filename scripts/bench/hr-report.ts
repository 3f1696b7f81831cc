import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningReportServer, startReportServer } from '../../report-server/server.ts'
import { changing, company } from './company.ts'
import { type HrRoom, openHrRoom } from './hr-room.ts'

/** What a cycle came to: all that is due after a change of one percent of the people. */
export interface Cycle {
  readonly limit: number
  readonly seconds: number
  readonly fetches: number
  readonly incidents: number
  /** Characters of the last run that it left. */
  readonly lastRun: number
}

export interface HrFigures {
  readonly people: number
  /** The first sync, which makes the User Profiles. */
  readonly sync: Pick<Cycle, 'seconds' | 'fetches'>
  /** By the fetch limits that were asked for. */
  readonly cycles: readonly Cycle[]
  readonly peaks: ReturnType<HrRoom['peaks']>
}

/**
 * Lets Workday IAM read a report of so many people in the built war room: the first sync, then for each fetch limit one whole
 * cycle after others of them have changed. Throws when a cycle does not raise one incident for each of them.
 */
export async function hrReport(people: number, limits: readonly number[]): Promise<HrFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-hr-'))
  const server = await startReportServer({ entries: () => company(people) })
  const room = openHrRoom(server, folder, limits)
  try {
    const [first = 0] = limits
    const sync = await untilNextCycle(room, first)
    if (sync.incidents) throw new Error(`the first sync raised ${sync.incidents} incidents`)
    const cycles: Cycle[] = []
    for (const [at, limit] of limits.entries())
      cycles.push(await cycleOf(room, server, people, limit, at + 1))
    return { people, sync, cycles, peaks: room.peaks() }
  } finally {
    await room.end()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Other people change for every cycle, and those before them are as their profiles have them again. */
async function cycleOf(
  room: HrRoom,
  server: RunningReportServer,
  people: number,
  limit: number,
  ending: number,
): Promise<Cycle> {
  server.setEntries(() => company(people, ending))
  const cycle = await untilNextCycle(room, limit)
  if (cycle.incidents !== changing(people))
    throw new Error(`${changing(people)} of ${people} people changed, and ${cycle.incidents} incidents came`)
  return cycle
}

async function untilNextCycle(room: HrRoom, limit: number): Promise<Cycle> {
  const instance = `hr${limit}`
  let [seconds, fetches, incidents] = [0, 0, 0]
  for (;;) {
    const fetched = await room.fetch(instance)
    seconds += fetched.seconds
    fetches += 1
    incidents += fetched.created
    // Reading it makes the war room write its snapshots, which is no part of a fetch.
    const lastRun = await room.lastRun(instance)
    if (JSON.parse(lastRun).offset === 0)
      return { limit, seconds, fetches, incidents, lastRun: lastRun.length }
  }
}
