/** What is wrong with a filter or search expression, and where (counted from 0). */
export class FilterError extends Error {
  readonly at: number

  constructor(problem: string, at: number) {
    super(`${problem} at position ${at}`)
    this.at = at
  }
}

export type Literal = string | number | boolean | null
export type Token =
  | { kind: 'word'; text: string; at: number }
  | { kind: 'literal'; value: Literal; at: number }
  | { kind: '(' | ')' | 'end'; at: number }

const token = /\s*(?:([()])|("(?:[^"\\]|\\[\s\S])*")|([^\s()"]+))/y
const bareLiteral = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/

/** Cuts an expression into words, JSON literals and parentheses; the last token is `end`. Throws FilterError. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  const rest = text.trimEnd()
  token.lastIndex = 0
  for (let at = 0; at < rest.length; at = token.lastIndex) {
    const match = token.exec(rest)
    if (!match) throw new FilterError('a string is not closed', at)
    const [whole, parenthesis, quoted, bare = ''] = match
    const start = at + whole.length - whole.trimStart().length
    if (parenthesis === '(' || parenthesis === ')') found.push({ kind: parenthesis, at: start })
    else if (quoted !== undefined) found.push({ kind: 'literal', value: unquote(quoted, start), at: start })
    else if (bareLiteral.test(bare)) found.push({ kind: 'literal', value: JSON.parse(bare), at: start })
    else found.push({ kind: 'word', text: bare, at: start })
  }
  found.push({ kind: 'end', at: rest.length })
  return found
}

function unquote(quoted: string, at: number): string {
  try {
    return JSON.parse(quoted)
  } catch {
    throw new FilterError(`${quoted} is not a JSON string`, at)
  }
}
