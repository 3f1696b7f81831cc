import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Exchange } from '../../okta-server/testing/observation.ts'
import { createOktaCheck } from './okta.ts'

export interface Findings {
  /** Those that differ. */
  exchanges: number
  /** Each once, with how often it was met. */
  violations: Map<string, number>
}

/** Checks what was recorded in a folder. Throws when Okta's documents are absent. */
export function checkRecorded(folder: string): Findings {
  const check = createOktaCheck()
  const violations = new Map<string, number>()
  let exchanges = 0
  for (const exchange of recorded(folder)) {
    exchanges += 1
    for (const problem of check(exchange)) {
      const sentence = `${exchange.method} ${exchange.path} → ${exchange.status}: ${problem}`
      violations.set(sentence, (violations.get(sentence) ?? 0) + 1)
    }
  }
  return { exchanges, violations }
}

function* recorded(folder: string): Generator<Exchange> {
  const seen = new Set<string>()
  for (const name of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      // A process that was killed may leave half a line.
      if (!line.endsWith('}') || seen.has(line)) continue
      seen.add(line)
      yield JSON.parse(line) as Exchange
    }
  }
}
