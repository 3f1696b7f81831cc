import { createHmac } from 'node:crypto'
import { origin, type RequestContext } from './context.ts'
import { invalid, OktaError } from './errors.ts'
import type { Json } from './json.ts'
import type { Org } from './org.ts'

/** One page of a list, and where the next one begins (undefined on the last page). */
export interface Page<T> {
  items: T[]
  next: Json | undefined
}

/** `limit` of a request: above the maximum it is cut silently, anything but a whole number from 1 is E0000001. */
export function limitOf(c: RequestContext, otherwise: number, maximum: number): number {
  const text = c.req.query('limit')
  if (text === undefined || text === '') return Math.min(otherwise, maximum)
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw invalid('limit', `limit: must be a whole number from 1, not '${text}'`)
  return Math.min(Number(text), maximum)
}

/** Takes one page from a list; `positionOf` says from where the following page goes on. */
export function pageOf<T>(list: Iterable<T>, limit: number, positionOf: (last: T) => Json): Page<T> {
  const items: T[] = []
  for (const item of list) {
    const last = items.at(-1)
    if (items.length === limit && last !== undefined) return { items, next: positionOf(last) }
    items.push(item)
  }
  return { items, next: undefined }
}

/**
 * One page of things in the ascending order of their ids, which goes on behind the last id seen. Sends the links and
 * returns the items.
 */
export function pageById<T extends { id: string }>(
  c: RequestContext,
  org: Org,
  things: Iterable<T>,
  { otherwise, maximum }: { otherwise: number; maximum: number },
): T[] {
  const limit = limitOf(c, otherwise, Math.min(maximum, org.pageCap))
  const position = cursorOf(c, org)
  const rest = typeof position === 'string' ? behind(things, position) : things
  const page = pageOf(rest, limit, thing => thing.id)
  sendLinks(c, org, limit, page.next)
  return page.items
}

function* behind<T extends { id: string }>(things: Iterable<T>, id: string): Generator<T> {
  for (const thing of things) if (thing.id > id) yield thing
}

/**
 * Where the request wants to go on, or undefined for the first page. The cursor is opaque and bound to the list
 * and its query: a foreign or damaged one is E0000029 with the cause of live answers.
 */
export function cursorOf(c: RequestContext, org: Org): Json | undefined {
  const cursor = c.req.query('after')
  if (cursor === undefined || cursor === '') return undefined
  const [payload = '', seal] = cursor.split('.')
  if (seal !== sealOf(c, org, payload)) throw new OktaError('E0000029', { causes: ['Invalid cursor.'] })
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

/** Sends the `Link` headers: `self` first, then `next` unless this is the last page (okta-api §5). */
export function sendLinks(c: RequestContext, org: Org, limit: number, next: Json | undefined): void {
  const links = [`<${address(c, origin(c), { limit: String(limit) })}>; rel="self"`]
  if (c.get('nextLoops')) links.push(`<${c.req.url}>; rel="next"`)
  else if (next !== undefined) {
    const payload = Buffer.from(JSON.stringify(next)).toString('base64url')
    const after = `${payload}.${sealOf(c, org, payload)}`
    const elsewhere = c.get('nextOrigin') ?? origin(c)
    links.push(`<${address(c, elsewhere, { after, limit: String(limit) })}>; rel="next"`)
  }
  // Web-standard headers would join the two into one line, and Okta sends two (proxies may join them).
  c.env.outgoing.setHeader('Link', org.choices.joinedLink ? links.join(', ') : links)
}

function address(c: RequestContext, from: string, parameters: Record<string, string>): string {
  const url = new URL(c.req.url)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return `${from}${url.pathname}?${url.searchParams}`
}

function sealOf(c: RequestContext, org: Org, payload: string): string {
  const url = new URL(c.req.url)
  for (const name of ['after', 'limit']) url.searchParams.delete(name)
  url.searchParams.sort()
  const text = `${url.pathname}?${url.searchParams}|${payload}`
  return createHmac('sha256', `cursor ${org.seedNumber}`).update(text).digest('base64url').slice(0, 12)
}
