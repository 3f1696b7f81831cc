import type { JsonObject } from '../../../kit/wire.ts'
import type { Page } from '../okta/pages.ts'
import { instantOf, isEvent, type LogEvent } from './event.ts'
import type { Part, Place } from './place.ts'

/** What a fetch has taken so far, each event once; first of all what the place holds undelivered. */
export class Taken {
  readonly events: JsonObject[]
  readonly undelivered: readonly JsonObject[]
  newest: string
  readonly #seen: Map<string, string>

  constructor({ seen, newest, undelivered }: Place, most: number) {
    this.#seen = new Map(seen)
    this.newest = newest
    this.events = undelivered.slice(0, most)
    this.undelivered = undelivered.slice(most)
  }

  get seen(): Place['seen'] {
    return [...this.#seen]
  }

  /** Takes the events of a page until there are `upTo` in all; where to go on: the same page when some are left of it. */
  take({ values, next }: Page, at: Part, upTo: number): Part {
    let { skip, read } = at
    for (const event of values.slice(at.skip)) {
      if (this.events.length >= upTo) return passed({ ...at, skip, read })
      skip += 1
      if (!isEvent(event)) continue
      this.#deliver(event)
      read = later(read, event)
    }
    return passed(next ? { ...at, next: next.pathname + next.search, skip: 0, read } : { ...at, skip, read })
  }

  #deliver(event: LogEvent): void {
    this.newest = later(this.newest, event)
    const isKnown = this.#seen.delete(event.uuid)
    // What is met again moves to the end: from the front it would be the next to be forgotten.
    this.#seen.set(event.uuid, event.published)
    if (!isKnown) this.events.push(event)
  }
}

function later(than: string, { published }: LogEvent): string {
  const at = instantOf(published)
  return at !== undefined && at > than ? at : than
}

/** A part that is read past what was delivered when it was begun anew meets no more of that. */
function passed({ again, ...part }: Part): Part {
  return again === undefined || part.read > again ? part : { ...part, again }
}
