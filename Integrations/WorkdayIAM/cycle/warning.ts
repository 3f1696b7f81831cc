import type { JsonObject } from '../../../kit/wire.ts'
import { PROBLEMS, type Rule } from '../decide/decision.ts'
import type { Profile } from '../decide/person.ts'
import { digestOf } from './digest.ts'
import type { Judged } from './judge.ts'

/** One incident for all that somebody has to correct; nobody is looked after by it. */
export interface Warning {
  /** The same while nothing new is to be told. */
  readonly digest: string
  incident(now: Date): JsonObject
}

export const WARNING_TYPE = 'IAM - HR Report Warning'
const MOST_LINES = 50

/** The second of two entries with one e-mail repeats the first until that one has its profile: it is told once. */
const SAME = new Map<Rule, Rule>([['e-mail taken', 'repeated entry']])

/** What is to be told of a whole report; undefined when all is well. */
export function warningOf(
  seen: readonly Judged[],
  doubt: string | undefined,
  orphans: readonly Profile[],
): Warning | undefined {
  const problems = seen.filter(({ decision }) => PROBLEMS.has(decision.rule))
  if (problems.length === 0 && doubt === undefined) return undefined
  const lines = problems.map(problemLine)
  const missing = doubt === undefined ? [] : orphans.map(({ value }) => value)
  // Places move with every hire, so they are no part of it.
  const facts = problems.map(
    ({ entry, decision }) =>
      `${entry.employeeId || entry.email || entry.digest} ${SAME.get(decision.rule) ?? decision.rule}`,
  )
  return {
    digest: digestOf([...facts, ...missing].sort().join('\n')),
    incident: now => ({
      name: `HR report: ${titleOf(problems.length, doubt)}`,
      type: WARNING_TYPE,
      occurred: now.toISOString(),
      details: [
        doubt,
        ...shortened(lines),
        missing.length && `Without an entry: ${shortened(missing).join(', ')}`,
      ]
        .filter(Boolean)
        .join('\n'),
      rawJSON: JSON.stringify({
        doubt: doubt ?? null,
        problems: shortened(lines),
        missing: shortened(missing),
      }),
    }),
  }
}

function titleOf(problems: number, doubt: string | undefined): string {
  const entries = problems && `${problems} ${problems === 1 ? 'entry is' : 'entries are'} to be corrected`
  return [doubt !== undefined && 'nobody is terminated as an orphan', entries].filter(Boolean).join('; ')
}

function problemLine({ entry, decision }: Judged): string {
  const who = [entry.displayName, entry.email, entry.employeeId].filter(Boolean).join(', ')
  return `Entry ${entry.place}${who && ` (${who})`}: ${decision.reason}`
}

function shortened(lines: readonly string[]): string[] {
  const rest = lines.length - MOST_LINES
  return rest > 0 ? [...lines.slice(0, MOST_LINES), `and ${rest} more`] : [...lines]
}
