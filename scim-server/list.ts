import { invalid } from './errors.ts'
import { fits } from './filter/match.ts'
import { type Filter, parseFilter } from './filter/parse.ts'
import type { JsonObject } from './json.ts'
import type { Switches } from './switches.ts'

/** What a list of resources is made of: all of them, one by its key when a filter only asks for that, and how to show one. */
export interface Listed<T> {
  all(): Iterable<T>
  /** The candidates for `attribute eq value`, or undefined when there is no key of that name. */
  keyed(attribute: string, value: string): Iterable<T> | undefined
  show(one: T): JsonObject
  /** As an answer has it; a list may leave more out. */
  choose(resource: JsonObject): JsonObject
}

/** A ListResponse (RFC 7644 §3.4.2). Throws 400 invalidFilter, and invalidValue for numbers that are none. */
export function list<T>(
  listed: Listed<T>,
  query: (name: string) => string | undefined,
  switches: Switches,
): JsonObject {
  const filter = filterOf(query('filter'), switches)
  const startIndex = switches.paging ? Math.max(1, whole('startIndex', query('startIndex')) ?? 1) : 1
  const wanted = Math.max(0, whole('count', query('count')) ?? switches.pageCap)
  const count = switches.paging ? Math.min(wanted, switches.pageCap) : Number.POSITIVE_INFINITY
  const page: JsonObject[] = []
  let totalResults = 0
  for (const one of candidates(listed, filter)) {
    if (filter && !fits(filter, listed.show(one))) continue
    totalResults += 1
    if (totalResults >= startIndex && page.length < count) page.push(listed.choose(listed.show(one)))
  }
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    ...{ totalResults, startIndex, itemsPerPage: page.length, Resources: page },
  }
}

/** One key is looked up rather than searched for: a person among 60,000 must not cost a walk over them. */
function candidates<T>(listed: Listed<T>, filter: Filter | undefined): Iterable<T> {
  if (filter?.kind !== 'compare' || filter.operator !== 'eq' || typeof filter.value !== 'string')
    return listed.all()
  return listed.keyed(filter.attribute.toLowerCase(), filter.value) ?? listed.all()
}

function filterOf(text: string | undefined, switches: Switches): Filter | undefined {
  if (text === undefined || switches.filter === 'ignored') return undefined
  if (!switches.filter) throw invalid('invalidFilter', 'filters are not supported')
  return parseFilter(text)
}

function whole(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^-?\d{1,9}$/.test(text)) return Number(text)
  throw invalid('invalidValue', `${name} must be a whole number, not ${JSON.stringify(text)}`)
}
