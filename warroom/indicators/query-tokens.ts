import type { Comparison } from './query.ts'

/** A text keeps `\` before `*`, `?` and `\` while it has wildcards, so that a pattern can tell them apart. */
export type Token =
  | { kind: 'and' | 'or' | 'not' | 'open' | 'close' }
  | { kind: 'field'; name: string; comparison: Comparison }
  | { kind: 'text'; text: string; hasWildcards: boolean }

const FIELD = /([\p{L}\p{N}_.]+):(>=|<=|>|<)?/uy
const QUOTED = /"((?:[^"\\]|\\[\s\S])*)"?/y
const BARE = /(?:[^\s()"\\]|\\[\s\S]|\\$)+/y
const WORDS: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['and', 'and'],
  ['&&', 'and'],
  ['or', 'or'],
  ['||', 'or'],
  ['not', 'not'],
])

function textToken(written: string): Token {
  const hasWildcards = /(?:^|[^\\])(?:\\\\)*[*?]/.test(written)
  // A text without wildcards is compared as it is, so its backslashes go.
  const text = hasWildcards ? written : written.replace(/\\([\s\S])/g, '$1')
  return { kind: 'text', text, hasWildcards }
}

function at(expression: RegExp, source: string, from: number): RegExpExecArray | null {
  expression.lastIndex = from
  return expression.exec(source)
}

/** One token from `from` on, and where it ends. */
function tokenAt(source: string, from: number, behindField: boolean): [Token, number] {
  const character = source[from]
  if (character === '(') return [{ kind: 'open' }, from + 1]
  if (character === ')') return [{ kind: 'close' }, from + 1]
  const quoted = at(QUOTED, source, from)
  if (quoted) return [textToken(quoted[1] ?? ''), from + quoted[0].length]
  if (!behindField) {
    if ((character === '-' || character === '!') && source[from + 1] !== undefined)
      return [{ kind: 'not' }, from + 1]
    const field = at(FIELD, source, from)
    if (field) {
      const comparison = (field[2] ?? ':') as Comparison
      return [{ kind: 'field', name: field[1] ?? '', comparison }, from + field[0].length]
    }
  }
  const bare = at(BARE, source, from)?.[0] ?? character ?? ''
  const word = behindField ? undefined : WORDS.get(bare.toLowerCase())
  return [word ? { kind: word } : textToken(bare), from + bare.length]
}

/** Cuts a search into its tokens. A quote that is not closed reaches to the end. */
export function tokens(source: string): Token[] {
  const found: Token[] = []
  for (let from = 0; from < source.length; ) {
    if (/\s/.test(source[from] ?? '')) {
      from += 1
      continue
    }
    const [token, to] = tokenAt(source, from, found.at(-1)?.kind === 'field')
    found.push(token)
    from = to
  }
  return found
}
