import type { Json, JsonObject } from '../kit/wire.ts'

export const MASK = '********'

/** A secret shorter than this would mask every second word of what is shown; it is only replaced where it stands alone. */
const SHORTEST_MASKED_INSIDE = 4

/** In member names only long secrets are looked for: a password `name` must not rename every member of that name. */
const SHORTEST_MASKED_IN_NAMES = 12

export const MARK = '$secret'

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

/** Some secret texts. */
class Texts {
  readonly all = new Set<string>()
  /** Those long enough to be looked for inside of other text, the longest first: one that contains another must not leave its rest behind. */
  inside: string[] = []

  add(text: string): void {
    if (this.all.has(text)) return
    this.all.add(text)
    if (text.length >= SHORTEST_MASKED_INSIDE) {
      this.inside = [...this.inside, text].sort((a, b) => b.length - a.length)
    }
  }

  mask(text: string): string {
    if (this.all.has(text)) return MASK
    return this.inside.reduce(
      (masked, secret) => (masked.includes(secret) ? masked.replaceAll(secret, MASK) : masked),
      text,
    )
  }

  /** The JSON text of a value, changed. The walk is only paid for when a secret is there at all. */
  guarded(value: Json, change: (value: Json) => Json | undefined): string {
    const text = JSON.stringify(value)
    const hit = [...this.all].some(secret => text.includes(JSON.stringify(secret).slice(1, -1)))
    if (!hit) return text
    const rewritten = JSON.stringify(rewrite(value, change))
    return this.inside
      .filter(secret => secret.length >= SHORTEST_MASKED_IN_NAMES)
      .reduce((masked, secret) => masked.replaceAll(JSON.stringify(secret).slice(1, -1), MASK), rewritten)
  }
}

/**
 * Every secret text this process knows, each in one of three kinds: those of instances (parameters of types 4, 9 and 14,
 * `env:` values, tokens) are shown and stored nowhere; those that a person asked to see are shown but not stored; those
 * given to a command stand only in its own line and entries, which are masked for themselves, because a password that
 * equals a name must not make the name a secret. In logs and failures all of them are masked.
 */
export class Secrets {
  readonly #numbers = new Map<string, number>()
  readonly #hidden = new Texts()
  readonly #unstored = new Texts()
  readonly #told = new Texts()

  /** Remembers a secret that nobody is shown; empty text is none. */
  register(text: string): void {
    if (text === '') return
    this.#hidden.add(text)
    this.reveal(text)
  }

  /** Remembers a secret that the person asked to see; it is stored nowhere. */
  reveal(text: string): void {
    if (text === '') return
    if (!this.#numbers.has(text)) this.#numbers.set(text, this.#numbers.size + 1)
    this.#unstored.add(text)
    this.#told.add(text)
  }

  /** Remembers a secret that a command was given. */
  given(text: string): void {
    if (text !== '') this.#told.add(text)
  }

  /** A log line or a failure, with every secret in it masked. */
  mask(text: string): string {
    return this.#told.mask(text)
  }

  /** A text that is stored as well as shown, such as a line. */
  maskStored(text: string): string {
    return this.#unstored.mask(text)
  }

  /** The JSON text of `value` as it may be shown: secrets masked, in keys too. */
  shown(value: Json): string {
    return this.#hidden.guarded(value, part =>
      typeof part === 'string' ? this.#hidden.mask(part) : undefined,
    )
  }

  /** The JSON text of `value` as it may be stored: a whole secret is `{"$secret": n}`, one inside other text is masked. */
  stored(value: Json): string {
    return this.#unstored.guarded(value, part => {
      if (typeof part !== 'string') return undefined
      const number = this.#numbers.get(part)
      return number === undefined ? this.#unstored.mask(part) : { [MARK]: number }
    })
  }

  /** The same as an object. */
  storedObject(value: JsonObject): JsonObject {
    return JSON.parse(this.stored(value))
  }
}
