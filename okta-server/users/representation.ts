import type { JsonObject } from '../json.ts'
import type { Org } from '../org.ts'
import { links } from './links.ts'
import type { User } from './user.ts'

/** The whole user with the links that its status allows, as a single-user answer has it (okta-api §7.1). */
export function singleUser(user: User, org: Org, origin: string): JsonObject {
  return userObject(user, org, links(user, org, origin))
}

/** The user as an item of a list: only the `self` link. */
export function listedUser(user: User, org: Org, origin: string): JsonObject {
  return userObject(user, org, { self: { href: `${origin}/api/v1/users/${user.id}` } })
}

function userObject(user: User, org: Org, _links: JsonObject): JsonObject {
  const {
    firstName,
    lastName,
    mobilePhone = null,
    secondEmail = null,
    login,
    email,
    ...others
  } = user.profile
  return {
    id: user.id,
    status: user.status,
    created: user.created,
    activated: user.activated,
    statusChanged: user.statusChanged,
    lastLogin: user.lastLogin,
    lastUpdated: user.lastUpdated,
    passwordChanged: user.passwordChanged,
    type: { id: org.typeId },
    profile: { firstName, lastName, mobilePhone, secondEmail, login, email, ...others },
    credentials: credentialsObject(user),
    _links,
  }
}

/** What may be seen of the credentials: never a secret, not even a digest. */
export function credentialsObject({ password, recovery, provider, profile }: User): JsonObject {
  const second = profile.secondEmail
  return {
    ...(password && { password: {} }),
    ...(recovery && { recovery_question: { question: recovery.question } }),
    emails: [
      { value: profile.email, status: 'VERIFIED', type: 'PRIMARY' },
      ...(typeof second === 'string' ? [{ value: second, status: 'VERIFIED', type: 'SECONDARY' }] : []),
    ],
    provider: { ...provider },
  }
}
