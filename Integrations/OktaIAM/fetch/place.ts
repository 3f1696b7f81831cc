import * as z from 'zod'
import type { JsonObject } from '../../../kit/wire.ts'
import { isEvent } from './event.ts'

/** How far one filter has been read: `next` is the link to go on with (path and query), `skip` the events of that page that are delivered. */
export interface Part {
  readonly filter: string
  readonly next: string
  readonly skip: number
}

/** What a fetch leaves to the next one (design.md §6, Fetch place). Instants are ISO 8601. */
export interface Place {
  readonly parts: readonly Part[]
  /** Uuid and published of the last events delivered, oldest first. */
  readonly seen: readonly (readonly [uuid: string, published: string])[]
  /** When the newest event was published that was read; before any, where the first fetch began. */
  readonly newest: string
}

export const VERSION = 1
// More would make the place a megabyte; an overlap of fifteen minutes rarely holds as many.
const MOST_SEEN = 2000

const PLACE = z.object({
  v: z.literal(VERSION),
  parts: z.array(z.object({ filter: z.string(), next: z.string().startsWith('/'), skip: z.int().min(0) })),
  seen: z.array(z.tuple([z.string(), z.string()])),
  newest: z.iso.datetime(),
})

const EVENT = z.record(z.string(), z.json())

/** What the older pack left: events that were over its limit, and where its next window began. */
const OLDER = z.object({
  last_run_time: z.iso.datetime(),
  incidents: z.array(EVENT).default([]),
})

/** A last run, as far as it is one: the place, and the events that the older pack had read and not delivered. */
export function readPlace(lastRun: JsonObject): { place?: Place; undelivered: JsonObject[] } {
  const own = PLACE.safeParse(lastRun)
  if (own.success) return { place: own.data, undelivered: [] }
  const older = OLDER.safeParse(lastRun)
  if (!older.success) return { undelivered: [] }
  const { last_run_time: newest, incidents } = older.data
  const undelivered = incidents.map(eventOf)
  // They are delivered now, and the poll that begins anew must not bring them again.
  const seen = undelivered.filter(isEvent).map(({ uuid, published }) => [uuid, published] as const)
  return { place: { parts: [], seen, newest }, undelivered }
}

/** The older pack kept an event or the incident made of it, with the event as text in rawJSON. */
function eventOf(kept: JsonObject): JsonObject {
  if (typeof kept.rawJSON !== 'string') return kept
  try {
    return EVENT.parse(JSON.parse(kept.rawJSON))
  } catch {
    // What cannot be read is delivered as it stands: thrown, it would stop every fetch to come.
    return kept
  }
}

/** The last run to save. */
export function writePlace({ parts, seen, newest }: Place): JsonObject {
  return {
    v: VERSION,
    parts: parts.map(part => ({ ...part })),
    seen: seen.slice(-MOST_SEEN).map(one => [...one]),
    newest,
  }
}
