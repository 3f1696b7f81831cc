import { optionalBody } from '../body.ts'
import { origin, type RequestContext } from '../context.ts'
import { type ErrorCode, invalid, OktaError } from '../errors.ts'
import type { JsonObject } from '../json.ts'
import type { EventType } from '../logs/catalogue.ts'
import { recorder } from '../logs/record.ts'
import { userTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { pathUser } from '../users/find.ts'
import { matches } from '../users/password.ts'
import type { User } from '../users/user.ts'
import { type Factor, type FactorType, factorObject, passCode } from './factor.ts'
import { pathFactor, putFactor } from './find.ts'
import { startPush } from './push.ts'

/** Codes that are sent: by which event, and how soon the next may follow (okta-api §4, §10). */
const sent: Partial<Record<FactorType, { event: EventType; seconds: number; tooSoon: ErrorCode }>> = {
  sms: { event: 'system.sms.send_factor_verify_message', seconds: 30, tooSoon: 'E0000109' },
  call: { event: 'system.voice.send_mfa_challenge_call', seconds: 30, tooSoon: 'E0000133' },
  email: { event: 'system.email.send_factor_verify_message', seconds: 5, tooSoon: 'E0000118' },
}
const generated: readonly FactorType[] = ['token:software:totp', 'token:hotp', 'token:hardware']
// How long a code of an authenticator stands, and so how long a used one is refused.
const codeSeconds = 30

/** `POST …/factors/{f}/verify`: sends a challenge, checks a code or an answer, or starts a push (okta-api §10). */
export async function verifyFactor(c: RequestContext, org: Org): Promise<Response> {
  const body = await optionalBody(c)
  const user = pathUser(c, org)
  const factor = pathFactor(c, org, user)
  // okta-api §10 leaves the code open.
  if (factor.status !== 'ACTIVE') throw invalid('factor', 'factor: The factor is not active')
  if (factor.factorType === 'push') return startPush(c, org, user, factor, body)
  if (factor.factorType === 'question') return answerQuestion(c, org, user, factor, body.answer)
  const isSent = sent[factor.factorType] !== undefined
  if (!isSent && !generated.includes(factor.factorType)) throw new OktaError('E0000060')
  if (isSent && body.passCode === undefined) return challenge(c, org, user, factor)
  return checkCode(c, org, user, factor, body.passCode)
}

/** `POST …/factors/{f}/resend`: the link of a pending factor sends its code once more. */
export async function resendCode(c: RequestContext, org: Org): Promise<Response> {
  await optionalBody(c)
  const user = pathUser(c, org)
  const factor = pathFactor(c, org, user)
  if (factor.status === 'ACTIVE' || !sent[factor.factorType])
    throw invalid('factor', 'factor: There is no pending code that could be sent again')
  return c.json(factorObject(sendCode(c, org, user, factor), user.id, origin(c)))
}

function sendCode(c: RequestContext, org: Org, user: User, factor: Factor): Factor {
  const rule = sent[factor.factorType]
  if (!rule) throw new TypeError(`${factor.factorType} sends no codes`)
  if (isWithin(org, factor.sent, rule.seconds)) throw new OktaError(rule.tooSoon)
  const after = { ...factor, sent: org.clock.instant() }
  putFactor(org, user, after)
  recorder(c, org)(rule.event, [userTarget(user)])
  return after
}

function challenge(c: RequestContext, org: Org, user: User, factor: Factor): Response {
  sendCode(c, org, user, factor)
  const self = `${origin(c)}/api/v1/users/${user.id}/factors/${factor.id}`
  const links: JsonObject = { verify: { href: `${self}/verify` }, factor: { href: self } }
  return c.json({ factorResult: 'CHALLENGE', profile: { ...factor.profile }, _links: links })
}

function checkCode(
  c: RequestContext,
  org: Org,
  user: User,
  factor: Factor,
  code: JsonObject[string] | undefined,
): Response {
  if (code !== passCode) throw wrong(c, org, user)
  if (generated.includes(factor.factorType) && isWithin(org, factor.used, codeSeconds))
    throw new OktaError('E0000082')
  putFactor(org, user, { ...factor, used: org.clock.instant() })
  return verified(c, org, user)
}

function answerQuestion(
  c: RequestContext,
  org: Org,
  user: User,
  factor: Factor,
  answer: JsonObject[string] | undefined,
): Response {
  const fits = typeof answer === 'string' && factor.answer && matches(answer.toLowerCase(), factor.answer)
  if (!fits) throw wrong(c, org, user)
  return verified(c, org, user)
}

function verified(c: RequestContext, org: Org, user: User): Response {
  recorder(c, org)('user.authentication.auth_via_mfa', [userTarget(user)])
  return c.json({ factorResult: 'SUCCESS' })
}

/** A failed authentication is one of the few failures that the log shows (okta-api §17.5). */
function wrong(c: RequestContext, org: Org, user: User): OktaError {
  const facts = { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' } as const
  recorder(c, org)('user.authentication.auth_via_mfa', [userTarget(user)], facts)
  return new OktaError('E0000068', { causes: ["Your passcode doesn't match our records. Please try again."] })
}

function isWithin(org: Org, since: string | null, seconds: number): boolean {
  return since !== null && Date.parse(org.clock.instant()) - Date.parse(since) < seconds * 1000
}
