import type { AutomationHost } from '../../kit/automation.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { carryOut } from '../carry-out.ts'
import { quoted } from '../query.ts'
import { textOf } from '../texts.ts'
import { customFields, profilesWith, USER_PROFILE } from '../user-profile/search.ts'
import { fieldArguments } from './arguments.ts'

/** A User Profile as it is stored. */
export interface Profile {
  readonly id: string
  readonly value: string
  readonly fields: JsonObject
}

/** The profile with this value, temporary or not; one that is written just so before one in another case. */
export async function profileNamed(
  host: Pick<AutomationHost, 'searchIndicators'>,
  value: string,
): Promise<Profile | undefined> {
  const isIt = (one: JsonObject) => textOf(one.value).toLowerCase() === value.toLowerCase()
  const found = await profilesWith(host, `type:${quoted(USER_PROFILE)} and value:${quoted(value)}`, isIt)
  const one = found.find(each => each.value === value) ?? found[0]
  return one && { id: textOf(one.id), value: textOf(one.value), fields: customFields(one) }
}

/** Makes a profile; its id, as far as the platform tells it. Throws a Refusal with what the platform says. */
export async function createProfile(
  host: Pick<AutomationHost, 'executeCommand'>,
  value: string,
  fields: JsonObject,
): Promise<string> {
  const given = fieldArguments(fields, 'new')
  const [entry] = await carryOut(host, 'createNewIndicator', { value, type: USER_PROFILE, ...given })
  const contents = entry?.Contents
  return contents && typeof contents === 'object' && !Array.isArray(contents) ? textOf(contents.id) : ''
}

/** Writes fields to a profile. Throws a Refusal with what the platform says. */
export async function changeProfile(
  host: Pick<AutomationHost, 'executeCommand'>,
  { id }: Profile,
  fields: JsonObject,
): Promise<void> {
  const given = fieldArguments(fields, 'there')
  // By its id: an indicator of another type may have the same value, as the type Email has.
  if (Object.keys(given).length > 0) await carryOut(host, 'setIndicator', { id, ...given })
}

/** Deletes a profile. Throws a Refusal with what the platform says. */
export async function deleteProfile(
  host: Pick<AutomationHost, 'executeCommand'>,
  { id, value }: Profile,
  reason: string,
): Promise<void> {
  const query = `type:${quoted(USER_PROFILE)} and value:${quoted(value)} and id:${quoted(id)}`
  // Without doNotWhitelist the platform would exclude the address, and never again make a profile of it.
  await carryOut(host, 'deleteIndicators', { query, reason, doNotWhitelist: 'true' })
}
