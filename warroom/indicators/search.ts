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
 * The indicators that a query finds, in the order they were made. One that asks for values, such as
 * `type:X and value:y`, is answered from the index; others look at every indicator. A Refusal when it cannot be read.
 */
export function searchIndicators(indicators: Indicators, source: string): Indicator[] {
  const query = parseQuery(source)
  const values = requiredValues(query, 'value')
  const candidates = values ? values.flatMap(value => indicators.withValue(value)) : indicators.all()
  const found = new Set<Indicator>()
  for (const indicator of candidates) if (matchesQuery(query, subjectOf(indicator))) found.add(indicator)
  const all = [...found]
  return values ? all.sort((a, b) => Number(a.id) - Number(b.id)) : all
}
