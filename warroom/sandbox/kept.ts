import { KEPT_CHARACTERS } from './limits.ts'

/** The id of items that are used once. */
export const NOT_KEPT = -1

/**
 * Which JSON texts the sandbox holds as values, by id. Comparing texts is what makes the copy safe: a context that was
 * changed in place gives another text. The id 0 tells the sandbox that everything before is dropped.
 */
export function keptItems(): { idOf(text: string): { known: boolean; id: number }; forget(): void } {
  const ids = new Map<string, number>()
  let characters = 0

  return {
    idOf(text) {
      const known = ids.get(text)
      if (known !== undefined) return { known: true, id: known }
      if (text.length > KEPT_CHARACTERS) return { known: false, id: NOT_KEPT }
      if (characters + text.length > KEPT_CHARACTERS) this.forget()
      characters += text.length
      const id = ids.size
      ids.set(text, id)
      return { known: false, id }
    },
    forget() {
      ids.clear()
      characters = 0
    },
  }
}
