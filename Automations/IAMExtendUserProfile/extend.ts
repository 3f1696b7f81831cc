import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'

/** What finds the account; an application must not say who somebody is. */
const IDENTITY = new Set(['email', 'username', 'id', 'olduserdata'])

/** What a profile in an application says beside who the person is; null for an attribute that it has without a value. */
export function dataOf(inApp: JsonObject): [name: string, value: Json][] {
  return Object.entries(inApp)
    .filter(([name]) => !IDENTITY.has(name.toLowerCase()))
    .map(([name, value]) => [name, isNothing(value) ? null : value])
}

/**
 * The profile with what Okta says of the person for this application over it, and that whole as `profileinapp`. Names are
 * compared without case, for Okta's givenName is the profile's givenname, and keep the profile's spelling. An attribute
 * without a value clears what the account has, unless the profile itself has one: what a group gave is taken away again.
 */
export function extendedProfile(profile: JsonObject, inApp: JsonObject): JsonObject {
  const spelling = new Map(Object.keys(profile).map(name => [name.toLowerCase(), name]))
  const data = dataOf(inApp).flatMap(([name, value]) => {
    const own = spelling.get(name.toLowerCase()) ?? name
    return value === null && !isNothing(profile[own] ?? null) ? [] : [[own, value] as const]
  })
  return { ...Object.fromEntries([...Object.entries(profile), ...data]), profileinapp: inApp }
}

function isNothing(value: Json): boolean {
  return value === null || (typeof value === 'string' && textOf(value) === '')
}
