import type { Json, JsonObject } from '../../../kit/wire.ts'
import { decide } from '../decide/decide.ts'
import type { Decision } from '../decide/decision.ts'
import type { Person, Profile } from '../decide/person.ts'
import type { Session } from '../session.ts'
import { claimsOf } from './claims.ts'
import { orphansOf } from './closing.ts'
import { isDue } from './due.ts'
import { type Judged, judged } from './judge.ts'
import { readProfiles } from './known-profiles.ts'
import { passOver } from './pass.ts'

/** One entry of the report, or one profile without an entry, and what a cycle would come to. */
export type Explained = {
  /** Of the entry; null for a profile that has none. */
  place: number | null
  email: string
  employeeid: string
  displayname: string
  /** The incident type; null when none is raised. */
  incident: string | null
  rule: string
  reason: string
} & JsonObject

/**
 * What a cycle that began now would raise and why, entry by entry and with those who have no entry. Nothing is raised and
 * nothing is written. `more` is where those begin that are too many for one look. Throws Refusal when the report is not whole.
 */
export async function explain(session: Session): Promise<{ rows: Explained[]; more: number | undefined }> {
  const { host, settings, today } = session
  const profiles = await readProfiles(host, settings.deactivation)
  const pass = await passOver(session.report(), profiles, 0, one => isDue(one, session))
  const seen: Judged[] = []
  for await (const one of judged(pass.fromFirst.texts, profiles, claimsOf(pass), session)) seen.push(one)
  const looked = new Set(pass.fromFirst.texts.map(({ place }) => place))
  const entries = [
    ...seen.map(({ entry, decision }) => row(entry.place, entry, decision)),
    ...[...byPlace(pass.claimed)]
      .filter(([place]) => !looked.has(place))
      .map(([place, profile]) =>
        row(place, profile, decide({ ...profile, place }, { profile }, settings, today)),
      ),
  ]
  const { orphans, doubt } = orphansOf(pass, seen, profiles, session)
  const verdict: Decision =
    doubt === undefined
      ? {
          rule: 'orphan',
          incident: 'IAM - Terminate User',
          reason: 'The profile has no entry in the report.',
        }
      : { rule: 'orphan', reason: doubt }
  const rows = [
    ...entries.sort((one, other) => Number(one.place) - Number(other.place)),
    ...orphans.map(profile => row(null, profile, verdict)),
  ]
  return { rows, more: pass.fromFirst.more }
}

/** A person's temporary profile may know the entry as well as the real one. */
function byPlace(claimed: ReadonlyMap<Profile, number>): Map<number, Profile> {
  const profiles = new Map<number, Profile>()
  for (const [profile, place] of claimed)
    if (!profiles.has(place) || !profile.isTemporary) profiles.set(place, profile)
  return profiles
}

function row(place: number | null, person: Person, { incident, rule, reason }: Decision): Explained {
  const { email, employeeId, displayName } = person
  const type: Json = incident ?? null
  return { place, email, employeeid: employeeId, displayname: displayName, incident: type, rule, reason }
}
