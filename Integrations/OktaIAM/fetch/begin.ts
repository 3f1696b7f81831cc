import type { LogLevel } from '../../../kit/wire.ts'
import { instantOf } from './event.ts'
import { reachable } from './first-fetch.ts'
import { MOST_SEEN, type Part, type Place } from './place.ts'

// Events arrive late, and Okta orders polling by arrival: a poll begun anew looks back by so much (design.md §6).
const OVERLAP_MILLISECONDS = 15 * 60_000
/** As many as Okta gives on one page. */
export const MOST_FETCH = 1000

/** Polls begun anew at a place, by the present `now`. */
export class Beginnings {
  /** By how many milliseconds this machine's clock, which told the place of a first fetch, is ahead of the org's. */
  ahead = 0
  readonly #place: Place
  readonly #now: Date
  readonly #log: (level: LogLevel, text: string) => void

  constructor(place: Place, now: Date, log: (level: LogLevel, text: string) => void) {
    this.#place = place
    this.#now = now
    this.#log = log
  }

  /** Whether the place has no parts, so that its instant is told by this machine's clock. */
  get isFirst(): boolean {
    return !this.#place.parts.length
  }

  /** A filter that has no part yet. One of the others may be behind, and what it asked for now be this one's to ask. */
  ofNew(filter: string): Part {
    const [oldest] = this.#place.parts.map(({ read }) => read).sort()
    return oldest === undefined ? this.first(filter) : this.ofRefused({ filter, read: oldest })
  }

  /** The first fetch of all, exactly at the place. */
  first(filter: string): Part {
    return this.#at(filter, Date.parse(this.#place.newest) - this.ahead)
  }

  /** A part whose link Okta refuses. It begins before where it was, but not before what is remembered as delivered. */
  ofRefused({ filter, read }: Pick<Part, 'filter' | 'read'>): Part {
    const { seen } = this.#place
    const known = seen.length < MOST_SEEN ? Number.NaN : Date.parse(seen[0]?.[1] ?? '')
    const was = Date.parse(read)
    const overlap = was - OVERLAP_MILLISECONDS
    return this.#at(filter, Number.isNaN(known) ? overlap : Math.max(overlap, Math.min(was, known)))
  }

  #at(filter: string, start: number): Part {
    const since = reachable(new Date(start), this.#now, this.#log).toISOString()
    const again = this.#place.seen
      .map(([, published]) => instantOf(published) ?? '')
      .reduce((latest, one) => (one > latest ? one : latest), '')
    return { filter, next: pollPath(filter, since), skip: 0, read: since, ...(again > since && { again }) }
  }
}

/** The polling form: no `until`, ascending, so that the answer never ends and late events are in it (F2, F4). */
function pollPath(filter: string, since: string): string {
  const query = { since, sortOrder: 'ASCENDING', limit: String(MOST_FETCH), filter }
  return `/api/v1/logs?${new URLSearchParams(query)}`
}
