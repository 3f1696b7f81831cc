import * as z from 'zod'
import type { Json, JsonObject, LogLevel } from '../../../kit/wire.ts'

/** What a fetch of the older pack left: where to begin, exactly, and the events that were over its limit. */
export interface Older {
  readonly begins?: string
  readonly undelivered: JsonObject[]
}

const EVENT = z.record(z.string(), z.json())
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/

/**
 * Takes what it can of a last run of the older pack ({last_run_time, last_run_full_url, incidents}), and logs what it cannot. A
 * link that a rate limit left begins before last_run_time, and what lies between was never read (quirk F3).
 */
export function readOlder(lastRun: JsonObject, log: (level: LogLevel, text: string) => void): Older {
  const lost = (what: string, value: Json) =>
    log('error', `${what} of the last run cannot be read (${JSON.stringify(value).slice(0, 100)})`)
  const { last_run_time: time, last_run_full_url: link, incidents, ...others } = lastRun
  const ended = instantOf(time)
  if (time && !ended) lost('last_run_time', time)
  const linked = link ? instantOf(sinceOf(link)) : undefined
  if (link && !linked) lost('last_run_full_url, from which the instant since is taken,', link)
  if (Object.keys(others).length && !time) lost('The place', others)
  const list = Array.isArray(incidents) ? incidents : []
  if (incidents && !Array.isArray(incidents)) lost('incidents', incidents)
  const undelivered = list.flatMap(one => {
    const read = EVENT.safeParse(one)
    if (!read.success) lost('One of the incidents', one)
    return read.success ? [eventOf(read.data)] : []
  })
  const [begins] = [ended, linked].filter(one => one !== undefined).sort()
  return { undelivered, ...(begins !== undefined && { begins }) }
}

/** The older pack wrote UTC, with or without a zone. */
function instantOf(text: Json | undefined): string | undefined {
  const [, , , zone] = (typeof text === 'string' && INSTANT.exec(text)) || []
  if (typeof text !== 'string' || !INSTANT.test(text)) return undefined
  const at = new Date(zone === undefined ? `${text}Z` : text)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

function sinceOf(link: Json): string | undefined {
  if (typeof link !== 'string') return undefined
  // Only an instant is taken of it, so its origin does not matter.
  return new URLSearchParams(link.slice(link.indexOf('?') + 1)).get('since') ?? undefined
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
