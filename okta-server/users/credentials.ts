import { invalid, type OktaError } from '../errors.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { digest, policyProblem, rememberedAfter, usedRecently } from './password.ts'
import { okta, type Provider, providerTypes, type User } from './user.ts'

/** The part `credentials` of a body, `{}` when absent; E0000001 when it is no object. */
export function credentialsOf(body: JsonObject): JsonObject {
  const credentials = body.credentials ?? {}
  if (!isObject(credentials)) throw invalid('credentials', 'credentials: must be an object')
  return credentials
}

/** `password.value`, or undefined when no password was sent. */
export function passwordValue(password: Json | undefined): string | undefined {
  if (!isObject(password) || password.value === undefined) return undefined
  if (typeof password.value !== 'string') throw invalid('password', 'password: must be a string')
  return password.value
}

/** The changes that a new password makes; E0000001 with the policy's words when it is refused. */
export function newPassword(
  password: string,
  user: Pick<User, 'profile' | 'password' | 'formerPasswords'>,
  now: string,
  strict: boolean,
): Pick<User, 'password' | 'formerPasswords' | 'passwordChanged'> {
  const problem = policyProblem(password, user.profile.login)
  if (problem) throw invalid('password', `password: ${problem}`)
  if (strict && usedRecently(password, user.password, user.formerPasswords))
    throw invalid('password', 'password: Password has been used too recently')
  const formerPasswords = rememberedAfter(user.password, user.formerPasswords)
  return { password: digest(password), formerPasswords, passwordChanged: now }
}

/** The recovery question that was sent, with its answer digested; undefined when none was. */
export function newRecovery(sent: Json | undefined): User['recovery'] | undefined {
  if (sent === undefined) return undefined
  const { question, answer } = isObject(sent) ? sent : {}
  if (typeof question !== 'string' || question.length < 1 || question.length > 100)
    throw invalid('recoveryQuestion', 'recoveryQuestion: The question must be from 1 to 100 characters')
  if (typeof answer !== 'string' || answer.length < 4)
    throw invalid('recoveryQuestion', 'recoveryQuestion: The answer must be at least 4 characters')
  return { question, answer: digest(answer) }
}

/**
 * The provider that was sent; Okta itself when none was, because clients have sent provider=true without one for years
 * and got ordinary users (the older IAM packs). E0000001 for a type that Okta does not know.
 */
export function newProvider(sent: Json | undefined): Provider {
  if (sent === undefined) return okta
  const { type, name } = isObject(sent) ? sent : {}
  const known = providerTypes.find(one => one === type)
  if (!known) throw invalid('provider', `provider: type must be one of ${providerTypes.join(', ')}`)
  return { type: known, name: typeof name === 'string' ? name : known }
}

/** An imported hash or a password import hook: there is a password, but only its source can check it. */
export function isImported(password: Json | undefined): boolean {
  return isObject(password) && (isObject(password.hash) || isObject(password.hook))
}

/** Whether somebody signs in with another identity provider, and so has no password of Okta. */
export function isFederated({ type }: Provider): boolean {
  return type === 'FEDERATION' || type === 'SOCIAL'
}

/** E0000001: the password of a user who signs in elsewhere (okta-api §7.4). */
export function federatedPassword({ type }: Provider): OktaError {
  return invalid('password', `password: A user of a ${type} provider cannot have a password`)
}
