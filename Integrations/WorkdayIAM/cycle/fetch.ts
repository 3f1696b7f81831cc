import type { Fetched } from '../../../kit/command.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { Session } from '../session.ts'
import { type Claims, claimsOf } from './claims.ts'
import { closing } from './closing.ts'
import { isDue } from './due.ts'
import { firstSync } from './first-sync.ts'
import { type Judged, judged } from './judge.ts'
import { type KnownProfiles, readProfiles } from './known-profiles.ts'
import { type Pass, passOver } from './pass.ts'
import { type Place, readPlace, writePlace } from './place.ts'
import { samples } from './samples.ts'
import { deadline, mostEntries, mostIncidents, type Slice, slice } from './slice.ts'
import { keepHeapSmall } from './small-heap.ts'

/**
 * One fetch: reads every profile and the whole report once, and does the next slice of the cycle (ilm.md §2.3). When the report
 * is another one than in the last fetch, what has changed before the offset is looked at again beside the next slice: a report
 * that changes all the time must keep nobody waiting. Throws Refusal, and nothing moves, when the report is not whole.
 */
export async function fetchReport(session: Session): Promise<Fetched> {
  const { host, params, settings } = session
  const isOver = deadline()
  const place = readPlace(host.lastRun, params.first_run)
  if (params.fetch_samples) return samples(place, session)
  keepHeapSmall()
  const profiles = await readProfiles(host, settings.deactivation)
  const isFirst = place.cycle === 0
  const pass = await passOver(
    session.report(),
    profiles,
    place.offset,
    one => !isFirst && isDue(one, session),
  )
  const fetch = { session, profiles, pass, isOver, isSame: pass.digest === place.digest }
  const at = { ...place, digest: pass.digest }
  if (isFirst) return synced(at, fetch)
  return at.offset >= pass.entries ? ended(at, fetch) : worked(at, fetch)
}

/** What one fetch has read, and how long it may go on. */
interface Reading {
  readonly session: Session
  readonly profiles: KnownProfiles
  readonly pass: Pass
  /** Whether the report is that of the last fetch. */
  readonly isSame: boolean
  readonly isOver: () => boolean
}

async function synced(at: Place, { session, profiles, pass, isSame, isOver }: Reading): Promise<Fetched> {
  if (pass.entries === 0)
    throw new Refusal(
      'The report is empty, so the first sync has not begun; check what the user of the report may see.',
    )
  const offset = isSame ? at.offset : 0
  const kept = offset > 0 ? pass.fromOffset : pass.fromFirst
  const until = await firstSync(
    kept,
    pass.entries,
    profiles,
    { ...claimsOf(pass), looks: 0 },
    session,
    isOver,
  )
  const next = until === undefined ? { ...at, cycle: 1, offset: 0 } : { ...at, offset: until }
  session.host.log('info', `First sync: ${until ?? pass.entries} of ${pass.entries} entries are done.`)
  return { incidents: [], lastRun: writePlace(next) }
}

async function worked(at: Place, reading: Reading): Promise<Fetched> {
  const { session, profiles, pass, isOver } = reading
  const { texts, more } = at.offset > 0 ? pass.fromOffset : pass.fromFirst
  const claims = claimsOf(pass)
  const again = await lookedAgain(at, reading, claims)
  const limits = {
    incidents: mostIncidents(session.params) - again.incidents.length,
    entries: mostEntries(session.params, pass.entries),
    isOver,
  }
  const next = await slice(texts, limits, profiles, claims, session)
  const incidents = [...again.incidents, ...next.incidents]
  const seen = [...again.seen, ...next.seen]
  session.host.log(
    'info',
    `Cycle ${at.cycle}: of ${pass.entries} entries ${seen.length} were looked at, ${incidents.length} raised.`,
  )
  const isWhole = next.seen.length === texts.length && more === undefined
  // A cycle in one slice has looked at every entry that no digest recognised, so it ends here and now.
  if (isWhole && at.offset === 0) {
    const end = { ...at, offset: pass.entries }
    const closed = await closing(end, pass, seen, incidents.length, profiles, session)
    return { incidents: [...incidents, ...closed.incidents], lastRun: writePlace(closed.place) }
  }
  const until = isWhole ? pass.entries : (next.seen.at(-1)?.entry.place ?? at.offset)
  return { incidents, lastRun: writePlace({ ...at, offset: until }) }
}

/** What the report has changed before the offset: half of a fetch is for it. */
async function lookedAgain(at: Place, reading: Reading, claims: Claims): Promise<Slice> {
  const { session, profiles, pass, isSame, isOver } = reading
  if (isSame || at.offset === 0) return { incidents: [], seen: [] }
  session.host.log('info', `The report has changed; its first ${at.offset} entries are looked at again.`)
  const limits = {
    incidents: Math.floor(mostIncidents(session.params) / 2),
    entries: Math.ceil(mostEntries(session.params, pass.entries) / 2),
    isOver,
  }
  if (limits.incidents === 0) return { incidents: [], seen: [] }
  const earlier = pass.fromFirst.texts.filter(({ place }) => place <= at.offset)
  return slice(earlier, limits, profiles, claims, session)
}

/** The last fetches of a cycle: what earlier slices have looked at is mapped once more, for the profiles may not know it yet. */
async function ended(at: Place, { session, profiles, pass, isOver }: Reading): Promise<Fetched> {
  const seen: Judged[] = []
  for await (const one of judged(pass.fromFirst.texts, profiles, claimsOf(pass), session)) {
    seen.push(one)
    if (isOver()) break
  }
  const { incidents, place } = await closing(at, pass, seen, 0, profiles, session)
  return { incidents, lastRun: writePlace(place) }
}
