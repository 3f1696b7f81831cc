import type { Json, JsonObject } from './json.ts'
import type { Page } from './paging.ts'

type Key = string | number | null

interface Sorted<T> {
  page(limit: number, after: JsonObject | undefined): Page<T>
}

/**
 * Things ordered by an attribute, ties by id, those without a value last. A page goes on behind the sort value and
 * the id of the last one seen, so it neither repeats nor loses any when others come and go.
 */
export function sorted<T extends { id: string }>(
  things: Iterable<T>,
  read: (thing: T) => Json | undefined,
  descending: boolean,
): Sorted<T> {
  const compare = (a: Place, b: Place) =>
    byKey(a.key, b.key, descending) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  const places = [...things].map(thing => ({ thing, key: keyOf(read(thing)), id: thing.id })).sort(compare)
  return {
    page(limit, after) {
      const last = after && { key: keyOf(after.key), id: String(after.id) }
      const rest = last ? places.filter(place => compare(place, last) > 0) : places
      const items = rest.slice(0, limit)
      const end = items.at(-1)
      const next = rest.length > limit && end ? { key: end.key, id: end.id } : undefined
      return { items: items.map(({ thing }) => thing), next }
    },
  }
}

interface Place {
  key: Key
  id: string
}

/** Search does not mind the case of values, and neither does its order. */
function keyOf(value: Json | undefined): Key {
  if (typeof value === 'string') return value.toLowerCase()
  if (typeof value === 'boolean') return Number(value)
  if (Array.isArray(value)) return keyOf(value[0])
  return typeof value === 'number' ? value : null
}

function byKey(a: Key, b: Key, descending: boolean): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b === descending ? 1 : -1
}
