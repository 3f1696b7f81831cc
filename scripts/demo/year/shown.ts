import type { Running } from '../running.ts'
import { heading, print } from '../show.ts'
import { differences, expectedTable } from './compare.ts'
import { openYear } from './year.ts'

/** Plays the year and prints it day by day, and the table at its end; gives whether all was as the story has it. */
export async function year(running: Running, folder: string): Promise<boolean> {
  heading('2026 in a company of 60 people: HR reports, playbooks look after Okta, the directory and the CRM.')
  const opened = running.started(await openYear(folder, { say: print }))
  const { table, problems, incidents, lines } = await opened.play()
  heading('Who has what on 31 December')
  print(table)
  print(`\n${incidents} incidents; the war room wrote ${lines} lines into its journal.`)
  const wrong = [...problems, ...differences(expectedTable(), table)]
  if (wrong.length) heading('Not as the story has it (-: expected, +: found)')
  for (const line of wrong) print(line)
  return wrong.length === 0
}
