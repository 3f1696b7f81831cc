import { origin, type RequestContext } from '../context.ts'
import { invalid, notFound } from '../errors.ts'
import type { JsonObject } from '../json.ts'
import { recorder } from '../logs/record.ts'
import { userTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { pathUser } from '../users/find.ts'
import type { User } from '../users/user.ts'
import type { Factor } from './factor.ts'
import { pathFactor } from './find.ts'

export const pushAnswers = ['SUCCESS', 'REJECTED', 'TIMEOUT', 'WAITING'] as const

/** A push that was sent to a phone; once it has a result, that stays readable. */
export interface Push {
  readonly id: string
  readonly factorId: string
  readonly expiresAt: string
  /** Only with number matching: what the phone has to be told. */
  readonly correctAnswer: number | null
  readonly polls: number
  readonly result: 'SUCCESS' | 'REJECTED' | 'TIMEOUT' | 'CANCELLED' | null
}

// okta-api §10: the usual span, and the default of tokenLifetimeSeconds.
const lifetimeSeconds = 300

/** Sends the push: 201 WAITING with the links to poll and to cancel. Okta wants a User-Agent for it. */
export function startPush(
  c: RequestContext,
  org: Org,
  user: User,
  factor: Factor,
  body: JsonObject,
): Response {
  if (!c.req.header('user-agent')) throw invalid('userAgent', 'userAgent: The header User-Agent is required')
  const push: Push = {
    id: org.ids.next('v2m'),
    factorId: factor.id,
    expiresAt: new Date(Date.parse(org.clock.now()) + lifetime(c) * 1000).toISOString(),
    correctAnswer: body.useNumberMatchingChallenge === true ? numberToMatch(org) : null,
    polls: 0,
    result: null,
  }
  org.pushes.set(push.id, push)
  recorder(c, org)('system.push.send_factor_verify_push', [userTarget(user)])
  return c.json(waiting(c, user, push), 201)
}

function lifetime(c: RequestContext): number {
  const text = c.req.query('tokenLifetimeSeconds') || String(lifetimeSeconds)
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 86_400) return Number(text)
  throw invalid('tokenLifetimeSeconds', `tokenLifetimeSeconds: must be from 1 to 86400, not '${text}'`)
}

function numberToMatch(org: Org): number {
  return Number.parseInt(org.ids.uuid('number matching').slice(0, 4), 16) % 100
}

/** `GET …/transactions/{t}`: what the phone said by now; which the choices `pushAnswer` and `pushPolls` decide. */
export function pollPush(c: RequestContext, org: Org): Response {
  const user = pathUser(c, org)
  const factor = pathFactor(c, org, user)
  const push = pathPush(c, org, factor)
  const after = push.result === null ? polled(org, push) : push
  org.pushes.set(push.id, after)
  if (push.result === null && after.result !== null) recordResult(c, org, user, after.result)
  if (after.result === null)
    return c.json({ ...waiting(c, user, after), profile: { credentialId: user.profile.login } })
  return c.json(finished(c, user, factor, after.result))
}

/** `DELETE` on the poll address, which Okta offers as a link only (okta-api §10). */
export function cancelPush(c: RequestContext, org: Org): Response {
  const push = pathPush(c, org, pathFactor(c, org, pathUser(c, org)))
  if (push.result === null) org.pushes.set(push.id, { ...push, result: 'CANCELLED' })
  return c.body(null, 204)
}

function polled(org: Org, push: Push): Push {
  const { pushAnswer, pushPolls } = org.choices
  if (org.clock.now() >= push.expiresAt) return { ...push, result: 'TIMEOUT' }
  if (pushAnswer === 'WAITING' || push.polls < pushPolls) return { ...push, polls: push.polls + 1 }
  return { ...push, result: pushAnswer }
}

function recordResult(c: RequestContext, org: Org, user: User, result: string): void {
  const facts = result === 'SUCCESS' ? {} : ({ result: 'FAILURE', reason: result } as const)
  recorder(c, org)('user.authentication.auth_via_mfa', [userTarget(user)], facts)
}

function pathPush(c: RequestContext, org: Org, factor: Factor): Push {
  const id = c.req.param('transaction') ?? ''
  const push = org.pushes.get(id)
  if (push?.factorId !== factor.id) throw notFound(id, 'UserFactorTransaction')
  return push
}

function waiting(
  c: RequestContext,
  user: User,
  { id, factorId, expiresAt, correctAnswer }: Push,
): JsonObject {
  const href = `${origin(c)}/api/v1/users/${user.id}/factors/${factorId}/transactions/${id}`
  return {
    expiresAt,
    factorResult: 'WAITING',
    _links: {
      poll: { href, hints: { allow: ['GET'] } },
      cancel: { href, hints: { allow: ['DELETE'] } },
    },
    ...(correctAnswer !== null && { _embedded: { challenge: { correctAnswer } } }),
  }
}

function finished(c: RequestContext, user: User, factor: Factor, factorResult: string): JsonObject {
  if (factorResult === 'SUCCESS') return { factorResult }
  const href = `${origin(c)}/api/v1/users/${user.id}/factors/${factor.id}`
  return {
    factorResult,
    profile: { credentialId: user.profile.login },
    _links: {
      verify: { href: `${href}/verify`, hints: { allow: ['POST'] } },
      factor: { href, hints: { allow: ['GET', 'DELETE'] } },
    },
  }
}
