const CLOSERS = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])
// Unrolled, so that a long string takes no backtracking.
const STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^'\\]*(?:\\[\s\S][^'\\]*)*'|`[^`\\]*(?:\\[\s\S][^`\\]*)*`/y

/**
 * The position behind the `}` that closes a placeholder whose path begins at `from`; -1 when nothing does. Within a
 * selector `(…)` and behind a mutator `=` stands JavaScript, whose strings and brackets may hold a `}` (DT-5). A
 * regular expression there is not told from other code: its brackets and quotes have to be in pairs.
 */
export function endOfPlaceholder(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]
    if (character === '}') return at + 1
    if (character === '\\' && text[at + 1] === '.') at += 1
    else if (character === '(') {
      at = endOfCode(text, at + 1, ')')
      if (at === -1) return -1
    } else if (character === '=') {
      const end = endOfCode(text, at + 1, '}')
      return end === -1 ? -1 : end + 1
    }
  }
  return -1
}

/** Where the JavaScript that begins at `from` meets its own `closer`; -1 when it does not. */
function endOfCode(text: string, from: number, closer: ')' | '}'): number {
  const open: string[] = [closer]
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? ''
    const inner = CLOSERS.get(character)
    if (inner) open.push(inner)
    else if (character === ')' || character === ']' || character === '}') {
      if (open.pop() !== character) return -1
      if (!open.length) return at
    } else if (character === '"' || character === "'" || character === '`') {
      STRING.lastIndex = at
      const length = STRING.exec(text)?.[0].length
      if (!length) return -1
      at += length - 1
    }
  }
  return -1
}
