import { type Found, nameKey } from '../decide/match.ts'
import type { Profile } from '../decide/person.ts'
import type { EntryText, MappedEntry } from './mapped-entry.ts'
import type { Pass } from './pass.ts'

/** Who of the report has been met already, each with the place of the entry. */
export interface Claims {
  readonly profiles: Map<Profile, number>
  /** By employee id, e-mail, and the display names of new hires. */
  readonly names: Map<string, number>
  /** All entries of the report that no digest recognised. */
  readonly others: readonly EntryText[]
  /** How many texts may still be searched for others of the same person: it would take for ever where everybody is new. */
  looks: number
  /** How many entries were recognised by their digests. */
  readonly recognised: number
  /** Whether anybody in the report has a last day: else it has lost the column. */
  hasLastDays: boolean
  /** Whether anybody has an employment status. */
  hasStatuses: boolean
}

/** A few seconds; a fetch that raises 50 incidents among 20,000 entries needs half of it. */
const MOST_LOOKS = 2_000_000

/** The claims with which a fetch begins: those of the entries that were recognised. */
export const claimsOf = ({ claimed, fromFirst }: Pick<Pass, 'claimed' | 'fromFirst'>): Claims => ({
  profiles: new Map(claimed),
  names: new Map(),
  others: fromFirst.texts,
  recognised: claimed.size,
  looks: MOST_LOOKS,
  hasLastDays: [...claimed.keys()].some(({ leaves }) => leaves !== undefined),
  hasStatuses: [...claimed.keys()].some(({ status }) => status !== ''),
})

/** The place of another entry of the same person; from now on this entry is that other. */
export function claimed(
  entry: MappedEntry,
  { profile, emailOwner }: Found,
  claims: Claims,
): number | undefined {
  const { profiles, names } = claims
  // A wrong address in the entry of somebody who is known by the employee id takes nothing from its owner.
  const isOwnEmail = !profile || profile.email === entry.email
  const keys = [
    entry.employeeId && `id ${entry.employeeId}`,
    entry.email && isOwnEmail && `e-mail ${entry.email}`,
  ].filter(key => typeof key === 'string' && key !== '') as string[]
  const places = [profile && profiles.get(profile), ...keys.map(key => names.get(key))]
  const other = places.find(place => place !== undefined && place !== entry.place)
  if (other !== undefined) return other
  // Somebody else's address is nothing to keep others from.
  if (!profile && emailOwner) return undefined
  if (profile) profiles.set(profile, entry.place)
  for (const key of keys) names.set(key, entry.place)
  return undefined
}

/** A display name as a new hire claims it. Who has none has one's own place for a name. */
export const nameClaim = ({ displayName, place }: MappedEntry): string =>
  `name ${nameKey(displayName) || place}`
