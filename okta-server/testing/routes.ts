import { type App, endpoint } from '../context.ts'
import { isObject, type Json } from '../json.ts'
import type { Org } from '../org.ts'
import { startSessions } from '../sessions/sessions.ts'
import { answer } from './answer.ts'
import { defaultChoices, withChoices } from './choices.ts'
import { oauthTestRoutes } from './oauth-routes.ts'

/** Serves `/_test/…`: clock, faults, the request log, the choices, sessions and service apps. Without a token: the server is local. */
export function testRoutes(app: App, org: Org): void {
  endpoint(app, '/_test/clock', {
    GET: c => c.json({ now: org.clock.now() }),
    POST: c => answer(c, body => moveClock(org, body)),
  })
  endpoint(app, '/_test/faults', {
    GET: c => c.json(org.faults.all()),
    POST: c => answer(c, body => setFaults(org, body)),
    DELETE: c => c.json(setFaults(org, [])),
  })
  endpoint(app, '/_test/requests', {
    GET: c => c.json(org.requests.all()),
    DELETE: c => {
      org.requests.clear()
      return c.body(null, 204)
    },
  })
  endpoint(app, '/_test/choices', {
    GET: c => c.json(org.choices),
    POST: c => answer(c, body => choose(org, body)),
    DELETE: c => c.json(choose(org, { ...defaultChoices })),
  })
  oauthTestRoutes(app, org)
  endpoint(app, '/_test/sessions', {
    GET: c => c.json(liveSessions(org)),
    POST: c => answer(c, body => signIn(org, body)),
  })
}

function moveClock(org: Org, body: Json): Json {
  const { now, add } = (body ?? {}) as { now?: Json; add?: Json }
  if (typeof now === 'string') org.clock.set(now)
  else if (typeof add === 'string') org.clock.add(add)
  else throw new RangeError('expected {"now": "2026-01-31T08:00:00Z"} or {"add": "+1d"}')
  return { now: org.clock.now() }
}

function setFaults(org: Org, list: Json): Json {
  org.faults.set(list)
  return org.faults.all() as unknown as Json
}

function choose(org: Org, sent: Json): Json {
  const choices = withChoices(org.choices, sent)
  if (choices.searchLag !== org.choices.searchLag) {
    org.users.forgetWrites()
    org.groups.forgetWrites()
  }
  org.limiter.overrides = choices.rateLimits
  if (choices.heldEvents !== org.choices.heldEvents) org.logs.hold(choices.heldEvents)
  org.choices = choices
  return { ...choices }
}

function liveSessions(org: Org): Json {
  return [...org.sessions].map(([userId, ids]) => ({
    user: org.users.get(userId)?.profile.login ?? userId,
    sessions: [...ids],
  }))
}

function signIn(org: Org, body: Json): Json {
  const { user: reference, count = 1 } = isObject(body) ? body : {}
  const user = typeof reference === 'string' ? org.users.find(reference) : undefined
  if (!user)
    throw new RangeError(`user must be the id or login of somebody, not ${JSON.stringify(reference)}`)
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 100)
    throw new RangeError(`count must be a number of sessions from 1 to 100, not ${JSON.stringify(count)}`)
  startSessions(org, user, count)
  return liveSessions(org)
}
