import { type Identity, identity } from '../../../kit/iam/identity.ts'
import {
  identitiesOf as allIdentities,
  type MappingType,
  mapBy as mapByNamed,
  mappedOut,
} from '../../../kit/iam/profile-argument.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import type { User } from '../okta/users.ts'
import type { Session } from '../session.ts'

type MapperParameter = 'mapper-in' | 'mapper-out'

const mapper = ({ params }: Session, parameter: MapperParameter) => ({ name: params[parameter], parameter })

/** A profile as Okta's attributes, by the outgoing mapper. Throws Refusal when the mapper does not exist or fails. */
export function toOkta(session: Session, profile: JsonObject, type: MappingType): Promise<JsonObject> {
  return mappedOut(session.host, mapper(session, 'mapper-out'), profile, type)
}

/**
 * The Okta user through the incoming mapper. The attributes stand under `profile` as Okta sends them, and at the top as
 * well, where mappers made for the older pack look for them (quirk U13). Throws as `toOkta` does.
 */
export function toUserProfile(session: Session, user: User): Promise<JsonObject> {
  return mapBy(session, 'mapper-in', { ...user.profile, ...user }, 'User Profile')
}

/** The object through the mapper that a parameter names. Throws Refusal naming both when it cannot be used. */
export function mapBy(session: Session, parameter: MapperParameter, object: JsonObject, type: string) {
  return mapByNamed(session.host, mapper(session, parameter), object, type)
}

/** By what the person is to be found in Okta, the values before a change first. Throws InputError when there is nothing. */
export function identitiesOf(session: Session, profile: JsonObject): Promise<Identity[]> {
  const identityOf = async (one: JsonObject) => {
    const { id: _, ...mapped } = await toOkta(session, one, 'User Profile - Update')
    return identity({ ...mapped, id: one.id })
  }
  return allIdentities(profile, mapper(session, 'mapper-out'), identityOf, ['id', 'login', 'email'])
}
