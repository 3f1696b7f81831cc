import { optionalBody, requiredBody } from '../body.ts'
import { type App, endpoint, flag, origin, type RequestContext } from '../context.ts'
import { OktaError } from '../errors.ts'
import type { JsonObject } from '../json.ts'
import { recorder } from '../logs/record.ts'
import { userTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { endSessions } from '../sessions/sessions.ts'
import { newPassword, newRecovery, passwordValue } from './credentials.ts'
import { pathUser } from './find.ts'
import { matches } from './password.ts'
import { requireTransition } from './refusal.ts'
import { credentialsObject } from './representation.ts'
import { changed, type User } from './user.ts'

/** Serves `/api/v1/users/{id}/credentials/…` and `/sessions` (okta-api §9). */
export function credentialsRoutes(app: App, org: Org): void {
  const path = '/api/v1/users/:id'
  endpoint(app, `${path}/credentials/change_password`, { POST: c => changePassword(c, org) })
  endpoint(app, `${path}/credentials/change_recovery_question`, { POST: c => changeRecoveryQuestion(c, org) })
  endpoint(app, `${path}/credentials/forgot_password`, { POST: c => forgotPassword(c, org) })
  endpoint(app, `${path}/sessions`, { DELETE: c => clearSessions(c, org) })
}

/** Succeeds also without a session. No OAuth tokens and no devices of people exist here that could be revoked. */
function clearSessions(c: RequestContext, org: Org): Response {
  const user = pathUser(c, org)
  for (const [name, otherwise] of [['oauthTokens', false] as const, ['forgetDevices', true] as const])
    flag(c, name, otherwise)
  const record = recorder(c, org)
  record('user.session.clear', [userTarget(user)])
  endSessions(org, user, record)
  return c.body(null, 204)
}

async function changePassword(c: RequestContext, org: Org): Promise<Response> {
  const body = await requiredBody(c)
  const user = pathUser(c, org)
  const status = requireTransition('change_password', user, org)
  requirePassword(user, body.oldPassword, 'oldPassword: The old password is not correct')
  const value = passwordValue(body.newPassword)
  if (value === undefined) throw credentialFailure('newPassword: The field cannot be left blank')
  const changes = replacement(value, user, org, flag(c, 'strict', false))
  const record = recorder(c, org)
  record('user.account.update_password', [userTarget(user)])
  if (body.revokeSessions === true) endSessions(org, user, record)
  return put(c, org, user, { ...changes, status })
}

async function changeRecoveryQuestion(c: RequestContext, org: Org): Promise<Response> {
  const body = await requiredBody(c)
  const user = pathUser(c, org)
  requireTransition('change_recovery_question', user, org)
  requirePassword(user, body.password, 'password: The password is not correct')
  return put(c, org, user, { recovery: newRecovery(body.recovery_question ?? {}) ?? null })
}

/** Answers with the token only when no e-mail is wanted; the status stays (okta-api §9). */
async function forgotPassword(c: RequestContext, org: Org): Promise<Response> {
  await optionalBody(c)
  const user = pathUser(c, org)
  requireTransition('forgot_password', user, org)
  if (!user.password || !user.recovery) throw new OktaError('E0000034')
  const sendEmail = flag(c, 'sendEmail', true)
  recorder(c, org)('user.account.reset_password', [userTarget(user)])
  if (sendEmail) return c.json({})
  return c.json({ resetPasswordUrl: `${origin(c)}/signin/reset-password/${org.ids.token('forgot')}` })
}

function put(c: RequestContext, org: Org, user: User, changes: Partial<User>): Response {
  const after = changed(user, changes, org.clock.now())
  org.users.put(after)
  const { emails, ...credentials } = credentialsObject(after)
  return c.json(credentials)
}

function requirePassword(user: User, sent: JsonObject[string] | undefined, cause: string): void {
  const value = passwordValue(sent)
  if (value === undefined || !user.password || !matches(value, user.password)) throw credentialFailure(cause)
}

/** These calls report a policy violation as E0000014, others as E0000001 (okta-api §8). */
function replacement(value: string, user: User, org: Org, strict: boolean): Partial<User> {
  try {
    return newPassword(value, user, org.clock.now(), strict)
  } catch (error) {
    throw error instanceof OktaError ? credentialFailure(...error.causes) : error
  }
}

function credentialFailure(...causes: string[]): OktaError {
  return new OktaError('E0000014', { causes })
}
