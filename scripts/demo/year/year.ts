import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startReportServer } from '../../../report-server/server.ts'
import { openRoom } from '../room.ts'
import { Company } from './company.ts'
import { Days, type Stage } from './day.ts'
import { accountLines } from './directory.ts'
import { type Kill, Life } from './life.ts'
import { at, startOrgs } from './orgs.ts'
import { daysOf, FIRST_DAY, readScenario, type Scenario } from './scenario.ts'
import { setUp } from './set-up.ts'
import { stateTable } from './table.ts'
import { dayText } from './text.ts'

export interface YearOptions {
  /** Gets what happens, line by line. */
  readonly say?: (line: string) => void
  readonly kill?: Kill
  /** The last day that is played. */
  readonly until?: string
}

/** What came of the year. */
export interface Year {
  /** Person × system × state. */
  readonly table: string
  /** What was said of the days. */
  readonly told: readonly string[]
  /** What was not as the story has it, but for the table. */
  readonly problems: readonly string[]
  readonly incidents: number
  /** Lines of the war room's journal. */
  readonly lines: number
  /** How often the war room was killed. */
  readonly deaths: number
}

/** A year that is being played, and can be ended. */
export interface RunningYear {
  play(): Promise<Year>
  end(): Promise<void>
  stop(): void
}

/** Plays the year in a folder of its own, and leaves nothing behind. */
export async function playYear(options: YearOptions = {}): Promise<Year> {
  const folder = mkdtempSync(join(tmpdir(), 'year-'))
  try {
    const year = await openYear(folder, options)
    return await year.play().finally(() => year.end())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Starts the orgs, HR's report and a war room in a folder, with the accounts that there are on the first day. */
export async function openYear(folder: string, options: YearOptions = {}): Promise<RunningYear> {
  const scenario = readScenario()
  const company = new Company(scenario)
  const orgs = await startOrgs(company.people)
  const hr = await startReportServer({ entries: () => company.report.values() })
  const closeServers = async () => {
    await Promise.all([orgs.okta.close(), orgs.crm.close(), hr.close()])
  }
  try {
    const room = setUp(folder, orgs, hr, scenario.tufeActors)
    await fillDirectory(room, company)
    const life = new Life(room, join(folder, 'state'), FIRST_DAY, options.kill)
    const stage = { company, orgs, life, outbox: join(folder, 'outbox') }
    return {
      play: () => play(stage, scenario, options),
      end: async () => void (await Promise.all([life.end(), closeServers()])),
      stop: () => life.stop(),
    }
  } catch (cause) {
    await closeServers()
    throw cause
  }
}

async function fillDirectory(options: readonly string[], { people }: Company): Promise<void> {
  const room = openRoom([...options, '--now', at(FIRST_DAY)], {})
  try {
    for (const line of people.flatMap(accountLines)) {
      const { error, entries = [] } = await room.say(line)
      const failed = entries.find(({ Type }) => Type === 4)
      if (error !== undefined || failed) throw new Error(`${line}: ${error ?? failed?.Contents}`)
    }
  } finally {
    await room.end()
  }
}

async function play(stage: Stage, scenario: Scenario, { say, until }: YearOptions): Promise<Year> {
  const days = new Days(stage)
  const told: string[] = []
  const problems: string[] = []
  let incidents = 0
  for (const day of daysOf(scenario, until)) {
    const came = await days.play(day)
    const lines = [...dayText(day, came), ...came.problems.map(problem => `! ${problem}`)]
    for (const line of lines) say?.(line)
    told.push(...lines)
    problems.push(...came.problems)
    incidents += came.raised.length
  }
  if (until === undefined)
    problems.push(...days.open.map(({ id, who, told }) => `in the end: #${id} of ${who} is ${told}`))
  const table = await stateTable(stage)
  return { table, told, problems, incidents, lines: stage.life.lines, deaths: stage.life.deaths }
}
