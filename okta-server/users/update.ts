import { requiredBody } from '../body.ts'
import { flag, origin, type RequestContext } from '../context.ts'
import { invalid } from '../errors.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { type Record, recorder } from '../logs/record.ts'
import { userTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { checkReferences, requireFreeLogin } from './create.ts'
import {
  credentialsOf,
  federatedPassword,
  isFederated,
  isImported,
  newPassword,
  newRecovery,
  passwordValue,
} from './credentials.ts'
import { entityTag, pathUser, requireMatch } from './find.ts'
import { mergedProfile } from './profile.ts'
import { requireTransition } from './refusal.ts'
import { singleUser } from './representation.ts'
import { changed, type Profile, type User } from './user.ts'

/** `POST /api/v1/users/{id}`: changes what is sent, null removes. */
export function updateUser(c: RequestContext, org: Org): Promise<Response> {
  return write(c, org, (user, body) =>
    body.profile === undefined ? user.profile : mergedProfile(user.profile, body.profile),
  )
}

/** `PUT /api/v1/users/{id}`: the sent profile replaces the whole one; required attributes must be there. */
export function replaceUser(c: RequestContext, org: Org): Promise<Response> {
  return write(c, org, (_, body) => mergedProfile({}, body.profile))
}

async function write(
  c: RequestContext,
  org: Org,
  profileFrom: (user: User, body: JsonObject) => Profile,
): Promise<Response> {
  const body = await requiredBody(c)
  const user = pathUser(c, org)
  requireMatch(c, user)
  requireTransition('update', user, org)
  checkReferences(body, org)
  const profile = profileFrom(user, body)
  requireFreeLogin(org, profile, user)
  const now = org.clock.now()
  const updated = changed(
    user,
    { profile, ...credentialChanges(body, { ...user, profile }, org, flag(c, 'strict', false)) },
    now,
  )
  org.users.put(updated)
  recordUpdate(user, updated, recorder(c, org))
  c.header('ETag', entityTag(updated))
  return c.json(singleUser(updated, org, origin(c)))
}

/** Names of attributes, never values; a change of nothing writes nothing (UNKNOWN in okta-api §19). */
function recordUpdate(before: User, after: User, record: Record): void {
  const names = [...new Set([...Object.keys(before.profile), ...Object.keys(after.profile)])]
  const different = names.filter(
    name => JSON.stringify(before.profile[name]) !== JSON.stringify(after.profile[name]),
  )
  const target = [userTarget(after)]
  const debugData = { changedAttributes: different.join(',') }
  if (different.length > 0) record('user.account.update_profile', target, { debugData })
  if (different.includes('email')) record('user.account.update_primary_email', target)
  if (before.password !== after.password) record('user.account.update_password', target)
}

function credentialChanges(body: JsonObject, user: User, org: Org, strict: boolean): Partial<User> {
  const credentials = credentialsOf(body)
  const recovery = newRecovery(credentials.recovery_question)
  const value = passwordValue(credentials.password)
  if (isImported(credentials.password))
    return { ...importedHash(credentials.password, user, org), ...(recovery && { recovery }) }
  if (value !== undefined && isFederated(user.provider)) throw federatedPassword(user.provider)
  return {
    ...(recovery !== undefined && { recovery }),
    ...(value !== undefined && {
      ...newPassword(value, user, org.clock.now(), strict),
      status: requireTransition('set_password', user, org),
    }),
  }
}

/** A hash can be imported while nobody has signed in yet, a hook only at creation (okta-api §8). */
function importedHash(password: Json | undefined, user: User, org: Org): Partial<User> {
  if (user.status !== 'STAGED' || !isObject(password) || !isObject(password.hash))
    throw invalid(
      'password',
      'password: A hash can be set at creation or on a STAGED user, a hook only at creation',
    )
  return { password: { kind: 'unknown' }, passwordChanged: org.clock.now() }
}
