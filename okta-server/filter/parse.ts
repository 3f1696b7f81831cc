import { FilterError, type Literal, type Token, tokens } from './tokens.ts'

export const operators = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sw', 'co', 'ew'] as const
export type Operator = (typeof operators)[number]

export type Expression =
  | { kind: 'and' | 'or'; terms: Expression[] }
  | { kind: 'not'; term: Expression }
  | { kind: 'present'; attribute: string }
  | { kind: 'compare'; attribute: string; operator: Operator; value: Literal }

// Deeper nesting would only exhaust the stack; nobody writes it.
const deepest = 100

/** Parses an expression of okta-api §6.1 (`and` binds tighter than `or`). Throws FilterError, nothing else. */
export function parse(text: string): Expression {
  const parser = new Parser(tokens(text))
  const expression = parser.any(0)
  parser.expectEnd()
  return expression
}

class Parser {
  readonly #tokens: Token[]
  #next = 0

  constructor(all: Token[]) {
    this.#tokens = all
  }

  any(depth: number): Expression {
    return this.#chain('or', () => this.#chain('and', () => this.#term(depth)))
  }

  expectEnd(): void {
    const token = this.#peek()
    if (token.kind !== 'end')
      throw new FilterError(`expected and, or, or the end, not ${show(token)}`, token.at)
  }

  #chain(kind: 'and' | 'or', term: () => Expression): Expression {
    const first = term()
    const terms = [first]
    while (this.#takeWord(kind)) terms.push(term())
    return terms.length === 1 ? first : { kind, terms }
  }

  #term(depth: number): Expression {
    const token = this.#take()
    if (depth > deepest) throw new FilterError(`nested deeper than ${deepest}`, token.at)
    if (token.kind === '(') return this.#closed(depth)
    if (token.kind !== 'word') throw new FilterError(`expected an attribute, not ${show(token)}`, token.at)
    if (token.text.toLowerCase() === 'not' && this.#peek().kind === '(') {
      this.#take()
      return { kind: 'not', term: this.#closed(depth) }
    }
    return this.#comparison(token.text)
  }

  #closed(depth: number): Expression {
    const inner = this.any(depth + 1)
    const token = this.#take()
    if (token.kind !== ')') throw new FilterError(`expected ), not ${show(token)}`, token.at)
    return inner
  }

  #comparison(attribute: string): Expression {
    const token = this.#take()
    const name = token.kind === 'word' ? token.text.toLowerCase() : ''
    if (name === 'pr') return { kind: 'present', attribute }
    const operator = operators.find(known => known === name)
    if (!operator) throw new FilterError(`Unrecognized attribute operator ${show(token)}`, token.at)
    const value = this.#take()
    if (value.kind !== 'literal') throw new FilterError(`expected a JSON value, not ${show(value)}`, value.at)
    return { kind: 'compare', attribute, operator, value: value.value }
  }

  #takeWord(word: string): boolean {
    const token = this.#peek()
    const taken = token.kind === 'word' && token.text.toLowerCase() === word
    if (taken) this.#next += 1
    return taken
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', at: 0 }
  }

  #take(): Token {
    const token = this.#peek()
    if (token.kind !== 'end') this.#next += 1
    return token
  }
}

function show(token: Token): string {
  if (token.kind === 'word') return `'${token.text}'`
  if (token.kind === 'literal') return JSON.stringify(token.value)
  return token.kind === 'end' ? 'the end' : token.kind
}
