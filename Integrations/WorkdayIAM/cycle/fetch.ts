import type { Fetched } from '../../../kit/command.ts'
import type { Session } from '../session.ts'
import { closing } from './closing.ts'
import { isDue } from './due.ts'
import { firstSync } from './first-sync.ts'
import { claimsOf, type Judged, judged } from './judge.ts'
import { type KnownProfiles, readProfiles } from './known-profiles.ts'
import { learnDigests } from './learn.ts'
import { type Pass, passOver } from './pass.ts'
import { type Place, readPlace, writePlace } from './place.ts'
import { samples } from './samples.ts'
import { deadline, slice } from './slice.ts'

/**
 * One fetch: reads every profile and the whole report once, and does the next slice of the cycle (ilm.md §2.3). A report that
 * is another one than in the last fetch begins its cycle anew. Throws Refusal, and nothing moves, when the report is not whole.
 */
export async function fetchReport(session: Session): Promise<Fetched> {
  const { host, params, settings } = session
  const place = readPlace(host.lastRun, params.first_run)
  if (params.fetch_samples) return samples(place, session)
  const profiles = await readProfiles(host, settings.deactivation)
  const isFirst = place.cycle === 0
  const pass = await passOver(
    session.report(),
    profiles,
    place.offset,
    one => !isFirst && isDue(one, session),
  )
  const isSame = pass.digest === place.digest
  if (!isSame && place.offset > 0) host.log('info', 'The report has changed; its cycle begins anew.')
  const at = { ...place, digest: pass.digest, ...(!isSame && { offset: 0 }) }
  if (isFirst) return synced(at, pass, profiles, session)
  return at.offset >= pass.entries
    ? checked(at, pass, profiles, session)
    : worked(at, pass, profiles, session)
}

async function synced(at: Place, pass: Pass, profiles: KnownProfiles, session: Session): Promise<Fetched> {
  const kept = at.offset > 0 ? pass.fromOffset : pass.fromFirst
  const until = await firstSync(kept, pass.entries, profiles, claimsOf(pass.claimed), session)
  const next = until === undefined ? { ...at, cycle: 1, offset: 0 } : { ...at, offset: until }
  session.host.log('info', `First sync: ${until ?? pass.entries} of ${pass.entries} entries are done.`)
  return { incidents: [], lastRun: writePlace(next) }
}

async function worked(at: Place, pass: Pass, profiles: KnownProfiles, session: Session): Promise<Fetched> {
  const kept = at.offset > 0 ? pass.fromOffset : pass.fromFirst
  const { incidents, seen, until } = await slice(
    kept,
    pass.entries,
    profiles,
    claimsOf(pass.claimed),
    session,
  )
  await learnDigests(seen, session)
  const { length } = seen
  session.host.log(
    'info',
    `Cycle ${at.cycle}: of ${pass.entries} entries ${length} were looked at, ${incidents.length} raised.`,
  )
  // A cycle in one slice has looked at every entry that no digest recognised, so it ends here and now.
  if (until === undefined && at.offset === 0) {
    const end = { ...at, offset: pass.entries }
    const closed = await closing(end, pass, seen, incidents.length, profiles, session)
    return { incidents: [...incidents, ...closed.incidents], lastRun: writePlace(closed.place) }
  }
  return { incidents, lastRun: writePlace({ ...at, offset: until ?? pass.entries }) }
}

/** The last fetches of a cycle: what earlier slices have looked at is mapped once more, for the profiles may not know it yet. */
async function checked(at: Place, pass: Pass, profiles: KnownProfiles, session: Session): Promise<Fetched> {
  const { texts } = pass.fromFirst
  const isOver = deadline()
  const seen: Judged[] = []
  for await (const one of judged(texts, profiles, claimsOf(pass.claimed), session)) {
    seen.push(one)
    if (isOver()) break
  }
  const { incidents, place } = await closing(at, pass, seen, 0, profiles, session)
  return { incidents, lastRun: writePlace(place) }
}
