import { type Literal, type Token, tokens, unreadable } from './tokens.ts'

export const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Operator = (typeof operators)[number]

/** A filter of RFC 7644 §3.4.2.2; `each` asks whether one value of a multi-valued attribute fits. */
export type Filter =
  | { kind: 'and' | 'or'; terms: Filter[] }
  | { kind: 'not'; term: Filter }
  | { kind: 'present'; attribute: string }
  | { kind: 'compare'; attribute: string; operator: Operator; value: Literal }
  | { kind: 'each'; attribute: string; filter: Filter }

/** What a PATCH operation changes (RFC 7644 §3.5.2): `emails[type eq "work"].value`. */
export interface Path {
  readonly attribute: string
  readonly filter?: Filter
  readonly sub?: string
}

// Deeper nesting would only exhaust the stack; nobody writes it.
const deepest = 100
const attributePath = /^(?:urn:[\w.:-]+:)?[a-z$][\w$-]*(?:\.[a-z$][\w$-]*)?$/i

/** Parses a filter (`and` binds tighter than `or`). Throws 400 invalidFilter. */
export function parseFilter(text: string): Filter {
  const parser = new Parser(text)
  const filter = parser.any(0)
  parser.expect('end')
  return filter
}

/** Parses the path of a PATCH operation. Throws 400 invalidFilter. */
export function parsePath(text: string): Path {
  const parser = new Parser(text)
  const attribute = parser.attribute()
  const filter = parser.takes('[') ? parser.any(0) : undefined
  if (filter) parser.expect(']')
  const sub = filter && parser.sub()
  parser.expect('end')
  return { attribute, ...(filter && { filter }), ...(sub !== undefined && { sub }) }
}

class Parser {
  readonly #text: string
  readonly #tokens: Token[]
  #next = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokens(text)
  }

  any(depth: number): Filter {
    return this.#chain('or', () => this.#chain('and', () => this.#term(depth)))
  }

  attribute(): string {
    const token = this.#take()
    if (token.kind === 'word' && attributePath.test(token.text)) return token.text
    throw this.#unexpected('an attribute', token)
  }

  /** `.value` behind a closed bracket. */
  sub(): string | undefined {
    const token = this.#peek()
    if (token.kind !== 'word') return undefined
    if (!/^\.[a-z$][\w$-]*$/i.test(token.text)) throw this.#unexpected('a sub-attribute', token)
    this.#next += 1
    return token.text.slice(1)
  }

  expect(kind: ')' | ']' | 'end'): void {
    const token = this.#take()
    if (token.kind !== kind) throw this.#unexpected(kind === 'end' ? 'the end' : kind, token)
  }

  takes(kind: '(' | '['): boolean {
    const taken = this.#peek().kind === kind
    if (taken) this.#next += 1
    return taken
  }

  #chain(kind: 'and' | 'or', term: () => Filter): Filter {
    const first = term()
    const terms = [first]
    while (this.#takesWord(kind)) terms.push(term())
    return terms.length === 1 ? first : { kind, terms }
  }

  #term(depth: number): Filter {
    if (depth > deepest) throw unreadable(this.#text, `it is nested deeper than ${deepest}`)
    if (this.takes('(')) return this.#closed(depth, ')')
    if (this.#isNot()) {
      this.#next += 2
      return { kind: 'not', term: this.#closed(depth, ')') }
    }
    const attribute = this.attribute()
    if (this.takes('[')) return { kind: 'each', attribute, filter: this.#closed(depth, ']') }
    return this.#comparison(attribute)
  }

  #closed(depth: number, bracket: ')' | ']'): Filter {
    const inner = this.any(depth + 1)
    this.expect(bracket)
    return inner
  }

  #isNot(): boolean {
    const token = this.#peek()
    return (
      token.kind === 'word' &&
      token.text.toLowerCase() === 'not' &&
      this.#tokens[this.#next + 1]?.kind === '('
    )
  }

  #comparison(attribute: string): Filter {
    const token = this.#take()
    const name = token.kind === 'word' ? token.text.toLowerCase() : ''
    if (name === 'pr') return { kind: 'present', attribute }
    const operator = operators.find(known => known === name)
    if (!operator) throw this.#unexpected(`one of ${operators.join(', ')}, pr`, token)
    const value = this.#take()
    if (value.kind !== 'literal') throw this.#unexpected('a JSON value', value)
    return { kind: 'compare', attribute, operator, value: value.value }
  }

  #takesWord(word: string): boolean {
    const token = this.#peek()
    const taken = token.kind === 'word' && token.text.toLowerCase() === word
    if (taken) this.#next += 1
    return taken
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end' }
  }

  #take(): Token {
    const token = this.#peek()
    if (token.kind !== 'end') this.#next += 1
    return token
  }

  #unexpected(wanted: string, token: Token) {
    const met =
      token.kind === 'word'
        ? token.text
        : token.kind === 'literal'
          ? JSON.stringify(token.value)
          : token.kind === 'end'
            ? 'the end'
            : token.kind
    return unreadable(this.#text, `expected ${wanted}, not ${met}`)
  }
}
