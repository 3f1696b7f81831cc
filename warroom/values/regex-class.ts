import { ValueError } from './cast.ts'

/** What RE2 calls ASCII character classes, as members of a JavaScript class. */
const ASCII_CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
}

const ASCII_CLASS = /\[:(\^?)(\w+):\]/y
const SET = /\\[dDwWsS]|\\[pP](?:\{\^?\w+\}|\w)/y
const SINGLE = /\\x\{[\da-fA-F]+\}|\\x[\da-fA-F]{2}|\\[\s\S]|[^\\\]]/uy

/** The text that a sticky pattern matches at a place; undefined when it does not. */
export function textAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

/** A character as itself, for JavaScript's `u` flag, which allows an escape before these characters only. */
export function literal(character: string, inClass: boolean): string {
  if (character === '-') return inClass ? '\\-' : '-'
  return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character
}

/** An escape of RE2 in JavaScript's spelling. */
export function escapeOf(text: string, inClass: boolean): string {
  if (text === '\\a') return '\\x07'
  if (/^\\[pP]\w$/.test(text)) return `${text.slice(0, 2)}{${text.slice(2)}}`
  if (text.startsWith('\\x{')) return `\\u${text.slice(2)}`
  return /^\\[^A-Za-z0-9]$/u.test(text) ? literal(text.slice(1), inClass) : text
}

function asciiClass([whole, not, name = '']: RegExpExecArray): string {
  if (not || !Object.hasOwn(ASCII_CLASSES, name)) throw new ValueError(`takes no character class ${whole}`)
  return ASCII_CLASSES[name] ?? ''
}

function member(single: string): string {
  return single.startsWith('\\') ? escapeOf(single, true) : literal(single, true)
}

/** One member of a class, or a range. A hyphen that makes no range is a character, as in `[\w-.]`. */
function nextMember(text: string, at: number): { source: string; end: number } {
  const named = textAt(ASCII_CLASS, text, at)
  if (named) return { source: asciiClass(named), end: at + named[0].length }
  const set = textAt(SET, text, at)
  if (set) return { source: escapeOf(set[0], true), end: at + set[0].length }
  const from = textAt(SINGLE, text, at)?.[0]
  if (from === undefined) throw new ValueError('misses a closing ]')
  const end = at + from.length
  const to = text[end] === '-' && !textAt(SET, text, end + 1) ? textAt(SINGLE, text, end + 1)?.[0] : undefined
  if (to === undefined) return { source: member(from), end }
  return { source: `${member(from)}-${member(to)}`, end: end + 1 + to.length }
}

/** Translates the character class that begins at `from`; `end` lies behind its `]`. */
export function translateClass(text: string, from: number): { source: string; end: number } {
  const negated = text[from + 1] === '^'
  let at = from + (negated ? 2 : 1)
  let source = negated ? '[^' : '['
  // RE2 reads a "]" at the start of a class as a character.
  if (text[at] === ']') {
    source += '\\]'
    at += 1
  }
  while (text[at] !== ']') {
    const next = nextMember(text, at)
    source += next.source
    at = next.end
  }
  return { source: `${source}]`, end: at + 1 }
}
