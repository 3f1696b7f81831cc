import * as z from 'zod'
import type { JsonObject } from '../../../kit/wire.ts'

/**
 * What a fetch leaves to the next one, and all of it: the report itself is downloaded anew for every slice. `offset` counts
 * entries that are done in this cycle; behind the last entry it goes on over the profiles that have no entry.
 */
export interface Place {
  /** 0 is the first sync, which raises nothing. */
  readonly cycle: number
  readonly offset: number
  /** Of the report that `offset` counts in; empty before the first download. */
  readonly digest: string
  /** Of the warning that was raised last: the same one is not raised again. Empty when there is none. */
  readonly warned: string
}

export const VERSION = 1
/** Stands for the digest of a report of which nothing but samples was taken, so that the cycle begins with its first entry. */
export const SAMPLES = 'samples'

const PLACE = z.object({
  v: z.literal(VERSION),
  cycle: z.int().min(0),
  offset: z.int().min(0),
  reportDigest: z.string(),
})

/**
 * The place that a last run is. An empty one begins with the first sync, when the instance is set so; one that cannot be read
 * never does, because people hired meanwhile would be synced without an incident. The public pack's `{synced_users, events}`
 * is such a one: the events it kept back are found anew, for their differences persist.
 */
export function readPlace(lastRun: JsonObject, firstSync: boolean): Place {
  const own = PLACE.safeParse(lastRun)
  if (own.success) {
    const { cycle, offset, reportDigest } = own.data
    const [digest = '', warned = ''] = reportDigest.split(' ')
    return { cycle, offset, digest, warned }
  }
  const isNew = Object.keys(lastRun).every(key => key === 'fetched_samples')
  return { cycle: isNew && firstSync ? 0 : 1, offset: 0, digest: '', warned: '' }
}

/** The last run to save: less than a kilobyte, whatever the size of the report. */
export function writePlace({ cycle, offset, digest, warned }: Place): JsonObject {
  return { v: VERSION, cycle, offset, reportDigest: warned ? `${digest} ${warned}` : digest }
}
