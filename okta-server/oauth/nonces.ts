const day = 86_400_000
const acceptedDays = 3

/** The nonces that token requests with DPoP need: a new one every 24 h, older ones work three days more (okta-api §2.4). */
export class Nonces {
  #known: { nonce: string; since: number }[] = []
  readonly #make: () => string
  readonly #now: () => number

  constructor(make: () => string, now: () => number = Date.now) {
    this.#make = make
    this.#now = now
  }

  /** The one that is handed out. */
  current(): string {
    const newest = this.#known.at(-1)
    return newest && this.#now() - newest.since < day ? newest.nonce : this.rotate(true)
  }

  accepts(nonce: string): boolean {
    const current = this.current()
    const oldest = this.#now() - (1 + acceptedDays) * day
    return nonce === current || this.#known.some(one => one.nonce === nonce && one.since > oldest)
  }

  /** Hands out another one; without `keep` those before are refused from now on. */
  rotate(keep: boolean): string {
    const nonce = this.#make()
    this.#known = [...(keep ? this.#known : []), { nonce, since: this.#now() }].slice(-acceptedDays - 2)
    return nonce
  }
}
