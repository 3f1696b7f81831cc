import { Refusal } from '../../../kit/errors.ts'
import { decide } from '../decide/decide.ts'
import type { Decision } from '../decide/decision.ts'
import { type Found, match, nameKey } from '../decide/match.ts'
import { type Profile, wholeProfile } from '../decide/person.ts'
import type { Session } from '../session.ts'
import type { KnownProfiles } from './known-profiles.ts'
import { type EntryText, type MappedEntry, mapEntry } from './mapped-entry.ts'
import { profilesNamed } from './profile-pages.ts'

/** An entry, whose it is, and what becomes of it. */
export interface Judged {
  readonly entry: MappedEntry
  readonly profile: Profile | undefined
  readonly decision: Decision
}

const BATCH = 50

/** Who of the report has been met already: by profile, by employee id and e-mail; each with the place of the entry. */
export interface Claims {
  readonly profiles: Map<Profile, number>
  readonly names: Map<string, number>
}

export const claimsOf = (claimed: ReadonlyMap<Profile, number>): Claims => ({
  profiles: new Map(claimed),
  names: new Map(),
})

/** Maps entries and decides on each, in their order; of the people in question the whole profiles are read. */
export async function* judged(
  texts: readonly EntryText[],
  profiles: KnownProfiles,
  claims: Claims,
  session: Session,
): AsyncIterable<Judged> {
  for (let from = 0; from < texts.length; from += BATCH) {
    const entries = await mappedEntries(texts.slice(from, from + BATCH), session)
    const found = entries.map(entry => {
      const one = match(entry, profiles)
      return { ...one, repeats: repeated(entry, one, claims) }
    })
    const whole = await wholeOnes(found, session)
    for (const [index, entry] of entries.entries()) {
      const { repeats, profile, emailOwner, nameOwner } = found[index] ?? {}
      const one: Found = {
        profile: profile && whole(profile),
        emailOwner,
        nameOwner: nameOwner && whole(nameOwner),
        repeats,
        namesake: claims.names.get(nameClaim(entry)),
      }
      const decision = decide(entry, one, session.settings, session.today)
      if (decision.rule === 'new hire') claims.names.set(nameClaim(entry), entry.place)
      yield { entry, profile: one.profile, decision }
    }
  }
}

/**
 * Maps entries a few at once: a question to the host costs more than its answer. What is asked stays below what a pipe holds
 * (64 kB): a host that answers one question before it reads the next would else wait for us, and we for it.
 */
async function mappedEntries(texts: readonly EntryText[], { reader }: Session): Promise<MappedEntry[]> {
  const entries: MappedEntry[] = []
  for (let from = 0, to = 0; from < texts.length; from = to) {
    let characters = 0
    do characters += texts[to++]?.text.length ?? 0
    while (to < texts.length && characters + (texts[to]?.text.length ?? 0) <= MOST_ASKED)
    entries.push(...(await Promise.all(texts.slice(from, to).map(text => mapEntry(text, reader)))))
  }
  return entries
}

/** Of a character UTF-8 makes three bytes at most. */
const MOST_ASKED = 20_000

/** Who has no name has one's own place for a name. */
const nameClaim = ({ displayName, place }: MappedEntry) => `name ${nameKey(displayName) || place}`

/** The place of another entry of the same person, and from now on this entry is that other. */
function repeated(
  entry: MappedEntry,
  { profile, emailOwner }: Found,
  { profiles, names }: Claims,
): number | undefined {
  const keys = [entry.employeeId && `id ${entry.employeeId}`, entry.email && `e-mail ${entry.email}`].filter(
    Boolean,
  )
  const places = [profile && profiles.get(profile), ...keys.map(key => names.get(key))]
  const other = places.find(place => place !== undefined && place !== entry.place)
  if (other !== undefined) return other
  // Somebody else's address is nothing to keep others from.
  if (!profile && emailOwner) return undefined
  if (profile) profiles.set(profile, entry.place)
  for (const key of keys) names.set(key, entry.place)
  return undefined
}

/** Reads the whole profiles of those found. Throws Refusal when one is gone meanwhile: nothing may be decided without it. */
async function wholeOnes(found: readonly Found[], { host, settings }: Session) {
  const wanted = found
    .flatMap(({ profile, nameOwner }) => [profile, nameOwner])
    .filter(one => one !== undefined)
  const read = new Map(
    (await profilesNamed(host, [...new Set(wanted.map(({ value }) => value))])).map(
      ({ value, fields }) => [value, wholeProfile(value, fields, settings.deactivation)] as const,
    ),
  )
  return ({ value }: Profile): Profile => {
    const whole = read.get(value)
    if (whole) return whole
    throw new Refusal(`The User Profile ${value} is gone since it was read; the next fetch begins anew.`)
  }
}
