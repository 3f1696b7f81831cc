import { Indicators } from '../indicators/store.ts'
import type { Change } from '../investigation/change.ts'
import { type Investigation, Room } from '../investigation/room.ts'

/** The investigations that a change writes to. */
export function investigationsOf(change: Change): string[] {
  const parts = [
    change.edits ?? [],
    change.investigation ?? [],
    change.elsewhere ?? [],
    change.incidents ?? [],
  ]
  const marked = (change.marks ?? []).map(({ entry }) => entry.slice(entry.indexOf('@') + 1))
  return [...parts.flat().map(({ id }) => id), ...marked]
}

/** A room on top of another, which stays as it is: what a change writes to is copied before. */
export class DraftRoom extends Room {
  readonly #base: Room
  readonly #own = new Set<string>()
  #indicators: Indicators | undefined
  #next: number
  /** The number of the last change that is in here. */
  readonly last: number

  constructor(base: Room) {
    super(base.openContext)
    this.#base = base
    this.files = base.files
    this.#next = base.nextIncidentId()
    for (const [id, investigation] of base.investigations) this.investigations.set(id, investigation)
    // These are replaced and never changed in place.
    for (const [name, memory] of base.instances) this.instances.set(name, memory)
    for (const [name, list] of base.lists) this.lists.set(name, list)
    const parts = [this.investigations, this.instances, this.lists].flatMap(each => [...each.values()])
    this.last = parts.reduce((highest, { n }) => Math.max(highest, n), base.indicators.n)
  }

  /** Copied when they are first asked for: there may be very many, and few fetches need them. */
  override get indicators(): Indicators {
    if (this.#indicators) return this.#indicators
    const { indicators } = this.#base
    this.#indicators = new Indicators()
    this.#indicators.restore(indicators.n, indicators.next() - 1, indicators.all())
    return this.#indicators
  }

  override nextIncidentId(): number {
    return this.#next
  }

  override investigation(id: string): Investigation {
    if (!this.investigations.has(id)) {
      this.#own.add(id)
      this.#next = Math.max(this.#next, Number(id) + 1 || 0)
    }
    return super.investigation(id)
  }

  override apply(n: number, change: Change): string[] {
    for (const id of investigationsOf(change)) this.#copy(id)
    return super.apply(n, change)
  }

  /** Takes an incident out again that was the last to be made, or leaves its number unused. */
  forget(id: string): void {
    this.investigations.delete(id)
    if (this.#next === Number(id) + 1) this.#next = Number(id)
  }

  #copy(id: string): void {
    const known = this.investigations.get(id)
    if (!known || this.#own.has(id)) return
    this.#own.add(id)
    const context = this.openContext(structuredClone(known.context.value))
    this.investigations.set(id, { ...known, entries: [...known.entries], marks: { ...known.marks }, context })
  }
}
