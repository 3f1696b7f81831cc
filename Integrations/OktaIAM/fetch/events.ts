import type { LogLevel } from '../../../kit/wire.ts'
import type { Client } from '../okta/client.ts'
import { ConnectionError, OktaError } from '../okta/errors.ts'
import type { Page } from '../okta/pages.ts'
import { isEvent, type LogEvent } from './event.ts'
import type { Part, Place } from './place.ts'

export interface FetchRequest {
  readonly filters: readonly string[]
  /** Where the last fetch ended; undefined for the first. */
  readonly place: Place | undefined
  /** Where the first one begins. */
  readonly since: Date
  readonly most: number
}

export interface Fetched {
  readonly events: readonly LogEvent[]
  readonly place: Place
}

export const DEFAULT_FETCH = 50
/** As many as Okta gives on one page. */
export const MOST_FETCH = 1000
// Events arrive late, and Okta orders polling by arrival: a poll begun anew looks back by so much (design.md §6).
const OVERLAP_MILLISECONDS = 15 * 60_000
/** As Okta writes it. Anything else as the newest would spoil the place, and with it every fetch to come. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/**
 * Reads the System Log on from a place, at most `most` events. Every filter keeps its own link, followed as Okta gave it
 * (quirks F2, F3); a filter that is new, or whose link Okta refuses, is polled anew from before the newest event, without
 * what was delivered. A failure after the first event keeps what was read; before it, it is thrown.
 * https://developer.okta.com/docs/reference/system-log-query/
 */
export async function fetchEvents(
  client: Client,
  { filters, place, since, most }: FetchRequest,
  log: (level: LogLevel, text: string) => void,
): Promise<Fetched> {
  const taken = new Taken(place?.seen ?? [], place?.newest ?? since.toISOString(), most)
  const start = place ? new Date(Date.parse(place.newest) - OVERLAP_MILLISECONDS) : since
  const parts: Part[] = []
  let failed = false
  for (const filter of filters) {
    const anew: Part = { filter, next: pollPath(filter, start, most), skip: 0 }
    let at = place?.parts.find(part => part.filter === filter) ?? anew
    try {
      // After a failure the other parts keep their place: the same trouble would only be met again.
      if (!failed)
        await readPart(client, at, anew, taken, log, now => {
          at = now
        })
    } catch (failure) {
      const isOkta = failure instanceof OktaError || failure instanceof ConnectionError
      if (!isOkta || !taken.events.length) throw failure
      log(
        'error',
        `${failure.message} Delivered: ${taken.events.length} events; the next fetch goes on from there.`,
      )
      failed = true
    }
    parts.push(at)
  }
  return { events: taken.events, place: { parts, seen: taken.seen, newest: taken.newest } }
}

/** The polling form: no `until`, ascending, so that the answer never ends and late events are in it (F2, F4). */
function pollPath(filter: string, since: Date, limit: number): string {
  const query = { since: since.toISOString(), sortOrder: 'ASCENDING', limit: String(limit), filter }
  return `/api/v1/logs?${new URLSearchParams(query)}`
}

/** Reads page after page until one is empty or enough is taken; `reached` is told after every page how far it got. */
async function readPart(
  client: Client,
  from: Part,
  anew: Part,
  taken: Taken,
  log: (level: LogLevel, text: string) => void,
  reached: (at: Part) => void,
): Promise<void> {
  const read = new Set<string>()
  for (let at = from; !taken.isFull; ) {
    refuseCircle(at.next, read)
    const page = await pageAt(client, at, at === from && from !== anew ? anew : undefined, log)
    at = taken.take(page.page, page.at)
    reached(at)
    if (!page.page.values.length || at.skip > 0) return
  }
}

/** Only an empty page may name itself; one with events that did would be read for ever. */
function refuseCircle(next: string, read: Set<string>): void {
  if (read.has(next))
    throw new OktaError(
      { request: 'GET /api/v1/logs' },
      undefined,
      'The next page of the System Log is one that was read already, so it has no end',
    )
  read.add(next)
}

/** The page of a part. A stored link that Okta refuses is given up for a poll begun anew. */
async function pageAt(
  client: Client,
  at: Part,
  anew: Part | undefined,
  log: (level: LogLevel, text: string) => void,
): Promise<{ page: Page; at: Part }> {
  try {
    return { page: await client.page(at.next), at }
  } catch (failure) {
    // 400 for a cursor that Okta no longer knows, 404 for one it never knew.
    const isRefused = failure instanceof OktaError && (failure.status === 400 || failure.status === 404)
    if (!anew || !isRefused) throw failure
    log(
      'info',
      `Okta refuses the stored link, so the log is polled anew without what was delivered. ${failure.message}`,
    )
    return { page: await client.page(anew.next), at: anew }
  }
}

/** What a fetch has taken so far, each event once. */
class Taken {
  readonly events: LogEvent[] = []
  readonly seen: [string, string][]
  newest: string
  readonly #known: Set<string>
  readonly #most: number

  constructor(seen: Place['seen'], newest: string, most: number) {
    this.seen = seen.map(([uuid, published]) => [uuid, published])
    this.#known = new Set(this.seen.map(([uuid]) => uuid))
    this.newest = newest
    this.#most = most
  }

  get isFull(): boolean {
    return this.events.length >= this.#most
  }

  /** Takes the events of a page as far as they are wanted; where to go on: the same page when some are left of it. */
  take({ values, next }: Page, at: Part): Part {
    let skip = at.skip
    for (const event of values.slice(at.skip)) {
      if (this.isFull) return { ...at, skip }
      skip += 1
      if (isEvent(event)) this.#deliver(event)
    }
    return next ? { ...at, next: next.pathname + next.search, skip: 0 } : { ...at, skip }
  }

  #deliver(event: LogEvent): void {
    if (event.published > this.newest && INSTANT.test(event.published)) this.newest = event.published
    if (this.#known.has(event.uuid)) return
    this.#known.add(event.uuid)
    this.seen.push([event.uuid, event.published])
    this.events.push(event)
  }
}
