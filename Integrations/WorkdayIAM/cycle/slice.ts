import type { JsonObject } from '../../../kit/wire.ts'
import { PROBLEMS } from '../decide/decision.ts'
import { DEFAULT_FETCH } from '../params.ts'
import type { Params, Session } from '../session.ts'
import { incidentOf } from './incident.ts'
import { type Claims, type Judged, judged } from './judge.ts'
import type { KnownProfiles } from './known-profiles.ts'
import type { Kept } from './pass.ts'

/** Hosts stop a fetch after 300 seconds, and then nothing of it is kept. */
const SLICE_SECONDS = 200

export interface Slice {
  readonly incidents: JsonObject[]
  /** What was looked at. */
  readonly seen: readonly Judged[]
  /** The last entry that is done; undefined when all of them are. */
  readonly until: number | undefined
}

/** How many incidents one fetch raises at most. */
export const mostIncidents = ({ max_fetch }: Pick<Params, 'max_fetch'>): number => max_fetch || DEFAULT_FETCH

/** How many entries one fetch looks at: the percentage of the report, at least the fetch limit. */
export const mostEntries = (params: Params, entries: number): number =>
  Math.max(mostIncidents(params), Math.ceil((entries * params.percentage) / 100))

/** When a slice must come to its end. */
export function deadline(): () => boolean {
  const end = performance.now() + SLICE_SECONDS * 1000
  return () => performance.now() > end
}

/** Works through entries up to the limits, in their order. */
export async function slice(
  { texts, more }: Kept,
  entries: number,
  profiles: KnownProfiles,
  claims: Claims,
  session: Session,
): Promise<Slice> {
  const { params, settings, host } = session
  const [most, mostSeen, isOver] = [mostIncidents(params), mostEntries(params, entries), deadline()]
  const incidents: JsonObject[] = []
  const seen: Judged[] = []
  for await (const one of judged(texts.slice(0, mostSeen), profiles, claims, session)) {
    const { entry, profile, decision } = one
    seen.push(one)
    if (decision.incident) incidents.push(incidentOf(entry, profile, decision, settings, host.now()))
    else if (PROBLEMS.has(decision.rule)) host.log('error', `Entry ${entry.place}: ${decision.reason}`)
    if (incidents.length >= most || isOver()) break
  }
  const isWhole = seen.length === texts.length && more === undefined
  return { incidents, seen, until: isWhole ? undefined : seen.at(-1)?.entry.place }
}
