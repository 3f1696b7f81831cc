import { Refusal } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { PROBLEMS } from '../decide/decision.ts'
import { DEFAULT_FETCH } from '../params.ts'
import type { Params, Session } from '../session.ts'
import type { Claims } from './claims.ts'
import { incidentOf } from './incident.ts'
import { type Judged, judged } from './judge.ts'
import type { KnownProfiles } from './known-profiles.ts'
import { learnDigests } from './learn.ts'
import type { EntryText } from './mapped-entry.ts'

/** Hosts stop a fetch after 300 seconds, and then nothing of it is kept. */
const FETCH_SECONDS = 230
const LEARNED_AT_ONCE = 50

/** How far a slice may go. */
export interface Limits {
  readonly incidents: number
  readonly entries: number
  readonly isOver: () => boolean
}

export interface Slice {
  readonly incidents: JsonObject[]
  /** What was looked at. */
  readonly seen: readonly Judged[]
}

/** How many incidents one fetch raises at most. */
export const mostIncidents = ({ max_fetch }: Pick<Params, 'max_fetch'>): number => max_fetch || DEFAULT_FETCH

/** How many entries one fetch looks at: the percentage of the report, at least the fetch limit. */
export const mostEntries = (params: Params, entries: number): number =>
  Math.max(mostIncidents(params), Math.ceil((entries * params.percentage) / 100))

/** When a fetch that begins now must come to its end. */
export function deadline(): () => boolean {
  const end = performance.now() + FETCH_SECONDS * 1000
  return () => performance.now() > end
}

/** Works through entries up to the limits, in their order; at least one, so that no cycle stands still. */
export async function slice(
  texts: readonly EntryText[],
  limits: Limits,
  profiles: KnownProfiles,
  claims: Claims,
  session: Session,
): Promise<Slice> {
  const { settings, host } = session
  const incidents: JsonObject[] = []
  const seen: Judged[] = []
  let learned = 0
  for await (const one of judged(texts.slice(0, limits.entries), profiles, claims, session)) {
    const { entry, profile, decision } = one
    seen.push(one)
    if (decision.incident) incidents.push(incidentOf(entry, profile, decision, settings, host.now()))
    else if (PROBLEMS.has(decision.rule)) host.log('error', `Entry ${entry.place}: ${decision.reason}`)
    if (seen.length - learned >= LEARNED_AT_ONCE) learned += await learn(seen.slice(learned), session)
    if (incidents.length >= limits.incidents || limits.isOver()) break
  }
  await learn(seen.slice(learned), session)
  refuseWrongFormat(seen, claims)
  return { incidents, seen }
}

async function learn(seen: readonly Judged[], session: Session): Promise<number> {
  await learnDigests(seen, session)
  return seen.length
}

/** So many dates are a slip of whoever wrote the report, not a wrong setting. */
const SLIPS = 2

/**
 * Throws Refusal when most of the report has dates that do not fit: those that do fit would be read with day and month the
 * wrong way round.
 */
export function refuseWrongFormat(seen: readonly Judged[], { recognised }: Claims): void {
  const wrong = seen.filter(({ decision }) => decision.rule === 'date format')
  const [first] = wrong
  if (!first || wrong.length <= SLIPS || wrong.length * 2 < seen.length + recognised) return
  throw new Refusal(
    `${wrong.length} of ${seen.length} entries have a date that cannot be read, so nothing was raised. Entry ${first.entry.place}: ${first.decision.reason}`,
  )
}
