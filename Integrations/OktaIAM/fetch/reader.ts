import { setTimeout } from 'node:timers/promises'
import type { LogLevel } from '../../../kit/wire.ts'
import type { Client } from '../okta/client.ts'
import { ConnectionError, OktaError } from '../okta/errors.ts'
import type { Page } from '../okta/pages.ts'
import { type Beginnings, MOST_FETCH } from './begin.ts'
import type { Part } from './place.ts'
import type { Taken } from './taken.ts'

/** What all the parts of one fetch are read with. */
export interface Sources {
  readonly client: Client
  readonly taken: Taken
  readonly begin: Beginnings
  readonly now: Date
  readonly log: (level: LogLevel, text: string) => void
  /** When the fetch must have ended, on the clock of `performance.now`, and how long it may take in all. */
  readonly ends: number
  readonly seconds: number
}

/** The fetch takes longer than it may. */
export class TimeUp extends ConnectionError {}

// The Date of an answer is in whole seconds, and the answer was on its way for a while.
const CLOCK_MILLISECONDS = 2000

/** Reads one part on, and knows how far it is. */
export class PartReader {
  at: Part
  hasRead = false
  /** Why Okta refuses this part (400): a fault of its filter, which the other parts do not share. */
  refusal: OktaError | undefined
  readonly #sources: Sources
  readonly #passed = new Set<string>()
  readonly #isStored: boolean
  #isOver = false

  /** `stored` is what the last fetch left of the part; undefined for a new one. */
  constructor(sources: Sources, filter: string, stored: Part | undefined) {
    this.#sources = sources
    this.at = stored ?? sources.begin.ofNew(filter)
    this.#isStored = stored !== undefined
  }

  /** Reads page after page until one is empty or the fetch has taken `upTo` events in all. Throws what a page throws, and TimeUp. */
  async readTo(upTo: number): Promise<void> {
    const { taken, now } = this.#sources
    while (!this.#isOver && !this.refusal && taken.events.length < upTo) {
      const page = await this.#page(upTo).catch(failure => this.#refused(failure))
      if (!page) return
      this.hasRead = true
      const from = keyOf(this.at.next)
      this.at = taken.take(page, this.at, upTo)
      if (!page.values.length) this.at = readUpTo(this.at, now.getTime() - (page.ahead ?? 0))
      if (page.next && this.at.skip === 0) this.#passed.add(from)
      // An empty page is the end for now; one without a next is, too.
      this.#isOver = !page.values.length || !page.next
    }
  }

  #refused(failure: unknown): undefined {
    if (!(failure instanceof OktaError) || failure.status !== 400) throw failure
    this.refusal = failure
  }

  /** The page to take now. A stored link that Okta refuses is given up for a poll begun anew. */
  async #page(upTo: number): Promise<Page> {
    const { begin, log } = this.#sources
    this.#refuseCircle()
    try {
      const page = await this.#asked(upTo)
      const ahead = page.ahead ?? 0
      if (!begin.isFirst || this.hasRead || ahead <= CLOCK_MILLISECONDS) return page
      log(
        'info',
        `This machine's clock is ${Math.round(ahead / 1000)} s ahead of the org's; the fetch goes by the org's.`,
      )
      begin.ahead = ahead
      this.at = begin.first(this.at.filter)
    } catch (failure) {
      // 400 for a cursor that Okta no longer knows, 404 for one it never knew.
      const isRefused = failure instanceof OktaError && (failure.status === 400 || failure.status === 404)
      if (this.hasRead || !this.#isStored || !isRefused) throw failure
      log(
        'info',
        `Okta refuses the stored link, so the log is polled anew without what was delivered. ${failure.message}`,
      )
      return await this.#anew(begin.ofRefused(this.at), upTo)
    }
    return await this.#asked(upTo)
  }

  /** The part is given up for another only when Okta takes that one. */
  async #anew(part: Part, upTo: number): Promise<Page> {
    const was = this.at
    this.at = part
    try {
      return await this.#asked(upTo)
    } catch (failure) {
      this.at = was
      throw failure
    }
  }

  /** Asks for what is wanted; where what was delivered is met again, for as much as there can be. */
  async #asked(upTo: number): Promise<Page> {
    const { client, taken, ends, seconds } = this.#sources
    const wanted = this.at.again === undefined ? this.at.skip + upTo - taken.events.length : MOST_FETCH
    const stop = new AbortController()
    const late = setTimeout(Math.max(0, ends - performance.now()), undefined, { signal: stop.signal }).then(
      () => {
        throw new TimeUp(`A fetch that takes longer than ${seconds} seconds is ended.`)
      },
    )
    late.catch(() => {})
    try {
      return await Promise.race([client.page(limited(this.at.next, Math.min(wanted, MOST_FETCH))), late])
    } finally {
      stop.abort()
    }
  }

  /** Only an empty page may name itself; one with events that did would be read for ever. */
  #refuseCircle(): void {
    if (this.#passed.has(keyOf(this.at.next)))
      throw new OktaError(
        { request: 'GET /api/v1/logs' },
        undefined,
        'The next page of the System Log is one that was read already, so it has no end',
      )
  }
}

function readUpTo(part: Part, instant: number): Part {
  const { again: _, ...rest } = part
  const read = new Date(instant).toISOString()
  return { ...rest, read: read > part.read ? read : part.read }
}

/** A link with another limit, and else as Okta gave it. */
function limited(path: string, limit: number): string {
  if (!/[?&]limit=/.test(path)) return `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`
  return path.replace(/([?&]limit=)[^&]*/, `$1${limit}`)
}

const keyOf = (path: string) => limited(path, 0)
