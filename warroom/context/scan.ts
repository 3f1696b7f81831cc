/** Words after which a `/` begins a regular expression and does not divide. */
const OPERATOR_WORDS = new Set('return typeof case in of do else void delete instanceof new'.split(' '))

const CLOSER: Record<string, string> = { '(': ')', '[': ']', '{': '}' }
const WORD = /[\w$\u0080-\uffff]+/y
const REGEX = /\/[^/\\[\n]*(?:(?:\\.|\[[^\]\\\n]*(?:\\.[^\]\\\n]*)*\])[^/\\[\n]*)*\/\w*/y
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y
// Written so that a long string takes no backtracking: V8 throws when that runs out of stack.
const STRING = /"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*"|'[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*'/y

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0].length ?? 0
}

/**
 * Walks over JavaScript from `from` on and asks `stop` at every character that is code, that is outside strings,
 * templates, regular expressions and comments. Gives the position it stopped at, the text's length at its end, or -1
 * when a bracket or a string is not closed (DT-4, DT-5). Knows nothing of syntax, so it also reads `val1---A.[0].b`.
 */
export function scanCode(text: string, from: number, stop: (at: number, depth: number) => boolean): number {
  const open: string[] = []
  let afterValue = false
  let at = from
  while (at < text.length) {
    if (open.at(-1) === '`') {
      at = stepInTemplate(text, at, open)
      afterValue = open.at(-1) !== '${'
      continue
    }
    if (stop(at, open.length)) return at
    const char = text[at] ?? ''
    const length = lengthOfToken(text, at, afterValue)
    if (length === 0) return -1
    if (char in CLOSER) open.push(char)
    else if (char === '`') open.push('`')
    else if (char === ')' || char === ']' || char === '}') {
      const opener = open.pop()
      if (opener === '${' ? char !== '}' : opener === undefined || CLOSER[opener] !== char) return -1
    }
    afterValue = endsValue(text, at, length, afterValue)
    at += length
  }
  return open.length === 0 ? text.length : -1
}

function stepInTemplate(text: string, at: number, open: string[]): number {
  const char = text[at]
  if (char === '\\') return at + 2
  if (char === '`') open.pop()
  if (char === '$' && text[at + 1] === '{') {
    open.push('${')
    return at + 2
  }
  return at + 1
}

/** 0 when a string is not closed. */
function lengthOfToken(text: string, at: number, afterValue: boolean): number {
  const char = text[at]
  if (char === '"' || char === "'") return lengthAt(STRING, text, at)
  if (char === '/') return lengthAt(COMMENT, text, at) || (afterValue ? 1 : lengthAt(REGEX, text, at) || 1)
  return lengthAt(WORD, text, at) || 1
}

function endsValue(text: string, at: number, length: number, before: boolean): boolean {
  const char = text[at] ?? ''
  if (/\s/.test(char)) return before
  if (char === '/')
    return length > 1 && text[at + 1] !== '/' && text[at + 1] !== '*' ? true : length > 1 && before
  if (char === ')' || char === ']' || char === '}' || char === '"' || char === "'") return true
  return lengthAt(WORD, text, at) > 0 && !OPERATOR_WORDS.has(text.slice(at, at + length))
}

/** Where the code that begins at `from` meets its own `closer`; -1 when it does not. */
export function endOfCode(text: string, from: number, closer: ')' | '}'): number {
  const end = scanCode(text, from, (at, depth) => depth === 0 && text[at] === closer)
  return end === text.length ? -1 : end
}

/** A `${…}` in a text: `from` at the `$`, `to` behind the `}`, `query` what stands between. */
export interface Placeholder {
  from: number
  to: number
  query: string
}

/**
 * The `${…}` of a text, their closing braces found by balance (DT-5). What is not closed is text, and so is all behind
 * it: looking again from there would take quadratic time.
 */
export function findPlaceholders(text: string): Placeholder[] {
  const found: Placeholder[] = []
  let from = text.indexOf('${')
  while (from !== -1) {
    const end = endOfPlaceholder(text, from)
    if (end === -1) break
    found.push({ from, to: end, query: text.slice(from + 2, end - 1) })
    from = text.indexOf('${', end)
  }
  return found
}

/** The position behind the `}` of the `${` at `from`; -1 when it is not closed. */
export function endOfPlaceholder(text: string, from: number): number {
  for (let at = from + 2; at < text.length; at++) {
    const char = text[at]
    if (char === '}') return at + 1
    if (char === '\\' && text[at + 1] === '.') at++
    else if (char === '(') {
      at = endOfCode(text, at + 1, ')')
      if (at === -1) return -1
    } else if (char === '=') {
      const end = endOfCode(text, at + 1, '}')
      return end === -1 ? -1 : end + 1
    }
  }
  return -1
}
