import { Refusal } from '../refusal.ts'
import { type Token, tokens } from './query-tokens.ts'

export type Comparison = ':' | '>' | '>=' | '<' | '<='

/** A search as a tree. A term without a field is looked for in every text; without text it stands for nothing. */
export type Query =
  | { kind: 'all' }
  | { kind: 'and' | 'or'; parts: Query[] }
  | { kind: 'not'; part: Query }
  | { kind: 'term'; field?: string; comparison: Comparison; text: string; hasWildcards: boolean }

/** No person nests brackets so deep, and a program that does shall be told rather than exhaust the stack. */
const DEEPEST = 100

/** Reads the tokens from left to right; each function leaves `at` behind what it read. */
class Reader {
  readonly #source: string
  readonly #tokens: Token[]
  #at = 0
  #depth = 0

  constructor(source: string) {
    this.#source = source
    this.#tokens = tokens(source)
  }

  whole(): Query {
    if (this.#tokens.length === 0) return { kind: 'all' }
    const query = this.#or()
    const rest = this.#tokens[this.#at]
    if (rest) this.#fail(`")" has no "(" before it`)
    return query
  }

  #fail(reason: string): never {
    throw new Refusal(
      `The query ${this.#source.slice(0, 200)} cannot be read: ${reason}; expected such as type:"User Profile" and email:a@b.c.`,
    )
  }

  #takes(kind: Token['kind']): boolean {
    if (this.#tokens[this.#at]?.kind !== kind) return false
    this.#at += 1
    return true
  }

  #or(): Query {
    const parts = [this.#and()]
    while (this.#takes('or')) parts.push(this.#and())
    return joined('or', parts)
  }

  #and(): Query {
    const parts = [this.#not()]
    for (;;) {
      const next = this.#tokens[this.#at]?.kind
      if (next === undefined || next === 'or' || next === 'close') return joined('and', parts)
      this.#takes('and')
      parts.push(this.#not())
    }
  }

  #not(): Query {
    if (this.#takes('not')) return { kind: 'not', part: this.#deeper(() => this.#not()) }
    if (!this.#takes('open')) return this.#term()
    const inner = this.#deeper(() => this.#or())
    if (!this.#takes('close')) this.#fail('a "(" is not closed')
    return inner
  }

  #deeper(read: () => Query): Query {
    if (this.#depth === DEEPEST) this.#fail(`it is nested deeper than ${DEEPEST}`)
    this.#depth += 1
    const query = read()
    this.#depth -= 1
    return query
  }

  #term(): Query {
    const token = this.#tokens[this.#at]
    if (token?.kind === 'field') {
      this.#at += 1
      if (this.#takes('open')) return this.#anyOf(token.name)
      const value = this.#tokens[this.#at]
      if (value?.kind !== 'text') this.#fail(`${token.name}: has no value`)
      this.#at += 1
      return termOf(value, token.comparison, token.name)
    }
    if (token?.kind !== 'text') this.#fail('a value is missing')
    this.#at += 1
    return termOf(token, ':')
  }

  /** `field:(a or b "c d")`: any of them. */
  #anyOf(name: string): Query {
    const parts: Query[] = []
    for (;;) {
      if (this.#takes('close')) return joined('or', parts)
      if (this.#takes('or')) continue
      const value = this.#tokens[this.#at]
      if (value?.kind !== 'text') this.#fail(`a "(" behind ${name}: is not closed`)
      this.#at += 1
      parts.push(termOf(value, ':', name))
    }
  }
}

function joined(kind: 'and' | 'or', parts: Query[]): Query {
  const [only] = parts
  return parts.length === 1 && only ? only : { kind, parts }
}

function termOf(token: Extract<Token, { kind: 'text' }>, comparison: Comparison, field?: string): Query {
  const { text, hasWildcards } = token
  if (field === undefined && text === '*') return { kind: 'all' }
  return { kind: 'term', comparison, text, hasWildcards, ...(field === undefined ? {} : { field }) }
}

/**
 * Reads a search: `field:value`, `field:"a value"`, `field:>=value`, `field:(a b)`, bare words, `*` and `?` within values,
 * `and`, `or`, `not`, `-` and brackets. Terms side by side must all hold. An empty search finds everything. A Refusal
 * when it cannot be read.
 */
export function parseQuery(source: string): Query {
  return new Reader(source).whole()
}
