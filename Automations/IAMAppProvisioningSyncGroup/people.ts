import type { JsonObject } from '../../kit/wire.ts'
import { oktaIdIn } from '../IAMGetUserProfile/profile.ts'
import { parsedField, textOf } from '../texts.ts'
import { customFields } from '../user-profile/search.ts'
import { keyOf, type Person } from './events.ts'
import { isObject } from './mapping.ts'

/** Somebody, and what their User Profile says. */
export interface Known {
  readonly person: Person
  /** Why there is no profile that is surely theirs. */
  readonly missing?: string
  /** There are profiles that may be theirs or somebody else's: what they name is left alone, whoever it belongs to. */
  readonly isUnsure?: boolean
  /** The profile's field active is false (ilm §3, 3.5). */
  readonly isInactive: boolean
  /** The account in the application, as the profile has it. */
  readonly account?: { readonly id: string; readonly isInactive: boolean }
  /** The accounts that profiles name which may be theirs. */
  readonly ids?: readonly string[]
  /** What they may be called in the application, the likeliest first, in lower case. */
  readonly names: readonly string[]
}

/** Where the people are from, and where they go. */
export interface Between {
  readonly okta: string
  readonly app: string
}

/**
 * Finds each person among the profiles: by the id in Okta, then by the username, then by the e-mail, as IAMGetUserProfile does.
 * A profile that is known to be that of another Okta user is not theirs, for a login can be given to somebody else.
 */
export function knownPeople(
  people: readonly Person[],
  profiles: readonly JsonObject[],
  between: Between,
): Known[] {
  const byId = indexed(profiles, one => [oktaIdIn(one, between.okta) ?? ''])
  const byUsername = indexed(profiles, one => [folded(customFields(one).username)])
  const byAddress = indexed(profiles, one => [folded(customFields(one).email), folded(one.value)])
  const unique = new Map(people.map(person => [keyOf(person), person]))
  return [...unique.values()].map(person => {
    const { id, login } = person
    const found = [byId.get(id), byUsername.get(login), byAddress.get(login)].find(one => one?.length) ?? []
    return known(person, found, between)
  })
}

function known(person: Person, found: readonly JsonObject[], { okta, app }: Between): Known {
  const [profile] = found
  const names = namesIn(person, found)
  if (!profile)
    return { person, isInactive: false, names, missing: 'There is no User Profile of this person.' }
  const ids = found.flatMap(one => accountIn(one, app)?.id ?? [])
  const unsure = (missing: string): Known => ({
    person,
    isInactive: false,
    isUnsure: true,
    names,
    ids,
    missing,
  })
  if (found.length > 1) return unsure(`${found.length} User Profiles fit: ${found.map(nameOf).join(', ')}.`)
  const other = oktaIdIn(profile, okta)
  if (person.id !== '' && other !== undefined && other !== person.id)
    return unsure(`The User Profile ${nameOf(profile)} is that of the Okta user ${other}.`)
  const account = accountIn(profile, app)
  const isInactive = folded(customFields(profile).active) === 'false'
  return { person, isInactive, ...(account && { account, ids }), names }
}

function namesIn({ login }: Person, profiles: readonly JsonObject[]): string[] {
  const usernames = profiles.map(one => customFields(one).username)
  const addresses = profiles.flatMap(one => [customFields(one).email, one.value])
  return [...new Set([...usernames.map(folded), login, ...addresses.map(folded)])].filter(Boolean)
}

function accountIn(profile: JsonObject, app: string): Known['account'] {
  const all = parsedField(customFields(profile).appprofiles)
  const account = isObject(all) && Object.hasOwn(all, app) ? all[app] : undefined
  if (!isObject(account) || textOf(account.id) === '') return undefined
  return { id: textOf(account.id), isInactive: folded(account.active) === 'false' }
}

function indexed(
  profiles: readonly JsonObject[],
  keysOf: (profile: JsonObject) => string[],
): Map<string, JsonObject[]> {
  const index = new Map<string, JsonObject[]>()
  for (const profile of profiles)
    for (const key of new Set(keysOf(profile)))
      if (key !== '') index.set(key, [...(index.get(key) ?? []), profile])
  return index
}

const nameOf = ({ value }: JsonObject): string => JSON.stringify(textOf(value))
const folded = (value: JsonObject[string] | undefined): string => textOf(value).toLowerCase()
