import type { AutomationHost } from '../../kit/automation.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { quoted } from '../query.ts'
import { textOf } from '../texts.ts'
import { customFields, isTemporary, profilesWith, USER_PROFILE } from '../user-profile/search.ts'
import { storedFormer } from './former.ts'
import type { Wanted } from './wanted.ts'

/** A User Profile of somebody who has to do with an incident. */
export interface Profile {
  readonly id: string
  readonly value: string
  readonly fields: JsonObject
  readonly isTemporary: boolean
}

/** Who of the profiles has to do with an incident. */
export interface Met {
  /** Those that may be the person's own: by employee id, else by their e-mails or the Okta id. */
  readonly own: readonly Profile[]
  /** Those of other people, or of nobody knows whom, that have the e-mail or the username. */
  readonly emailOwners: readonly Profile[]
  /** Those of other people that have an e-mail or a username that the person had: when the incident was raised, or as Former Identity. */
  readonly oldEmailOwners: readonly Profile[]
  /** Those of other people, but temporary ones, that have the display name. */
  readonly nameOwners: readonly Profile[]
}

const LEAST_LETTERS = 3

const profile = (found: JsonObject): Profile => ({
  id: textOf(found.id),
  value: textOf(found.value),
  fields: customFields(found),
  isTemporary: isTemporary(found),
})

/** Names are compared as HR and directories do: case, blanks and the way accents are encoded make no difference. */
export const nameKey = (name: string): string =>
  name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
const employeeIdOf = ({ fields }: Profile): string => textOf(fields.employeeid)

/** Looks for the profiles that an incident has to do with. */
export async function profilesMet(host: AutomationHost, wanted: Wanted): Promise<Met> {
  const { employeeId, email, username, displayName, userId, old } = wanted
  const oldNames = [textOf(old.email).toLowerCase(), textOf(old.username).toLowerCase()]
  const isAnother = (one: Profile) =>
    employeeId !== '' && employeeIdOf(one) !== '' && employeeIdOf(one) !== employeeId
  const byId = employeeId ? await having(host, 'employeeid', employeeId) : []
  const withOktaId = userId ? await having(host, 'oktauserid', userId) : []
  const byOktaId = withOktaId.filter(one => !isAnother(one))
  const known = await knownAs(host, [email, username, ...oldNames])
  const own = byId.length ? byId : byOktaId.length ? byOktaId : known.filter(one => !isAnother(one))
  const former = await knownAs(host, own.flatMap(formerNames))
  const others = (some: readonly Profile[]) => some.filter(one => !own.some(({ id }) => id === one.id))
  return {
    own,
    emailOwners: others(known.filter(one => isKnownAs(one, [email, username]))),
    oldEmailOwners: others([...known.filter(one => isKnownAs(one, oldNames)), ...former]),
    nameOwners: displayName ? others(await namedSo(host, displayName)).filter(one => !one.isTemporary) : [],
  }
}

function formerNames(one: Profile): string[] {
  const { email = '', username = '' } = storedFormer(one) ?? {}
  return [email, username].map(name => name.toLowerCase())
}

/** Ids are one only when they are written alike: those of Okta differ in nothing but case. */
async function having(host: AutomationHost, field: string, id: string): Promise<Profile[]> {
  const query = `type:${quoted(USER_PROFILE)} and ${field}:${quoted(id)}`
  return (await profilesWith(host, query, one => textOf(customFields(one)[field]) === id)).map(profile)
}

async function namedSo(host: AutomationHost, name: string): Promise<Profile[]> {
  const query = `type:${quoted(USER_PROFILE)} and (${spellings(name).join(' or ')})`
  const isIt = (one: JsonObject) => nameKey(textOf(customFields(one).displayname)) === nameKey(name)
  return (await profilesWith(host, query, isIt)).map(profile)
}

/** The search knows nothing of encodings and blanks, so it is asked for the plain letters that stand in every spelling. */
function spellings(name: string): string[] {
  const exact = [...new Set([name, name.normalize('NFC'), name.normalize('NFD')])]
  const plain = [...new Set(name.normalize('NFC').match(/[a-z0-9]+/gi) ?? [])]
  const texts = exact.map(text => `displayname:${quoted(text)}`)
  // So few of them would stand in nearly every name.
  if (plain.join('').length < LEAST_LETTERS) return texts
  return [...texts, `(${plain.map(letters => `displayname:*${letters}*`).join(' and ')})`]
}

/** Those whose value, e-mail or username is one of the names. */
async function knownAs(host: AutomationHost, given: readonly string[]): Promise<Profile[]> {
  const names = [...new Set(given)].filter(Boolean)
  if (names.length === 0) return []
  const any = names.flatMap(name => ['value', 'email', 'username'].map(field => `${field}:${quoted(name)}`))
  const query = `type:${quoted(USER_PROFILE)} and (${any.join(' or ')})`
  return (await profilesWith(host, query, one => isKnownAs(profile(one), names))).map(profile)
}

export function isKnownAs({ value, fields }: Profile, names: readonly string[]): boolean {
  const held = [value, textOf(fields.email), textOf(fields.username)].map(text => text.toLowerCase())
  return names.some(name => name !== '' && held.includes(name))
}
