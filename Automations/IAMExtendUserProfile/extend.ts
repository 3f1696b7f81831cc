import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'

/** What finds the account; an application must not say who somebody is. */
const IDENTITY = new Set(['email', 'username', 'id', 'olduserdata'])

/**
 * The profile with those attributes of the profile in the application that it lacks, and that whole as `profileinapp`.
 * Names are compared without case: Okta's givenName is the profile's givenname.
 */
export function extendedProfile(profile: JsonObject, inApp: JsonObject): JsonObject {
  const held = new Set(named(profile))
  const lacking = Object.entries(inApp).filter(([name, value]) => {
    const known = name.toLowerCase()
    return !IDENTITY.has(known) && !held.has(known) && !isNothing(value)
  })
  const added = new Set(lacking.map(([name]) => name.toLowerCase()))
  // An empty attribute gives way, under whatever case it stands.
  const kept = Object.entries(profile).filter(([name]) => !added.has(name.toLowerCase()))
  return { ...Object.fromEntries([...kept, ...lacking]), profileinapp: inApp }
}

function named(profile: JsonObject): string[] {
  return Object.entries(profile).flatMap(([name, value]) => (isNothing(value) ? [] : [name.toLowerCase()]))
}

export function isNothing(value: Json): boolean {
  return value === null || (typeof value === 'string' && textOf(value) === '')
}
