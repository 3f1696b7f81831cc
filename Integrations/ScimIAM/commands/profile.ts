import { type Identity, identity } from '../../../kit/iam/identity.ts'
import { textOf } from '../../../kit/iam/profile.ts'
import {
  identitiesOf as allIdentities,
  type MappingType,
  mapBy,
  mappedOut,
} from '../../../kit/iam/profile-argument.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { emailsOf } from '../scim/emails.ts'
import { jsonObject } from '../scim/errors.ts'
import type { Resource } from '../scim/resource.ts'
import type { Session } from '../session.ts'
import { ENTERPRISE } from '../wanted/path.ts'
import { merged, type WantedValues, wantedOf } from '../wanted/resource.ts'

/** What the outgoing mapper wants of a user. Throws Refusal when the mapper cannot be used, InputError for a wrong target. */
export async function wantedBy(
  { host, mapperOut }: Session,
  profile: JsonObject,
  type: MappingType,
): Promise<WantedValues> {
  return wantedOf(await mappedOut(host, mapperOut, profile, type))
}

/**
 * The user through the incoming mapper. Beside the resource itself stand names for what a mapper cannot reach by a path:
 * the enterprise extension, whose name holds dots, and the values of lists by their type.
 */
export function toUserProfile({ host, mapperIn }: Session, user: Resource): Promise<JsonObject> {
  return mapBy(host, mapperIn, { ...user, ...withinReach(user) })
}

/** What mappers find beside the attributes of the resource; the README names them. */
export function withinReach(user: JsonObject): JsonObject {
  const [email = null] = emailsOf(user)
  return {
    enterprise: user[ENTERPRISE] ?? null,
    primaryEmail: email,
    workPhone: ofType(user.phoneNumbers, 'work')?.value ?? null,
    mobilePhone: ofType(user.phoneNumbers, 'mobile')?.value ?? null,
    workAddress: ofType(user.addresses, 'work') ?? null,
  }
}

function ofType(list: Json | undefined, type: string): JsonObject | undefined {
  return (Array.isArray(list) ? (list as JsonObject[]) : []).find(
    one => String(one?.type ?? '').toLowerCase() === type,
  )
}

/** By what the person is to be found, the values before a change first. Throws InputError when there is nothing. */
export function identitiesOf(session: Session, profile: JsonObject): Promise<Identity[]> {
  const identityOf = async (one: JsonObject) => {
    const user = merged({}, await wantedBy(session, one, 'User Profile - Update'))
    const names = { ...namesOf(user), email: emailsOf(user)[0] ?? one.email }
    const ownId = ownIdIn(one, session.host.instance.name)
    if (ownId === undefined) return identity({ id: one.id, ...names })
    return { ...identity({ id: ownId, ...names }), isOwnId: true as const }
  }
  return allIdentities(profile, session.mapperOut, identityOf, ['id', 'userName', 'emails'])
}

/** The id that the profile keeps of this instance (appprofiles), which goes before its `id`. */
function ownIdIn({ appprofiles = null }: JsonObject, instance: string): string | undefined {
  const stored = typeof appprofiles === 'string' ? jsonObject(appprofiles) : appprofiles
  const own = Object.entries(stored ?? {}).find(([name]) => name === instance)?.[1] as JsonObject | undefined
  return textOf(own?.id)
}

/** Who a user is, in the words in which people are looked for. */
export function personOf(user: Resource) {
  return { ...identity({ ...namesOf(user), email: emailsOf(user)[0] }), id: user.id }
}

function namesOf({ userName, name }: JsonObject): Record<string, Json | undefined> {
  const { givenName, familyName } = (typeof name === 'object' && name !== null ? name : {}) as JsonObject
  return { login: userName, firstName: givenName, lastName: familyName }
}
