import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'

/** What finds the account; an application must not say who somebody is. */
const IDENTITY = new Set(['email', 'username', 'id', 'olduserdata'])

/** What a profile in an application says beside who the person is, as far as it says anything. */
export function dataOf(inApp: JsonObject): [name: string, value: Json][] {
  return Object.entries(inApp).filter(
    ([name, value]) => !IDENTITY.has(name.toLowerCase()) && !isNothing(value),
  )
}

/**
 * The profile with what Okta says of the person for this application over it, and that whole as `profileinapp`. Names are
 * compared without case, for Okta's givenName is the profile's givenname, and keep the profile's spelling.
 */
export function extendedProfile(profile: JsonObject, inApp: JsonObject): JsonObject {
  const spelling = new Map(Object.keys(profile).map(name => [name.toLowerCase(), name]))
  const data = dataOf(inApp).map(
    ([name, value]) => [spelling.get(name.toLowerCase()) ?? name, value] as const,
  )
  return { ...Object.fromEntries([...Object.entries(profile), ...data]), profileinapp: inApp }
}

export function isNothing(value: Json): boolean {
  return value === null || (typeof value === 'string' && textOf(value) === '')
}
