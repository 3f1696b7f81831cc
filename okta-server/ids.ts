import { createHash } from 'node:crypto'

// Ascending in ASCII, so that ids of one type sort in the order of creation (okta-api §6.2: ties by id).
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const orderedDigits = 8
const stride = digits.length ** 4

function base62(value: number, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest = Math.floor(rest / digits.length))
    text = `${digits[rest % digits.length]}${text}`
  return text
}

/** Spreads an integer over 32 bits, so that neighbouring counters do not look alike. */
function mix(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b)
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b)
  return (h ^ (h >>> 16)) >>> 0
}

/**
 * Makes Okta's ids: 20 characters, a prefix per type (`00u` user, `oae` error …), then a part that grows with a
 * counter per type, a part that looks random, and the org's three last letters. The same seed number and the
 * same calls give the same ids; the counters can be saved and restored.
 */
export class Ids {
  readonly counters: Map<string, number>
  readonly #seed: number
  readonly #org: string

  constructor(seedNumber: number, counters: Iterable<[string, number]> = []) {
    this.counters = new Map(counters)
    this.#seed = mix(seedNumber + 17)
    this.#org = base62(this.#seed, 3)
  }

  /** The next id of a type. */
  next(prefix: string): string {
    const count = this.#count(prefix)
    const noise = mix(this.#seed ^ count)
    const ordered = base62(digits.length ** 7 + count * stride + (noise % stride), orderedDigits)
    return `${prefix}${ordered}${base62(mix(noise), 20 - prefix.length - orderedDigits - 3)}${this.#org}`
  }

  /** The next one-time token or request id: text of the URL-safe alphabet, different for every purpose. */
  token(purpose: string, length = 20): string {
    const text = `${this.#seed}:${purpose}:${this.#count(purpose)}`
    return createHash('sha256').update(text).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, length)
  }

  /** The next UUID (of version 8: made here, not random). */
  uuid(purpose: string): string {
    const hex = createHash('sha256')
      .update(`${this.#seed}:${purpose}:${this.#count(purpose)}`)
      .digest('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }

  #count(name: string): number {
    const count = (this.counters.get(name) ?? 0) + 1
    this.counters.set(name, count)
    return count
  }
}
