/**
 * Plays the built pack on embedded Oktas: the life of one employee by commands, then (without --short) an application that
 * follows the company's org by playbooks, a report of HR from which incidents are raised, and a group that an application follows.
 * What came of it is read from the orgs, the application, the incidents and the mails.
 * With --year it plays a year of a company instead, day by day.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firstFlight } from './demo/flight.ts'
import { followed } from './demo/followed.ts'
import { lifecycle } from './demo/lifecycle.ts'
import { REPORTED, reported } from './demo/reported.ts'
import { Running } from './demo/running.ts'
import { heading, print } from './demo/show.ts'
import { STORY } from './demo/story.ts'
import { summaryText } from './demo/summary.ts'
import { year } from './demo/year/shown.ts'

const options = process.argv.slice(2)
const unknown = options.find(option => !['--short', '--year', '--built'].includes(option))
if (unknown !== undefined) {
  console.error(
    `Unknown option ${unknown}; there are --short (the first part alone), --year (a year of a company instead) and --built (with what was built before).`,
  )
  process.exit(2)
}
const begun = performance.now()
const running = new Running()
const folder = mkdtempSync(join(tmpdir(), 'warroom-demo-'))
try {
  if (!options.includes('--built'))
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { stdio: 'inherit' })
  const right = options.includes('--year') ? await year(running, folder) : await acts()
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  print(`\nThe demo ${right ? 'ended as it should' : 'did not end as it should'}, after ${seconds} s.`)
  process.exitCode = right ? 0 : 1
} catch (cause) {
  // After a signal whatever was under way fails, and nobody wants to read why.
  if (running.status === undefined)
    console.error(`The demo broke off: ${cause instanceof Error ? cause.message : cause}`)
  process.exitCode = 1
} finally {
  await running.end()
  rmSync(folder, { recursive: true, force: true })
  if (running.status !== undefined) process.exitCode = running.status
}

/** Plays the acts, and gives whether they went well. */
async function acts(): Promise<boolean> {
  const rows = await firstFlight(running, folder)
  if (!options.includes('--short'))
    rows.push(
      ...(await lifecycle(running, folder)),
      ...(await reported(running, folder)),
      ...(await followed(running, folder, STORY.length + REPORTED.length)),
    )
  heading('What came of it')
  print(summaryText(rows))
  return rows.every(({ ok }) => ok)
}
