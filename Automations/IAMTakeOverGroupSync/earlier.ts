import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'
import { customFields } from '../user-profile/search.ts'

/** States of a playbook that will go on (playbook.md §2). */
const AT_IT = new Set(['new', 'pending', 'inprogress', 'running', 'waiting', 'paused'])
/** Longer than the longest sync takes. */
const STUCK_MS = 6 * 60 * 60 * 1000

export interface Earlier {
  /** Free: this incident syncs; Busy: an earlier one is at it; Stuck: and has been for hours. */
  readonly state: 'Free' | 'Busy' | 'Stuck'
  /** The incident that is at it; empty when none is. */
  readonly busy: string
  /** Incidents whose place this one takes, the oldest first. */
  readonly takenOver: string[]
  /** Why the last of them failed, as its details have it. */
  readonly lastReason: string
}

/**
 * How the earlier open incidents of the application stand. Ids count up, so of two that begin together just the later one gives
 * way; and an incident that is killed leaves nothing behind that would have to be freed, as a lock would.
 */
export function earlierOf(open: readonly JsonObject[], own: string, app: string, now: Date): Earlier {
  const earlier = open
    .filter(one => textOf(customFields(one).app) === app && Number(one.id) < Number(own))
    .sort((one, other) => Number(one.id) - Number(other.id))
  const isAtIt = ({ runStatus }: JsonObject) => AT_IT.has(textOf(runStatus).toLowerCase())
  const busy = earlier.find(isAtIt)
  const over = earlier.filter(one => !isAtIt(one))
  const isStuck = now.getTime() - Date.parse(textOf(busy?.created)) > STUCK_MS
  return {
    state: busy ? (isStuck ? 'Stuck' : 'Busy') : 'Free',
    busy: textOf(busy?.id),
    takenOver: over.map(({ id }) => textOf(id)),
    lastReason: textOf(over.at(-1)?.details),
  }
}
