/** What the server keeps about every resource (RFC 7643 §3.1). */
export interface Kept {
  readonly id: string
  readonly created: string
  lastModified: string
  /** Counts the changes; `etag` tells it. */
  version: number
}

/** Gives out ids from one counter, so that the same calls make the same ids, and notes changes. */
export class Register {
  readonly #now: () => Date
  #made = 0

  constructor(now: () => Date) {
    this.#now = now
  }

  fresh(type: 'u' | 'g'): Kept {
    this.#made += 1
    const now = this.#now().toISOString()
    return {
      id: `${type}${String(this.#made).padStart(6, '0')}`,
      created: now,
      lastModified: now,
      version: 1,
    }
  }

  touch(kept: Kept): void {
    kept.lastModified = this.#now().toISOString()
    kept.version += 1
  }
}
