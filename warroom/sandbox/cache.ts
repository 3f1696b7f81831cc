const ENTRIES_MAX = 2000

/** Longer texts are made by a program and hardly come twice. */
const LENGTH_MAX = 10_000

/** Remembers what `make` gave for a text; the oldest is forgotten when there are more than 2,000. Errors are not kept. */
export function boundedCache<T>(make: (text: string) => T): (text: string) => T {
  const entries = new Map<string, T>()
  return text => {
    const known = entries.get(text)
    if (known !== undefined) return known
    const made = make(text)
    if (text.length > LENGTH_MAX) return made
    if (entries.size >= ENTRIES_MAX) for (const oldest of entries.keys()) if (entries.delete(oldest)) break
    entries.set(text, made)
    return made
  }
}
