import { type App, endpoint, type RequestContext } from '../context.ts'
import { invalid } from '../errors.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Org } from '../org.ts'
import { cursorOf, sendLinks } from '../paging.ts'
import type { Persisted } from './event.ts'
import { logFilter } from './filter.ts'
import { keywordFilter } from './keywords.ts'
import { logLimit, type Period, periodOf, retained } from './period.ts'
import { eventObject } from './representation.ts'

/** Serves `GET /api/v1/logs` (okta-api §17). */
export function logRoutes(app: App, org: Org): void {
  endpoint(app, '/api/v1/logs', { GET: c => listEvents(c, org) })
}

interface Found {
  sequence: number
  published: string
  shown: JsonObject
}

interface LogPage {
  items: Found[]
  next: Json | undefined
}

function listEvents(c: RequestContext, org: Org): Response {
  const until = c.req.query('until') || undefined
  const since = c.req.query('since') || undefined
  const descending = isDescending(c)
  const limit = Math.min(logLimit(c.req.query('limit')), org.pageCap)
  const fits = selection(c)
  const cursor = cursorOf(c, org)
  const position = isObject(cursor) ? cursor : undefined
  // `after` wins over `since`, which the links carry along (okta-api §17.2).
  const now = org.clock.instant()
  const asked = periodOf(position ? undefined : since, until, now)
  const period = position ? { ...asked, since: retained(String(position.since), now) } : asked
  const isPolling = until === undefined && !descending
  const page = isPolling
    ? polled(org, period, limit, fits, position)
    : bounded(org, period, limit, fits, position, descending)
  sendLinks(c, org, limit, page.next)
  return c.json(page.items.map(({ shown }) => shown))
}

function isDescending(c: RequestContext): boolean {
  const order = c.req.query('sortOrder')?.toUpperCase() || 'ASCENDING'
  if (order !== 'ASCENDING' && order !== 'DESCENDING')
    throw invalid('sortOrder', `sortOrder: must be ASCENDING or DESCENDING, not '${order}'`)
  return order === 'DESCENDING'
}

function selection(c: RequestContext): (event: JsonObject) => boolean {
  const filter = c.req.query('filter') || undefined
  const inFilter = filter === undefined ? () => true : logFilter(filter)
  const q = c.req.query('q') || undefined
  const inWords = q === undefined ? () => true : keywordFilter(q)
  return event => inFilter(event) && inWords(event)
}

/** In the order of persistence; there always is a next page, as what comes late comes behind (okta-api §17.1). */
function polled(
  org: Org,
  { since }: Period,
  limit: number,
  fits: (event: JsonObject) => boolean,
  position: JsonObject | undefined,
): LogPage {
  const begin = Number(position?.sequence ?? 0)
  const items: Found[] = []
  for (const persisted of org.logs.after(begin)) {
    if (items.length === limit) break
    const found = select(org, persisted, { since, until: forever }, fits)
    if (found) items.push(found)
  }
  const full = items.length === limit
  return { items, next: { since, sequence: full ? (items.at(-1)?.sequence ?? begin) : org.logs.last } }
}

const forever = '9999'

/** In the order of `published`, newest first when descending; ends with its last page. */
function bounded(
  org: Org,
  period: Period,
  limit: number,
  fits: (event: JsonObject) => boolean,
  position: JsonObject | undefined,
  descending: boolean,
): LogPage {
  const found = org.logs.after(0).flatMap(persisted => select(org, persisted, period, fits) ?? [])
  const order = (a: Place, b: Place) => (descending ? -compare(a, b) : compare(a, b))
  found.sort(order)
  const last = position?.published === undefined ? undefined : placeOf(position)
  const rest = last ? found.filter(one => order(one, last) > 0) : found
  const items = rest.slice(0, limit)
  const end = items.at(-1) ?? last
  const place = end && { published: end.published, sequence: end.sequence }
  return { items, next: rest.length > limit ? { since: period.since, ...place } : undefined }
}

type Place = Pick<Found, 'published' | 'sequence'>

function placeOf({ published, sequence }: JsonObject): Place {
  return { published: String(published), sequence: Number(sequence) }
}

function compare(a: Place, b: Place): number {
  return a.published < b.published ? -1 : a.published > b.published ? 1 : a.sequence - b.sequence
}

/** The event as shown, when it lies in the period and fits. */
function select(
  org: Org,
  { sequence, event }: Persisted,
  { since, until }: Period,
  fits: (event: JsonObject) => boolean,
): Found | undefined {
  if (event.published < since || event.published > until) return undefined
  const shown = eventObject(event, org.tokenId)
  return fits(shown) ? { sequence, published: event.published, shown } : undefined
}
