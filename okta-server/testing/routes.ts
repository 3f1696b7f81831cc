import { type App, endpoint, type RequestContext } from '../context.ts'
import type { Json } from '../json.ts'
import type { Org } from '../org.ts'
import { defaultChoices, withChoices } from './choices.ts'

/** Serves `/_test/…`: clock, faults, the request log and the choices. Without a token: the server is local. */
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
  if (choices.searchLag !== org.choices.searchLag) org.users.forgetWrites()
  org.limiter.overrides = choices.rateLimits
  if (choices.heldEvents !== org.choices.heldEvents) org.logs.hold(choices.heldEvents)
  org.choices = choices
  return { ...choices }
}

/** Answers 400 with one sentence when the body is not what the switch expects. */
async function answer(c: RequestContext, act: (body: Json) => Json): Promise<Response> {
  try {
    return c.json(act(JSON.parse(await c.req.text())))
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError)
      return c.json({ error: error.message }, 400)
    throw error
  }
}
