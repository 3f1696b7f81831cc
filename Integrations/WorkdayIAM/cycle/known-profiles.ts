import type { Host } from '../../../kit/integration.ts'
import { nameKey, type Profiles } from '../decide/match.ts'
import { DECIDING_FIELDS, type DeactivationField, type Profile, profileIn } from '../decide/person.ts'
import { ALL_PROFILES, profilePages } from './profile-pages.ts'

/** All profiles, by all they are found by. */
export interface KnownProfiles extends Profiles {
  readonly all: readonly Profile[]
  /** Those that last saw the entry with this digest. */
  withDigest(digest: string): readonly Profile[]
}

/** Reads every User Profile once, with the fields that decide. */
export async function readProfiles(host: Host, deactivation: DeactivationField): Promise<KnownProfiles> {
  const all: Profile[] = []
  for await (const page of profilePages(host, ALL_PROFILES, DECIDING_FIELDS))
    for (const { value, fields } of page) all.push(profileIn(value, fields, deactivation))
  return knownProfiles(all)
}

/** Opens the indexes of profiles. */
export function knownProfiles(all: readonly Profile[]): KnownProfiles {
  const employeeIds = indexOf(all, ({ employeeId }) => employeeId)
  const emails = indexOf(all, ({ email }) => email)
  const names = indexOf(all, ({ displayName }) => nameKey(displayName))
  const digests = indexOf(all, ({ textDigest }) => textDigest)
  return {
    all,
    byEmployeeId: id => employeeIds(id),
    byEmail: email => emails(email.toLowerCase()),
    byDisplayName: name => names(nameKey(name)),
    withDigest: digest => digests(digest),
  }
}

const NONE: readonly Profile[] = []

/** Nearly every key is that of one profile alone: without lists for them 100,000 profiles take a quarter less memory. */
function indexOf(all: readonly Profile[], keyOf: (profile: Profile) => string) {
  const index = new Map<string, Profile | Profile[]>()
  for (const profile of all) {
    const key = keyOf(profile)
    if (key === '') continue
    const known = index.get(key)
    if (known === undefined) index.set(key, profile)
    else if (Array.isArray(known)) known.push(profile)
    else index.set(key, [known, profile])
  }
  return (key: string): readonly Profile[] => {
    const found = index.get(key)
    if (found === undefined) return NONE
    return Array.isArray(found) ? found : [found]
  }
}
