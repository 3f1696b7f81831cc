import { json } from '../command.ts'
import { InputError, Refusal } from '../errors.ts'
import type { Host } from '../integration.ts'
import * as kinds from '../kinds.ts'
import type { JsonObject } from '../wire.ts'
import type { Identity } from './identity.ts'
import { markNulls, unmarkNulls } from './profile.ts'

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
export type MappingType = 'User Profile - Create' | 'User Profile - Update'
const OLDER_TYPE = 'User Profile'

/** A mapper, and the parameter that names it. */
export interface NamedMapper {
  readonly name: string
  readonly parameter: string
}

/** A profile as the system's attributes, by the outgoing mapper. Throws Refusal when the mapper does not exist or fails. */
export async function mappedOut(
  host: Host,
  mapper: NamedMapper,
  profile: JsonObject,
  type: MappingType,
): Promise<JsonObject> {
  const { olduserdata: _, ...own } = profile
  const marked = markNulls(own)
  const mapped = await mapBy(host, mapper, marked, type)
  if (Object.keys(mapped).length) return unmarkNulls(mapped)
  return unmarkNulls(await mapBy(host, mapper, marked, OLDER_TYPE))
}

/** The object through the mapper that a parameter names. Throws Refusal naming both when it cannot be used. */
export async function mapBy(
  host: Host,
  { name, parameter }: NamedMapper,
  object: JsonObject,
  type: string = OLDER_TYPE,
) {
  try {
    return await host.mapObject(object, name, type)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Refusal(`The mapper "${name}" (parameter ${parameter}) cannot be used: ${why}`)
  }
}

/**
 * By what the person is to be found: first the values before the change (olduserdata, set by the HR flow), then the
 * present ones, which a second run finds. `identityOf` reads one profile, `into` are the attributes that it looks at.
 * Throws InputError when there is nothing to look up by.
 */
export async function identitiesOf(
  profile: JsonObject,
  mapper: NamedMapper,
  identityOf: (profile: JsonObject) => Promise<Identity>,
  into: readonly string[],
): Promise<Identity[]> {
  const old = profile.olduserdata
  const profiles = typeof old === 'object' && old !== null && !Array.isArray(old) ? [old, profile] : [profile]
  const identities = await Promise.all(profiles.map(identityOf))
  const usable = identities.filter(({ id, login, email }) => id || login || email)
  if (usable.length) return usable
  throw new InputError(
    'Your user profile argument must contain at least one attribute that is mapped into one of the following attributes ' +
      `in the outgoing mapper: ${JSON.stringify(into)}. It holds ${JSON.stringify(Object.keys(profile))}; the mapper is "${mapper.name}".`,
  )
}

/** Who asked, for the outcome; the values before the change are nobody's profile. */
export function askedOf({ instance }: Host, { olduserdata: _, ...profile }: JsonObject) {
  return { brand: instance.brand, instanceName: instance.name, profile }
}
