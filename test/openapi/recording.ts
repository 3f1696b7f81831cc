import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { absence, present } from './document.ts'
import { checkRecorded } from './recorded.ts'

const mostTold = 40

/**
 * Before the tests: every embedded Okta, of a test or of a program that a test starts, records what it is asked and answers.
 * After them: all of it is checked against Okta's OpenAPI documents; what does not fit fails the run.
 */
export function setup(): (() => void) | undefined {
  if (!present) return void console.warn(absence)
  const folder = mkdtempSync(join(tmpdir(), 'okta-exchanges-'))
  process.env.OKTA_EXCHANGES = folder
  return () => {
    try {
      report(folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function report(folder: string): void {
  const started = performance.now()
  const { exchanges, violations } = checkRecorded(folder)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${exchanges} exchanges compared with Okta's OpenAPI document in ${seconds} s`)
  if (violations.size === 0) return
  const told = [...violations].slice(0, mostTold).map(([sentence, times]) => `${times} × ${sentence}`)
  const more = violations.size > mostTold ? [`… and ${violations.size - mostTold} more`] : []
  console.error(
    `${violations.size} departures from Okta's OpenAPI document:\n${[...told, ...more].join('\n')}`,
  )
  // What a teardown throws is told, but the run still ends with 0.
  process.exitCode = 1
}
