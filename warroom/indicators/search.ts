import type { Json } from '../../kit/wire.ts'
import { fieldOf, type Indicator } from './indicator.ts'
import { matchesQuery, requiredValues, type Subject } from './matches-query.ts'
import { parseQuery } from './query.ts'
import type { Indicators } from './store.ts'

function* textsIn(value: Json): Iterable<string> {
  if (typeof value === 'string') yield value
  else if (value !== null && typeof value === 'object')
    for (const each of Object.values(value)) yield* textsIn(each)
}

function subjectOf(indicator: Indicator): Subject {
  return {
    field: name => fieldOf(indicator, name),
    *texts() {
      yield indicator.value
      yield* textsIn(indicator.CustomFields)
    },
  }
}

/**
 * The indicators that a query finds, in the order they were made, or of them those with one value. When values are asked
 * for, also as `type:X and value:y`, the index answers; otherwise every indicator is looked at, once for all pages of the
 * answer. A Refusal when the query cannot be read.
 */
export function searchIndicators(
  indicators: Indicators,
  source: string,
  value?: string,
): readonly Indicator[] {
  const query = parseQuery(source)
  const matches = (indicator: Indicator): boolean => matchesQuery(query, subjectOf(indicator))
  const values = value === undefined ? requiredValues(query, 'value') : [value]
  if (!values) return indicators.searched(source, () => [...indicators.all()].filter(matches))
  const candidates = new Set(values.flatMap(each => indicators.withValue(each)))
  return [...candidates].filter(matches).sort((a, b) => Number(a.id) - Number(b.id))
}
