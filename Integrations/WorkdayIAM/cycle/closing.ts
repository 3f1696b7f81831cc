import type { JsonObject } from '../../../kit/wire.ts'
import { isStillOrphan, type Met, type OrphanCheck, orphanCheck } from '../decide/orphans.ts'
import { type Profile, wholeProfile } from '../decide/person.ts'
import type { Session } from '../session.ts'
import { orphanIncident } from './incident.ts'
import type { Judged } from './judge.ts'
import type { KnownProfiles } from './known-profiles.ts'
import type { Pass } from './pass.ts'
import type { Place } from './place.ts'
import { profilesNamed } from './profile-pages.ts'
import { mostIncidents } from './slice.ts'
import { warningOf } from './warning.ts'

export interface Closed {
  readonly incidents: JsonObject[]
  readonly place: Place
}

/**
 * The end of a cycle: every entry is done, and those who have none are looked for. `seen` are the entries that no digest
 * recognised, `raised` how many incidents this fetch has raised for them. Goes on with the next orphans when the fetch limit was
 * reached; else the next cycle begins.
 */
export async function closing(
  place: Place,
  pass: Pass,
  seen: readonly Judged[],
  raised: number,
  profiles: KnownProfiles,
  session: Session,
): Promise<Closed> {
  const { params, settings, host } = session
  const { orphans, doubt, met } = orphansOf(pass, seen, profiles, session)
  const warning = warningOf(seen, doubt, orphans)
  const isNews = warning !== undefined && warning.digest !== place.warned
  const { due, until } = turnOf(
    doubt === undefined ? orphans : [],
    withoutEntry(profiles, met),
    Math.max(place.offset - pass.entries, 0),
    mostIncidents(params) - raised,
  )
  return {
    incidents: [
      ...(isNews ? [warning.incident(host.now())] : []),
      ...(await whole(due, session)).map(one => orphanIncident(one, settings, host.now())),
    ],
    place: {
      ...(until === undefined
        ? { cycle: place.cycle + 1, offset: 0 }
        : { cycle: place.cycle, offset: pass.entries + until }),
      digest: pass.digest,
      warned: warning?.digest ?? '',
    },
  }
}

/** Those who have no entry, who was met instead, and why nobody may be terminated for it: the report, or entries that nobody has looked at. */
export function orphansOf(
  pass: Pass,
  seen: readonly Judged[],
  { all }: KnownProfiles,
  { settings, params }: Session,
): Pick<OrphanCheck, 'orphans' | 'doubt'> & { met: Met } {
  const met = metIn(pass, seen)
  const { orphans, doubt } = orphanCheck(all, met, settings, params.orphan_threshold)
  const { texts, more } = pass.fromFirst
  if (orphans.length === 0 || (more === undefined && seen.length >= texts.length))
    return { orphans, doubt, met }
  return {
    orphans,
    met,
    doubt:
      'More entries are new, changed or not to be synced than one fetch can look at, so nobody is called an orphan.',
  }
}

/**
 * The orphans of this fetch, and where the next one goes on. Places count all who have no entry, because whose incident is being
 * worked on is no orphan any more.
 */
function turnOf(orphans: readonly Profile[], missing: readonly string[], from: number, most: number) {
  const first = missing[from]
  const left = first === undefined ? [] : orphans.filter(({ value }) => value >= first)
  const next = left[most]
  return { due: left.slice(0, most), until: next && missing.indexOf(next.value) }
}

const withoutEntry = ({ all }: KnownProfiles, { emails, employeeIds }: Met): string[] =>
  all
    .filter(({ email, employeeId }) => !emails.has(email) && !employeeIds.has(employeeId))
    .map(({ value }) => value)
    .sort()

/** Who was met in the whole report: by the digests of their entries, or by the entries that were mapped. */
function metIn({ entries, claimed }: Pass, seen: readonly Judged[]): Met {
  const people = [
    ...claimed.keys(),
    ...seen.map(({ entry }) => entry),
    ...seen.flatMap(({ profile }) => profile ?? []),
  ]
  const emails = new Set<string>()
  const employeeIds = new Set<string>()
  for (const { email, employeeId } of people) {
    if (email) emails.add(email)
    if (employeeId) employeeIds.add(employeeId)
  }
  const nameless = seen
    .filter(({ entry, profile }) => !profile && (!entry.email || !entry.employeeId))
    .map(({ entry }) => entry.place)
  return { entries, emails, employeeIds, nameless }
}

async function whole(orphans: readonly Profile[], { host, settings }: Session): Promise<Profile[]> {
  const found = await profilesNamed(
    host,
    orphans.map(({ value }) => value),
  )
  return (
    found
      .map(({ value, fields }) => wholeProfile(value, fields, settings.deactivation))
      // A playbook may have been at work since they were read.
      .filter(one => isStillOrphan(one, settings))
      .sort((one, other) => (one.value < other.value ? -1 : 1))
  )
}
