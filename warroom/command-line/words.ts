import { endOfPlaceholder } from '../context/scan.ts'
import { CommandLineError } from './error.ts'

/** One value of a line: its text without quotes, `${…}` still in it, and where it stands in the line. */
export interface Word {
  text: string
  from: number
  to: number
  /** Set when the word cannot be read; it then reaches to the end of the line. */
  fault?: CommandLineError
}

/**
 * A line while it is read. Once a `${` was not closed no other is looked at: every look goes to the end of the line,
 * and a line of many would take quadratic time.
 */
export interface Reading {
  line: string
  unclosed: boolean
}

const ESCAPED: Record<string, string> = { n: '\n', t: '\t', r: '\r' }

/** HC-42: `\n \t \r` are those characters, `" \ ^ : ,` and the blank may carry a backslash; before others it stays. */
function withoutEscapes(text: string): string {
  return text.replace(/\\(["\\^:, ntr])/g, (_, char: string) => ESCAPED[char] ?? char)
}

/** What parts arguments. A no-break space or a U+2028 does not: JSON may hold them without quotes around it. */
function isBlank(char: string | undefined): boolean {
  return char === undefined || /[ \t\r\n]/.test(char)
}

/** The position of the first character from `at` on that is no blank. */
export function skipBlanks(line: string, at: number): number {
  let next = at
  while (next < line.length && isBlank(line[next])) next++
  return next
}

/** The same for the beginning of a line and behind its name, where whatever looks like a blank is one. */
export function skipSpace(line: string, at: number): number {
  const found = line.slice(at).search(/\S/)
  return found === -1 ? line.length : at + found
}

/** Reads the name of a command or operation, which unless it is quoted ends at whatever looks like a blank. */
export function readName(reading: Reading, from: number): Word {
  const word = readWord(reading, from)
  const end = /^["`]/.test(reading.line[from] ?? '') ? -1 : word.text.search(/[^\S \t\r\n]/)
  return end === -1 ? word : { text: word.text.slice(0, end), from, to: from + end }
}

/** Reads the word that begins at `from`: quoted when it begins with `"` or a backtick, else up to the next blank. */
export function readWord(reading: Reading, from: number): Word {
  const char = reading.line[from]
  return char === '"' || char === '`' ? readQuoted(reading, from, char) : readBare(reading, from)
}

/** Reads up to the next blank that no `${…}` holds. */
export function readBare(reading: Reading, from: number): Word {
  const { line } = reading
  let at = from
  while (at < line.length && !isBlank(line[at])) {
    const end = line.startsWith('${', at) ? closingOf(reading, at) : -1
    at = end === -1 ? at + 1 : end
  }
  return { text: line.slice(from, at), from, to: at }
}

/** The position behind the `}` of the `${` at `at`; -1 when it is not closed. */
function closingOf(reading: Reading, at: number): number {
  if (reading.unclosed) return -1
  const end = endOfPlaceholder(reading.line, at)
  reading.unclosed = end === -1
  return end
}

function readQuoted(reading: Reading, from: number, quote: '"' | '`'): Word {
  const { line } = reading
  const end = endOfQuote(line, from + 1, quote)
  if (end === -1) return unreadable(line, from, `the quote ${quote} at position ${from + 1} is not closed`)
  const raw = line.slice(from + 1, end)
  const text = quote === '"' ? withoutEscapes(raw) : raw
  if (isBlank(line[end + 1])) return { text, from, to: end + 1 }
  return readAroundPlaceholders(reading, from, quote) ?? behindQuote(line, from, end)
}

function behindQuote(line: string, from: number, end: number): Word {
  const advice = 'write \\" for a quote within quotes, or put the value in backticks'
  return unreadable(line, from, `a blank is expected behind the quote at position ${end + 1}; ${advice}`)
}

function unreadable(line: string, from: number, fault: string): Word {
  return { text: line.slice(from), from, to: line.length, fault: new CommandLineError(fault) }
}

function endOfQuote(line: string, from: number, quote: '"' | '`'): number {
  for (let at = from; at < line.length; at++) {
    if (line[at] === '\\' && quote === '"') at++
    else if (line[at] === quote) return at
  }
  return -1
}

/**
 * The second reading of a quoted value, for `"${L(val.s=="bad").id}"`: the quotes of a selector do not end it. Only
 * taken when the first reading leaves something behind the closing quote; undefined when it does not work out either.
 */
function readAroundPlaceholders(reading: Reading, from: number, quote: '"' | '`'): Word | undefined {
  const { line } = reading
  let text = ''
  let at = from + 1
  while (true) {
    const close = endOfQuote(line, at, quote)
    if (close === -1) return undefined
    const open = line.indexOf('${', at)
    const end = open !== -1 && open < close ? closingOf(reading, open) : -1
    const plain = line.slice(at, end === -1 ? close : open)
    text += quote === '"' ? withoutEscapes(plain) : plain
    if (end === -1) return isBlank(line[close + 1]) ? { text, from, to: close + 1 } : undefined
    text += line.slice(open, end)
    at = end
  }
}
