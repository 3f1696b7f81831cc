import type { Indicator } from './indicator.ts'

const keyOf = (value: string): string => value.toLowerCase()

/** The indicators, found by id and by value without a scan. Only Room changes them. */
export class Indicators {
  readonly #byId = new Map<string, Indicator>()
  readonly #byValue = new Map<string, Set<string>>()
  #highest = 0
  /** The last search that looked at every indicator, and what it found; forgotten with the next change. */
  #searched: { source: string; found: readonly Indicator[] } | undefined
  /** The last change that is in here. */
  n = 0

  get size(): number {
    return this.#byId.size
  }

  /** All of them, in the order they were made. */
  all(): Iterable<Indicator> {
    return this.#byId.values()
  }

  get(id: string): Indicator | undefined {
    return this.#byId.get(id)
  }

  /** Those with this value, whatever its case; with a type, only of that type. */
  withValue(value: string, type?: string): Indicator[] {
    const ids = [...(this.#byValue.get(keyOf(value)) ?? [])]
    const found = ids.flatMap(id => this.#byId.get(id) ?? [])
    const wanted = type?.toLowerCase()
    return wanted === undefined
      ? found
      : found.filter(({ indicator_type: own }) => own.toLowerCase() === wanted)
  }

  /** The number of the next indicator: they count from 1, and one that is gone leaves its number unused. */
  next(): number {
    return this.#highest + 1
  }

  /** What `find` finds for a search. A program reads a long answer page by page: it is found once, until something changes. */
  searched(source: string, find: () => readonly Indicator[]): readonly Indicator[] {
    if (this.#searched?.source !== source) this.#searched = { source, found: find() }
    return this.#searched.found
  }

  /** Puts and removes indicators as change `n`; nothing when that change is already in. */
  apply(n: number, put: readonly Indicator[], removed: readonly string[]): void {
    if (n <= this.n || (put.length === 0 && removed.length === 0)) return
    this.n = n
    this.#searched = undefined
    for (const id of removed) this.#remove(id)
    for (const indicator of put) this.#put(indicator)
  }

  /** Puts back what a snapshot holds. */
  restore(n: number, highest: number, indicators: Iterable<Indicator>): void {
    this.#searched = undefined
    for (const indicator of indicators) this.#put(indicator)
    this.n = n
    this.#highest = Math.max(this.#highest, highest)
  }

  #put(indicator: Indicator): void {
    const before = this.#byId.get(indicator.id)
    if (before) this.#byValue.get(keyOf(before.value))?.delete(before.id)
    this.#byId.set(indicator.id, indicator)
    const key = keyOf(indicator.value)
    const ids = this.#byValue.get(key) ?? new Set()
    this.#byValue.set(key, ids.add(indicator.id))
    this.#highest = Math.max(this.#highest, Number(indicator.id))
  }

  #remove(id: string): void {
    const indicator = this.#byId.get(id)
    if (!indicator) return
    this.#byId.delete(id)
    const key = keyOf(indicator.value)
    const ids = this.#byValue.get(key)
    ids?.delete(id)
    if (ids?.size === 0) this.#byValue.delete(key)
  }
}
