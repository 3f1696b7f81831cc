import type { RequestContext } from '../context.ts'
import type { Org } from '../org.ts'
import type { EventType } from './catalogue.ts'
import type { Facts, Request, Target } from './event.ts'
import { userTarget } from './targets.ts'

/** Writes one event. */
export type Record = (eventType: EventType, targets: readonly Target[], facts?: Facts) => void

/** Writes the events of one request: they share the transaction, and the token's owner is their actor. */
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
  const owner = org.users.get(org.ownerId)
  return {
    id: c.get('requestId'),
    uri: url.pathname,
    url: `${url.pathname}?${url.search.slice(1)}`,
    userAgent: c.req.header('user-agent') ?? null,
    actor: owner ? userTarget(owner) : unknownActor,
  }
}

const unknownActor: Target = { id: 'unknown', type: 'User', alternateId: 'unknown', displayName: 'unknown' }
