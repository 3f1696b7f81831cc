import type { RequestContext } from '../context.ts'
import type { Org } from '../org.ts'
import type { EventType } from './catalogue.ts'
import type { Facts, Request, Target } from './event.ts'
import { serviceAppTarget, userTarget } from './targets.ts'

/** Writes one event. */
export type Record = (eventType: EventType, targets: readonly Target[], facts?: Facts) => void

/** Writes the events of one request: they share the transaction, and their actor is the caller. */
export function recorder(c: RequestContext, org: Org): Record {
  const request = requestOf(c, org)
  return (eventType, targets, facts = {}) =>
    org.logs.add({
      uuid: org.ids.uuid('event'),
      published: org.clock.instant(),
      eventType,
      targets,
      request,
      ...facts,
    })
}

/** For a seed: what it makes existed before the log began. */
export const unrecorded: Record = () => undefined

function requestOf(c: RequestContext, org: Org): Request {
  const url = new URL(c.req.url)
  return {
    id: c.get('requestId'),
    uri: url.pathname,
    url: `${url.pathname}?${url.search.slice(1)}`,
    userAgent: c.req.header('user-agent') ?? null,
    actor: actorOf(c, org),
  }
}

/** An access token that nobody looked at yet (the rate limit comes first) tells no actor. */
function actorOf(c: RequestContext, org: Org): Target {
  const app = c.get('caller')
  if (app) return serviceAppTarget(app)
  const owner = org.users.get(org.ownerId)
  const isOwner = /^SSWS\s/i.test(c.req.header('authorization') ?? '')
  return owner && isOwner ? userTarget(owner) : unknownActor
}

const unknownActor: Target = { id: 'unknown', type: 'User', alternateId: 'unknown', displayName: 'unknown' }
