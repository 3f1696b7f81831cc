import { Refusal } from '../../../kit/errors.ts'
import { decide } from '../decide/decide.ts'
import { type Decision, nothing } from '../decide/decision.ts'
import { type Found, match } from '../decide/match.ts'
import { type Profile, wholeProfile } from '../decide/person.ts'
import type { Session } from '../session.ts'
import { type Claims, claimed, nameClaim } from './claims.ts'
import type { KnownProfiles } from './known-profiles.ts'
import { type EntryText, type MappedEntry, mapEntry } from './mapped-entry.ts'
import { profilesNamed } from './profile-pages.ts'
import { withTwins } from './twins.ts'

/** An entry, whose it is, and what becomes of it. */
export interface Judged {
  readonly entry: MappedEntry
  readonly profile: Profile | undefined
  readonly decision: Decision
}

const BATCH = 50

/** Maps entries and decides on each, in their order; of the people in question the whole profiles are read. */
export async function* judged(
  texts: readonly EntryText[],
  profiles: KnownProfiles,
  claims: Claims,
  session: Session,
): AsyncIterable<Judged> {
  for (let from = 0; from < texts.length; from += BATCH) {
    const entries = inTheirReport(
      await mappedEntries(texts.slice(from, from + BATCH), session),
      claims,
      session,
    )
    const found = entries.map(entry => {
      const one = match(entry, profiles)
      return { ...one, repeats: claimed(entry, one, claims) }
    })
    const now = await profilesNow(entries, found, session)
    for (const [index, entry] of entries.entries()) {
      const { profile, nameOwner, ...rest } = found[index] ?? {}
      const one = {
        ...rest,
        profile: profile && now.whole(profile),
        nameOwner: nameOwner && now.whole(nameOwner),
        namesake: claims.names.get(nameClaim(entry)),
      }
      const decision = await decided(entry, one, claims, profiles, session)
      const isLate = decision.incident !== undefined && !profile && !one.emailOwner && now.hasEmail(entry)
      yield { entry, profile: one.profile, decision: isLate ? LATE : decision }
    }
  }
}

const LATE = nothing(
  'being processed',
  'The person has got a profile since the profiles were read; the next fetch looks at it.',
)

async function decided(
  entry: MappedEntry,
  found: Found,
  claims: Claims,
  profiles: KnownProfiles,
  session: Session,
): Promise<Decision> {
  const { settings, today } = session
  const first = decide(entry, found, settings, today)
  if (first.incident === undefined) return first
  const twins = await withTwins(entry, found, first, claims, profiles, session)
  const decision = decide(entry, twins, settings, today)
  if (decision.rule === 'new hire') claims.names.set(nameClaim(entry), entry.place)
  return decision
}

/**
 * What one entry cannot tell: whether a column is empty, which Workday leaves out then, or is missing from the report. Where
 * others have a last day, an entry without has none; where nobody has a status, nobody is known to be employed.
 */
function inTheirReport(entries: MappedEntry[], claims: Claims, { settings }: Session): MappedEntry[] {
  claims.hasLastDays ||= entries.some(({ leaves }) => leaves !== undefined)
  claims.hasStatuses ||= entries.some(({ status }) => status !== '')
  return entries.map(entry => ({
    ...entry,
    ...(entry.lacksLastDay &&
      claims.hasLastDays && {
        lacksLastDay: false,
        fields: { ...entry.fields, [settings.deactivation]: '' },
      }),
    ...(!claims.hasStatuses && !entry.prehire && { lacksStatus: true }),
  }))
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

/** Reads anew, and whole, the profiles of those found, and looks whether those who were not found have one by now. */
async function profilesNow(
  entries: readonly MappedEntry[],
  found: readonly Found[],
  { host, settings }: Session,
) {
  const known = found.flatMap(({ profile, nameOwner }) => [profile?.value, nameOwner?.value])
  const unknown = entries.filter((_, index) => !found[index]?.profile).map(({ email }) => email)
  const wanted = [...known, ...unknown].flatMap(value => value || [])
  const read = new Map(
    (await profilesNamed(host, [...new Set(wanted)])).map(
      ({ value, fields }) =>
        [value.toLowerCase(), wholeProfile(value, fields, settings.deactivation)] as const,
    ),
  )
  return {
    hasEmail: ({ email }: MappedEntry) => read.has(email),
    /** Throws Refusal when the profile is gone meanwhile: nothing may be decided without it. */
    whole: ({ value }: Profile): Profile => {
      const whole = read.get(value.toLowerCase())
      if (whole) return whole
      throw new Refusal(`The User Profile ${value} is gone since it was read; the next fetch begins anew.`)
    },
  }
}
