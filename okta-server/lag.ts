// Enough for any test of a lagging index; older writes count as indexed.
const longestLag = 1_000

/** The last writes to a store, so that a search index can be shown that does not know them yet. */
export class RecentWrites<T extends { id: string }> {
  readonly #undo: { id: string; before: T | undefined }[] = []

  remember(id: string, before: T | undefined): void {
    this.#undo.push({ id, before })
    if (this.#undo.length > 2 * longestLag) this.#undo.splice(0, longestLag)
  }

  /** `things` as the lagging index has them, in the order of their ids and behind the id `after`. */
  indexed(things: Iterable<T>, lag: number, after = ''): Iterable<T> {
    if (lag === 0 || this.#undo.length === 0) return things
    const stale = new Map<string, T | undefined>()
    for (const { id, before } of this.#undo.slice(-lag).reverse()) stale.set(id, before)
    const fresh = [...things].filter(({ id }) => !stale.has(id))
    const old = [...stale.values()].filter((thing): thing is T => thing !== undefined && thing.id > after)
    return [...fresh, ...old].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** From here on every write so far counts as indexed. */
  forget(): void {
    this.#undo.length = 0
  }
}
