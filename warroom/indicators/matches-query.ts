import type { Json } from '../../kit/wire.ts'
import type { Comparison, Query } from './query.ts'
import { matchesWildcards } from './wildcards.ts'

/** What a query is held against: the values under a field name, and all texts. */
export interface Subject {
  field(name: string): Json | undefined
  texts(): Iterable<string>
}

function textsOf(value: Json | undefined): string[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap(textsOf)
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)]
}

/** Numbers as such, then instants, then text. */
function order(left: string, right: string): number {
  const numbers = [Number(left), Number(right)] as const
  if (!numbers.some(Number.isNaN)) return numbers[0] - numbers[1]
  const instants = [Date.parse(left), Date.parse(right)] as const
  if (!instants.some(Number.isNaN)) return instants[0] - instants[1]
  return left < right ? -1 : left > right ? 1 : 0
}

const COMPARE: Record<Exclude<Comparison, ':'>, (order: number) => boolean> = {
  '>': value => value > 0,
  '>=': value => value >= 0,
  '<': value => value < 0,
  '<=': value => value <= 0,
}

function termMatches(term: Extract<Query, { kind: 'term' }>, subject: Subject): boolean {
  const wanted = term.text.toLowerCase()
  if (term.field === undefined) {
    for (const text of subject.texts()) {
      const held = text.toLowerCase()
      if (term.hasWildcards ? matchesWildcards(held, `*${wanted}*`) : held.includes(wanted)) return true
    }
    return false
  }
  const values = textsOf(subject.field(term.field))
  if (term.comparison !== ':') {
    const compare = COMPARE[term.comparison]
    return values.some(value => value !== '' && compare(order(value, term.text)))
  }
  if (wanted === '') return values.every(value => value === '')
  if (!term.hasWildcards) return values.some(value => value.toLowerCase() === wanted)
  return values.some(value => value !== '' && matchesWildcards(value.toLowerCase(), wanted))
}

/** Whether a query holds for a subject. Names and values are compared without regard to case. */
export function matchesQuery(query: Query, subject: Subject): boolean {
  if (query.kind === 'all') return true
  if (query.kind === 'term') return termMatches(query, subject)
  if (query.kind === 'not') return !matchesQuery(query.part, subject)
  const holds = (part: Query): boolean => matchesQuery(part, subject)
  return query.kind === 'and' ? query.parts.every(holds) : query.parts.some(holds)
}

/** The values one of which a field must be exactly for the query to hold; undefined when it may be any. */
export function requiredValues(query: Query, field: string): string[] | undefined {
  if (query.kind === 'term') {
    const isExact = query.field?.toLowerCase() === field && query.comparison === ':' && !query.hasWildcards
    return isExact && query.text !== '' ? [query.text] : undefined
  }
  if (query.kind === 'and') {
    return query.parts.map(part => requiredValues(part, field)).find(values => values !== undefined)
  }
  if (query.kind !== 'or') return undefined
  const each = query.parts.map(part => requiredValues(part, field))
  return each.every(values => values !== undefined) ? each.flat() : undefined
}
