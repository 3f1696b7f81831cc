import type { Json, JsonObject } from '../kit/wire.ts'

export const MASK = '********'

/** A secret shorter than this would mask every second word of what is shown; it is only replaced where it stands alone. */
const SHORTEST_MASKED_INSIDE = 4

/** In member names only long secrets are looked for: a password `name` must not rename every member of that name. */
const SHORTEST_MASKED_IN_NAMES = 12

const MARK = '$secret'

/** `{"$secret": …}`, and nothing beside it. */
function markOf(value: Json): Json | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  return Object.hasOwn(value, MARK) && Object.keys(value).length === 1 ? value[MARK] : undefined
}

/** The copy of `value` in which `change` replaced every text and every object it had an answer for. */
function rewrite(value: Json, change: (value: Json) => Json | undefined): Json {
  const changed = change(value)
  if (changed !== undefined) return changed
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(item => rewrite(item, change))
  const copy: JsonObject = {}
  for (const [key, member] of Object.entries(value)) {
    Object.defineProperty(copy, key, {
      value: rewrite(member, change),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return copy
}

/** True when a value read back from the state still stands for a secret that was not written. */
export function holdsSecretMark(value: Json): boolean {
  let found = false
  rewrite(value, part => {
    found ||= typeof markOf(part) === 'number'
    return undefined
  })
  return found
}

/** Values read back from the state: what stood for a secret becomes the mask. */
export function maskMarks(value: Json): Json {
  return rewrite(value, part => (typeof markOf(part) === 'number' ? MASK : undefined))
}

/**
 * Every secret text this process knows: parameters of types 4, 9 and 14, `env:` values and secret arguments.
 * Whatever is shown, logged or stored passes through here.
 */
export class Secrets {
  readonly #numbers = new Map<string, number>()
  #inside: string[] = []

  /** Remembers a secret; empty text is none. */
  register(text: string): void {
    if (text === '' || this.#numbers.has(text)) return
    this.#numbers.set(text, this.#numbers.size + 1)
    // The longest first: a secret that contains another one must not leave its rest behind.
    if (text.length >= SHORTEST_MASKED_INSIDE) {
      this.#inside = [...this.#inside, text].sort((a, b) => b.length - a.length)
    }
  }

  /** `text` with every secret in it masked. */
  mask(text: string): string {
    if (this.#numbers.has(text)) return MASK
    let masked = text
    for (const secret of this.#inside) {
      if (masked.includes(secret)) masked = masked.replaceAll(secret, MASK)
    }
    return masked
  }

  /** The JSON text of `value` as it may be shown: secrets masked, in keys too. */
  shown(value: Json): string {
    return this.#guarded(value, part => (typeof part === 'string' ? this.mask(part) : undefined))
  }

  /** The JSON text of `value` as it may be stored: a whole secret is `{"$secret": n}`, one inside other text is masked. */
  stored(value: Json): string {
    return this.#guarded(value, part => {
      if (typeof part !== 'string') return undefined
      const number = this.#numbers.get(part)
      return number === undefined ? this.mask(part) : { [MARK]: number }
    })
  }

  /** The walk is only paid for when a secret is there at all: one search per secret in the finished text. */
  #guarded(value: Json, change: (value: Json) => Json | undefined): string {
    const text = JSON.stringify(value)
    const hit = [...this.#numbers.keys()].some(secret => text.includes(JSON.stringify(secret).slice(1, -1)))
    if (!hit) return text
    const rewritten = JSON.stringify(rewrite(value, change))
    return this.#inside
      .filter(secret => secret.length >= SHORTEST_MASKED_IN_NAMES)
      .reduce((masked, secret) => masked.replaceAll(JSON.stringify(secret).slice(1, -1), MASK), rewritten)
  }
}
