import { json } from '../../../kit/command.ts'
import { InputError, Refusal } from '../../../kit/errors.ts'
import * as kinds from '../../../kit/kinds.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { markNulls, textOf, unmarkNulls } from '../iam/profile.ts'
import type { Identity } from '../okta/find-user.ts'
import type { User } from '../okta/users.ts'
import type { Session } from '../session.ts'

/** The names by which a profile tells who is meant; blanks around their values belong to nobody's login. */
const NAMES = ['id', 'email', 'username', 'login'] as const

function trimmed(profile: JsonObject): JsonObject {
  const kept = { ...profile }
  for (const name of NAMES) if (typeof profile[name] === 'string') kept[name] = profile[name].trim()
  const old = profile.olduserdata
  if (typeof old === 'object' && old !== null && !Array.isArray(old)) kept.olduserdata = trimmed(old)
  return kept
}

const userProfile = json({
  description:
    'The User Profile as JSON, keyed by the names of its fields (email, username, givenname, surname, ...). An attribute that is absent is left alone, null clears it.',
  required: true,
})
/** As the kind `json`, with the names trimmed once for look-up, mapping and context alike. */
export const userProfileArgument: typeof userProfile = {
  ...userProfile,
  kind: { ...userProfile.kind, schema: kinds.json.schema.transform(trimmed) },
}

/** The incident types under which an outgoing mapper may keep its mapping; the older packs had only the last. */
type MappingType = 'User Profile - Create' | 'User Profile - Update'
const OLDER_TYPE = 'User Profile'

/** A profile as Okta's attributes, by the outgoing mapper. Throws Refusal when the mapper does not exist or fails. */
export async function toOkta(session: Session, profile: JsonObject, type: MappingType): Promise<JsonObject> {
  const { olduserdata: _, ...own } = profile
  const marked = markNulls(own)
  const mapped = await mapBy(session, 'mapper-out', marked, type)
  if (Object.keys(mapped).length) return unmarkNulls(mapped)
  return unmarkNulls(await mapBy(session, 'mapper-out', marked, OLDER_TYPE))
}

/**
 * The Okta user through the incoming mapper. The attributes stand under `profile` as Okta sends them, and at the top as
 * well, where mappers made for the older pack look for them (quirk U13). Throws as `toOkta` does.
 */
export function toUserProfile(session: Session, user: User): Promise<JsonObject> {
  return mapBy(session, 'mapper-in', { ...user.profile, ...user }, 'User Profile')
}

/** The object through the mapper that a parameter names. Throws Refusal naming both when it cannot be used. */
export async function mapBy(
  { host, params }: Session,
  parameter: 'mapper-in' | 'mapper-out',
  object: JsonObject,
  type: string,
) {
  try {
    return await host.mapObject(object, params[parameter], type)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Refusal(`The mapper "${params[parameter]}" (parameter ${parameter}) cannot be used: ${why}`)
  }
}

/**
 * By what the person is to be found: first the values before the change (olduserdata, set by the HR flow), then the
 * present ones, which a second run finds. Throws InputError when there is nothing to look up by.
 */
export async function identitiesOf(session: Session, profile: JsonObject): Promise<Identity[]> {
  const old = profile.olduserdata
  const profiles = typeof old === 'object' && old !== null && !Array.isArray(old) ? [old, profile] : [profile]
  const identities = await Promise.all(profiles.map(one => identityOf(session, one)))
  const usable = identities.filter(({ id, login, email }) => id || login || email)
  if (usable.length) return usable
  throw new InputError(
    'Your user profile argument must contain at least one attribute that is mapped into one of the following attributes ' +
      `in the outgoing mapper: ["id","login","email"]. It holds ${JSON.stringify(Object.keys(profile))}; the mapper is "${session.params['mapper-out']}".`,
  )
}

async function identityOf(session: Session, profile: JsonObject): Promise<Identity> {
  const mapped = await toOkta(session, profile, 'User Profile - Update')
  const id = textOf(profile.id)
  const login = textOf(mapped.login)
  const email = textOf(mapped.email)
  const firstName = textOf(mapped.firstName)
  const lastName = textOf(mapped.lastName)
  const names = { ...(firstName && { firstName }), ...(lastName && { lastName }) }
  return { ...(id && { id }), ...(login && { login }), ...(email && { email }), ...names }
}
