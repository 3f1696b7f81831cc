/** The org's clock: starts where it is told and then advances as real time does; it can be set and moved. */
export class Clock {
  #ahead: number
  readonly #real: () => number

  constructor(startAt: string | undefined, real: () => number = Date.now) {
    this.#real = real
    this.#ahead = 0
    if (startAt !== undefined) this.set(startAt)
  }

  /** The present as Okta writes it in objects: whole seconds with `.000` (okta-api §1). */
  now(): string {
    return new Date(Math.floor((this.#real() + this.#ahead) / 1000) * 1000).toISOString()
  }

  /** The present to the millisecond, as the System Log writes it in `published`. */
  instant(): string {
    return new Date(this.#real() + this.#ahead).toISOString()
  }

  /** Moves the clock to an instant; throws RangeError for text that is none. */
  set(instant: string): void {
    const at = Date.parse(instant)
    if (Number.isNaN(at)) throw new RangeError(`'${instant}' is not an instant such as 2026-01-31T08:00:00Z`)
    this.#ahead = at - this.#real()
  }

  /** Moves the clock by a span such as `+1d`, `90m`, `-30s`; throws RangeError for other text. */
  add(span: string): void {
    const parsed = /^([+-]?\d+)(s|m|h|d)$/.exec(span)
    if (!parsed) throw new RangeError(`'${span}' is not a span such as +1d, 12h, 30m or 45s`)
    const unit = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[parsed[2] ?? ''] ?? 0
    this.#ahead += Number(parsed[1]) * unit
  }
}
