import { decide } from '../decide/decide.ts'
import type { Decision } from '../decide/decision.ts'
import { type Found, match, nameKey } from '../decide/match.ts'
import type { Session } from '../session.ts'
import type { Claims } from './claims.ts'
import type { KnownProfiles } from './known-profiles.ts'
import { lookalikes } from './lookalikes.ts'
import { type MappedEntry, mapEntry } from './mapped-entry.ts'

/**
 * What is found of an entry whose incident is about to be raised, with what only the rest of the report can tell: that another
 * entry is of the same person, or that one before it, which an earlier fetch looked at, is of a new hire of the same name.
 */
export async function withTwins(
  entry: MappedEntry,
  found: Found,
  { rule }: Decision,
  claims: Claims,
  profiles: KnownProfiles,
  session: Session,
): Promise<Found> {
  claims.looks -= claims.others.length
  if (claims.looks < 0) return found
  const texts = claims.others.filter(({ place }) => place !== entry.place)
  const { employeeId, email, displayName } = entry
  const values = [employeeId, found.profile ? '' : email]
  const name = rule === 'new hire' ? displayName : ''
  const others = await lookalikes(texts, values, name, text => mapEntry(text, session.reader))
  const decided = (other: MappedEntry) =>
    decide(other, match(other, profiles), session.settings, session.today).rule
  // Of two new hires with one e-mail or one display name the first is looked after.
  const isHiredBefore = (other: MappedEntry) => other.place < entry.place && decided(other) === 'new hire'
  const isSame = (other: MappedEntry) =>
    other.employeeId === employeeId || (!found.profile && other.email === email && isHiredBefore(other))
  const isNamesake = (other: MappedEntry) =>
    rule === 'new hire' &&
    displayName !== '' &&
    nameKey(other.displayName) === nameKey(displayName) &&
    isHiredBefore(other)
  return {
    ...found,
    repeats: others.find(isSame)?.place ?? found.repeats,
    namesake: others.find(isNamesake)?.place ?? found.namesake,
  }
}
