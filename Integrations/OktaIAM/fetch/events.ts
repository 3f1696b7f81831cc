import type { JsonObject, LogLevel } from '../../../kit/wire.ts'
import type { Client } from '../okta/client.ts'
import { ConnectionError, OktaError } from '../okta/errors.ts'
import { Beginnings } from './begin.ts'
import type { Place } from './place.ts'
import { PartReader, TimeUp } from './reader.ts'
import { Taken } from './taken.ts'

export interface FetchRequest {
  readonly filters: readonly string[]
  /** Where the last fetch ended, or the first one begins. */
  readonly place: Place
  readonly now: Date
  readonly most: number
  /** How long the whole fetch may take; what was read by then is kept. */
  readonly seconds: number
}

export interface Fetched {
  readonly events: readonly JsonObject[]
  readonly place: Place
}

export const DEFAULT_FETCH = 50

/**
 * Reads the System Log on from a place, at most `most` events. Every filter keeps its own link, followed as Okta gave it but
 * for its limit (quirks F2, F3); a filter that is new, or whose link Okta refuses, is polled anew from before the instant up to
 * which was read, without what was delivered. A failure after the first event keeps what was read; before it, it is thrown.
 * https://developer.okta.com/docs/reference/system-log-query/
 */
export async function fetchEvents(
  client: Client,
  { filters, place, now, most, seconds }: FetchRequest,
  log: (level: LogLevel, text: string) => void,
): Promise<Fetched> {
  const taken = new Taken(place, most)
  const begin = new Beginnings(place, now, log)
  const sources = { client, taken, begin, now, log, ends: performance.now() + seconds * 1000, seconds }
  const readers = filters.map(
    filter =>
      new PartReader(
        sources,
        filter,
        place.parts.find(part => part.filter === filter),
      ),
  )
  try {
    await readShares(readers, taken, most)
    const refusal = readers.find(one => one.refusal)?.refusal
    if (refusal) throw refusal
  } catch (failure) {
    const isOkta = failure instanceof OktaError || failure instanceof ConnectionError
    const isKept = taken.events.length || (failure instanceof TimeUp && readers.some(one => one.hasRead))
    // The parts that were still to come keep their place: the same trouble would only be met again.
    if (!isOkta || !isKept) throw failure
    log(
      'error',
      `${failure.message} Delivered: ${taken.events.length} events; the next fetch goes on from there.`,
    )
  }
  const { events, undelivered, seen, newest } = taken
  // Now that an answer has told the org's clock, what a first fetch did not come to begins by it as well.
  const parts = readers.map(({ at, hasRead }) => (begin.isFirst && !hasRead ? begin.first(at.filter) : at))
  return { events, place: { parts, seen, newest, undelivered } }
}

/**
 * Each part gets its share of `most`, the one that is furthest behind first, so that with one event a fetch it goes round as
 * well; what a part leaves over goes to those after it, and then round.
 */
async function readShares(readers: readonly PartReader[], taken: Taken, most: number): Promise<void> {
  const order = [...readers].sort((one, other) => Date.parse(one.at.read) - Date.parse(other.at.read))
  for (const [index, reader] of order.entries()) {
    const count = taken.events.length
    await reader.readTo(count + Math.ceil((most - count) / (order.length - index)))
  }
  for (const reader of order) await reader.readTo(most)
}
