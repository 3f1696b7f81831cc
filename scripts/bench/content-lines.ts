import { languageRates } from './language.ts'
import { playbookRates } from './playbook.ts'
import { report } from './report.ts'

/** The context language and the mapping. */
export async function language(): Promise<void> {
  const { rates, mergeGrowth } = await languageRates()
  for (const { what, rate, aim } of rates) {
    const verdict = aim === undefined ? '    ' : rate >= aim ? 'ok  ' : 'MISS'
    console.log(
      `${verdict} ${what}: ${Math.round(rate).toLocaleString('en')}/s${aim ? ` (aim ≥ ${aim.toLocaleString('en')}/s)` : ''}`,
    )
  }
  report('cost of a keyed merge at 10,000 entries / at 1,000', mergeGrowth, 2, '')
}

/** Playbooks of many tasks. */
export async function playbooks(): Promise<void> {
  const { growth, longMs, commandsMs, forkMs } = await playbookRates()
  report('cost of a task in a chain of 1,000 / of 100', growth, 1.5, `1,000 in ${longMs.toFixed(0)} ms`)
  report('1,000 chained Set tasks, seconds', longMs / 1000, 2, '')
  report('50 commands on the embedded Okta in one playbook, seconds', commandsMs / 1000, 5, '')
  console.log(`     a fork of 200 branches that join: ${forkMs.toFixed(0)} ms`)
}
