import * as z from 'zod'
import type { JsonObject, LogLevel } from '../../../kit/wire.ts'
import { isEvent } from './event.ts'
import { readOlder } from './older-place.ts'

/** How far one filter has been read: `next` is the link to go on with (path and query), `skip` the events of that page that are delivered. */
export interface Part {
  readonly filter: string
  readonly next: string
  readonly skip: number
  /** The instant up to which it is read: from there a poll begins anew. */
  readonly read: string
  /** When it was begun anew: until this instant it may meet what was delivered, so none of that is forgotten. */
  readonly again?: string | undefined
}

/** What a fetch leaves to the next one (design.md §6, Fetch place). Instants are ISO 8601. */
export interface Place {
  /** None before the first fetch: then every filter begins exactly at `newest`. */
  readonly parts: readonly Part[]
  /** Uuid and published of the last events delivered, oldest first. */
  readonly seen: readonly (readonly [uuid: string, published: string])[]
  /** When the newest event was published that was read; before any, where the first fetch begins. */
  readonly newest: string
  /** What the older pack had read and nobody delivered yet. */
  readonly undelivered: readonly JsonObject[]
}

export const VERSION = 1
/** More would make the place a megabyte; an overlap of fifteen minutes rarely holds as many. */
export const MOST_SEEN = 2000

const PLACE = z.object({
  v: z.literal(VERSION),
  parts: z.array(
    z.object({
      filter: z.string(),
      next: z.string().startsWith('/'),
      skip: z.int().min(0),
      read: z.iso.datetime().optional(),
      again: z.iso.datetime().optional(),
    }),
  ),
  seen: z.array(z.tuple([z.string(), z.string()])),
  newest: z.iso.datetime(),
  undelivered: z.array(z.record(z.string(), z.json())).default([]),
})

/** The place that a last run is; of anything else what the older pack left in it, or a first fetch that begins at `since`. */
export function readPlace(
  lastRun: JsonObject,
  since: Date,
  log: (level: LogLevel, text: string) => void,
): Place {
  const own = PLACE.safeParse(lastRun)
  if (own.success) {
    const { parts, seen, newest, undelivered } = own.data
    return { parts: parts.map(part => ({ ...part, read: part.read ?? newest })), seen, newest, undelivered }
  }
  const { begins, undelivered } = readOlder(lastRun, log)
  // They are delivered first, and the poll must not bring them again.
  const seen = undelivered.filter(isEvent).map(({ uuid, published }) => [uuid, published] as const)
  return { parts: [], seen, newest: begins ?? since.toISOString(), undelivered }
}

/** The last run to save. */
export function writePlace({ parts, seen, newest, undelivered }: Place): JsonObject {
  return {
    v: VERSION,
    parts: parts.map(({ again, ...part }) => ({ ...part, ...(again !== undefined && { again }) })),
    seen: kept(parts, seen).map(one => [...one]),
    newest,
    ...(undelivered.length && { undelivered: [...undelivered] }),
  }
}

/** The last events, and older ones that a part may still meet. */
function kept(parts: Place['parts'], seen: Place['seen']): Place['seen'] {
  const last = seen.length - MOST_SEEN
  const meeting = parts.filter(({ again }) => again !== undefined).map(({ read }) => read)
  return seen.filter(([, published], index) => index >= last || meeting.some(read => published >= read))
}
