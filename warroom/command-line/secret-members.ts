import type { Json } from '../../kit/wire.ts'
import { looksSecret } from './secret-names.ts'

/** A part of a text, without the quotes around it. */
export interface Range {
  from: number
  to: number
}

/** `"name":` of JSON, with the backslashes of the text around it, or `name=`; `==` compares and gives nothing. */
const NAMED =
  /(?<!\\)(?<slashes>\\*)"(?<member>[\p{L}\p{N}_. -]{1,100})\k<slashes>"\s*:\s*|(?<![\p{L}\p{N}_.-])(?<key>[\p{L}\p{N}_.-]+)[ \t]{0,9}=(?!=)[ \t]{0,9}/gu

const QUOTE = /(\\*)(["'`]?)/y
const BARE = /[^\s,;&"'`)}\]\\]*/y

/** These say only whether there is a secret (`hide_password=false`). */
const NO_SECRET = /^(true|false|null|)$/i

/**
 * The values in a text, whole JSON or not, that stand under a name for a secret, in order. One that does not end reaches to
 * the end of the text. `skip` holds the positions of names that somebody else looks after.
 */
export function secretRanges(text: string, skip: ReadonlySet<number> = new Set()): Range[] {
  const found: Range[] = []
  const pattern = new RegExp(NAMED)
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const { member, key = '' } = match.groups ?? {}
    if (!looksSecret(member ?? key) || skip.has(match.index)) continue
    const range = valueAt(text, pattern.lastIndex)
    pattern.lastIndex = range.to
    if (!NO_SECRET.test(text.slice(range.from, range.to))) found.push(range)
  }
  return found
}

function valueAt(text: string, from: number): Range {
  QUOTE.lastIndex = from
  const [all = '', slashes = '', quote = ''] = QUOTE.exec(text) ?? []
  if (quote !== '')
    return { from: from + all.length, to: endOfQuoted(text, from + all.length, quote, slashes.length) }
  if (text[from] === '{' || text[from] === '[') return { from, to: endOfBrackets(text, from) }
  BARE.lastIndex = from
  return { from, to: from + (BARE.exec(text)?.[0].length ?? 0) }
}

/**
 * Where a quoted value ends whose quote had `depth` backslashes before it: at the next quote with as many, beside those that
 * stand in pairs for a backslash of the value. A quote with fewer ends the text around it.
 */
function endOfQuoted(text: string, from: number, quote: string, depth: number): number {
  let slashes = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') slashes++
    else {
      const ends = slashes < depth || slashes % (2 * (depth + 1)) === depth
      if (text[at] === quote && ends) return at - Math.min(slashes, depth)
      slashes = 0
    }
  }
  return text.length
}

/** Where an object or list ends: what it holds in texts closes nothing. */
function endOfBrackets(text: string, from: number): number {
  let open = 0
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? ''
    if ('{['.includes(char)) open++
    else if ('}]'.includes(char)) open--
    else if (char === '"' || char === '\\') at = behindQuoted(text, at) - 1
    if (open === 0) return at + 1
  }
  return text.length
}

/** The position behind the quoted text at `from`, or behind backslashes that stand there without one. */
function behindQuoted(text: string, from: number): number {
  QUOTE.lastIndex = from
  const [all = '', slashes = '', quote = ''] = QUOTE.exec(text) ?? []
  if (quote !== '"') return from + all.length
  return endOfQuoted(text, from + all.length, quote, slashes.length) + all.length
}

/** A text of JSON; one that a colon follows is the name of a member. */
const JSON_TEXT = /"((?:[^"\\]|\\.)*)"(\s*:)?/g

function unescaped(raw: string): string {
  try {
    return String(JSON.parse(`"${raw}"`))
  } catch {
    // Not the inside of a JSON text: it is what it is.
    return raw
  }
}

function textsIn(json: string): string[] {
  return [...json.matchAll(JSON_TEXT)].flatMap(([, text = '', colon]) => (colon === undefined ? [text] : []))
}

/** The secret texts that a value holds under such names, be it JSON, text with JSON in it, or `name=value`. */
export function secretTextsIn(value: Json): string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return secretRanges(text).flatMap(({ from, to }) => {
    const raw = text.slice(from, to)
    const inner = /^[{[]/.test(raw) ? textsIn(raw) : [raw]
    return inner.map(unescaped)
  })
}
