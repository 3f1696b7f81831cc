import { optionalBody, requiredBody } from '../body.ts'
import { type App, endpoint, flag, origin, type RequestContext } from '../context.ts'
import { OktaError } from '../errors.ts'
import { recorder } from '../logs/record.ts'
import { userTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { pathUser } from '../users/find.ts'
import type { User } from '../users/user.ts'
import { newFactor } from './enrol.ts'
import { type Factor, factorObject, kinds, passCode } from './factor.ts'
import { factorsOf, pathFactor, putFactor } from './find.ts'
import { cancelPush, pollPush } from './push.ts'
import { resendCode, verifyFactor } from './verify.ts'

/** Serves `/api/v1/users/{id}/factors` (okta-api §10). */
export function factorRoutes(app: App, org: Org): void {
  const all = '/api/v1/users/:id/factors'
  const one = `${all}/:factor`
  endpoint(app, all, { GET: c => list(c, org), POST: c => enrol(c, org) })
  endpoint(app, one, { GET: c => get(c, org), DELETE: c => remove(c, org) })
  endpoint(app, `${one}/lifecycle/activate`, { POST: c => activate(c, org) })
  endpoint(app, `${one}/resend`, { POST: c => resendCode(c, org) })
  endpoint(app, `${one}/verify`, { POST: c => verifyFactor(c, org) })
  endpoint(app, `${one}/transactions/:transaction`, {
    GET: c => pollPush(c, org),
    DELETE: c => cancelPush(c, org),
  })
}

function list(c: RequestContext, org: Org): Response {
  const user = pathUser(c, org)
  return c.json(factorsOf(org, user).map(factor => factorObject(factor, user.id, origin(c))))
}

function get(c: RequestContext, org: Org): Response {
  const user = pathUser(c, org)
  return c.json(factorObject(pathFactor(c, org, user), user.id, origin(c)))
}

async function enrol(c: RequestContext, org: Org): Promise<Response> {
  const body = await requiredBody(c)
  const user = pathUser(c, org)
  requireAlive(user)
  const factor = newFactor(body, user, org, flag(c, 'activate', false))
  org.factors.set(user.id, [...factorsOf(org, user), factor])
  if (factor.status === 'ACTIVE') recordActivation(c, org, user, factor)
  return c.json(factorObject(factor, user.id, origin(c)))
}

/** A push factor is activated by its device, so that this call needs no code for it. */
async function activate(c: RequestContext, org: Org): Promise<Response> {
  const body = await optionalBody(c)
  const user = pathUser(c, org)
  const factor = pathFactor(c, org, user)
  requireAlive(user)
  if (factor.factorType !== 'push' && body.passCode !== passCode)
    throw new OktaError('E0000068', {
      causes: ["Your passcode doesn't match our records. Please try again."],
    })
  const after: Factor = { ...factor, status: 'ACTIVE', lastUpdated: org.clock.now() }
  putFactor(org, user, after)
  recordActivation(c, org, user, after)
  return c.json(factorObject(after, user.id, origin(c)))
}

/** Okta Verify is one app on the phone: without push, its codes and its key are gone as well (okta-api §10). */
function remove(c: RequestContext, org: Org): Response {
  const user = pathUser(c, org)
  const factor = pathFactor(c, org, user)
  requireAlive(user)
  const gone = (other: Factor) => other.id === factor.id || (factor.factorType === 'push' && isSibling(other))
  org.factors.set(
    user.id,
    factorsOf(org, user).filter(other => !gone(other)),
  )
  const reason = `User reset ${kinds[factor.factorType].word} factor`
  recorder(c, org)('user.mfa.factor.deactivate', [userTarget(user)], { reason })
  return c.body(null, 204)
}

function isSibling({ factorType, provider }: Factor): boolean {
  return provider === 'OKTA' && (factorType === 'token:software:totp' || factorType === 'signed_nonce')
}

function requireAlive(user: User): void {
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038')
}

function recordActivation(c: RequestContext, org: Org, user: User, { factorType }: Factor): void {
  const reason = `User set up ${kinds[factorType].word} factor`
  recorder(c, org)('user.mfa.factor.activate', [userTarget(user)], { reason })
}
