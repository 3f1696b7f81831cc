/**
 * Whether a text is a pattern in which `*` stands for any text and `?` for one character; `\` takes the next character
 * as it is. Without backtracking beyond the last `*`, so that no pattern is slow.
 */
export function matchesWildcards(text: string, pattern: string): boolean {
  const parts = patternParts(pattern)
  let at = 0
  let part = 0
  let star = -1
  let resume = 0
  while (at < text.length) {
    const wanted = parts[part]
    if (wanted === ANY_TEXT) {
      star = part
      resume = at
      part += 1
    } else if (wanted === ANY_ONE || wanted === text[at]) {
      at += 1
      part += 1
    } else if (star >= 0) {
      part = star + 1
      resume += 1
      at = resume
    } else return false
  }
  while (parts[part] === ANY_TEXT) part += 1
  return part === parts.length
}

const ANY_TEXT = Symbol('*')
const ANY_ONE = Symbol('?')

function patternParts(pattern: string): (string | typeof ANY_TEXT | typeof ANY_ONE)[] {
  const parts: (string | typeof ANY_TEXT | typeof ANY_ONE)[] = []
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? ''
    if (character === '*') parts.push(ANY_TEXT)
    else if (character === '?') parts.push(ANY_ONE)
    else if (character === '\\' && at + 1 < pattern.length) {
      at += 1
      parts.push(pattern[at] ?? '')
    } else parts.push(character)
  }
  return parts
}
