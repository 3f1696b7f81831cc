import type { LogEvent, Persisted } from './event.ts'

// A log that nobody empties must not fill the memory; 90 days of a busy test stay far below.
const mostKept = 100_000

/**
 * The events in the order in which they were persisted. Events whose type starts with `held` wait until that is
 * changed: they then come late, behind others that were published after them (okta-api §17.1, §18.10).
 */
export class LogStore {
  #kept: Persisted[] = []
  #waiting: LogEvent[] = []
  #sequence = 0
  #held: string | null = null

  /** The sequence of the event persisted last, 0 before the first. */
  get last(): number {
    return this.#sequence
  }

  add(event: LogEvent): void {
    if (this.#held !== null && event.eventType.startsWith(this.#held)) this.#waiting.push(event)
    else this.#persist(event)
  }

  /** Says which events wait (a beginning of event types; null for none); the others that waited arrive now. */
  hold(beginning: string | null): void {
    this.#held = beginning
    const waiting = this.#waiting
    this.#waiting = []
    for (const event of waiting) this.add(event)
  }

  /** The events persisted after a sequence number. */
  after(sequence: number): Persisted[] {
    const first = this.#kept[0]?.sequence ?? 1
    return this.#kept.slice(Math.max(0, sequence - first + 1))
  }

  #persist(event: LogEvent): void {
    this.#sequence += 1
    this.#kept.push({ sequence: this.#sequence, event })
    if (this.#kept.length > 2 * mostKept) this.#kept = this.#kept.slice(-mostKept)
  }
}
