import { invalid, type ScimError } from '../errors.ts'

export type Literal = string | number | boolean | null
export type Token =
  | { kind: 'word'; text: string }
  | { kind: 'literal'; value: Literal }
  | { kind: '(' | ')' | '[' | ']' | 'end' }

const pattern = /\s*(?:([()[\]])|("(?:[^"\\]|\\[\s\S])*")|([^\s()[\]"]+))/y
const bare = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/

/** Cuts a filter or path of RFC 7644 into words, JSON values and brackets; the last token is `end`. Throws 400 invalidFilter. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  const rest = text.trimEnd()
  pattern.lastIndex = 0
  for (let at = 0; at < rest.length; at = pattern.lastIndex) {
    const match = pattern.exec(rest)
    if (!match) throw unreadable(text, 'a string is not closed')
    const [, bracket, quoted, word = ''] = match
    if (bracket === '(' || bracket === ')' || bracket === '[' || bracket === ']')
      found.push({ kind: bracket })
    else if (quoted !== undefined) found.push({ kind: 'literal', value: unquoted(quoted, text) })
    else if (bare.test(word)) found.push({ kind: 'literal', value: JSON.parse(word) })
    else found.push({ kind: 'word', text: word })
  }
  found.push({ kind: 'end' })
  return found
}

function unquoted(quoted: string, text: string): string {
  try {
    return JSON.parse(quoted)
  } catch {
    throw unreadable(text, `${quoted} is not a JSON string`)
  }
}

export function unreadable(text: string, why: string): ScimError {
  return invalid('invalidFilter', `the filter ${JSON.stringify(text)} cannot be read: ${why}`)
}
