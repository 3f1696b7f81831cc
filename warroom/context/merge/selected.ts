import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Sandbox, Scope } from '../../sandbox/index.ts'
import type { Selector } from '../query-tree.ts'
import { testAll } from '../selection.ts'
import { append, copy, isObject, put } from './append.ts'
import type { KeyIndexes } from './keyed.ts'

/** `properties_to_append: [names]` in a new object: those members are appended, not replaced (HC-72). */
const APPEND_MARKER = 'properties_to_append'

export interface Matching {
  sandbox: Sandbox
  indexes: KeyIndexes
}

/** The positions in `list` of the elements for which the selector is true with `obj`; an expression that throws is false (HC-70). */
export function matches(
  list: Json[],
  obj: Json,
  selector: Selector,
  { sandbox, indexes }: Matching,
): number[] {
  const positions = indexes.of(list, selector.code)?.candidates(list, obj) ?? [...list.keys()]
  const scopes = positions.map((position): Scope => ({ val: list[position], obj }))
  const kept = testAll(sandbox, selector.code, scopes)
  return positions.filter((_, i) => kept[i])
}

/**
 * Merges `value` into what lies at a path with a selector: elements that match are updated, others are added
 * (HC-71 … HC-76). Where nothing is, it is stored as given (HC-75). Gives the new value; a list that exists is changed in place.
 */
export function mergeSelected(
  existing: Json | undefined,
  value: Json,
  selector: Selector,
  matching: Matching,
): Json {
  if (existing === undefined || existing === null) {
    return Array.isArray(value) ? value.map(withoutMarker) : withoutMarker(value)
  }
  const list = Array.isArray(existing) ? existing : [existing]
  for (const obj of Array.isArray(value) ? value : [value])
    if (obj !== null) mergeOne(list, obj, selector, matching)
  const [only] = list
  return existing !== list && list.length === 1 && only !== undefined ? only : list
}

function mergeOne(list: Json[], obj: Json, selector: Selector, matching: Matching): void {
  const found = matches(list, obj, selector, matching)
  for (const position of found) list[position] = updated(list[position] ?? null, obj)
  if (found.length === 0) list.push(withoutMarker(obj))
  else if (isObject(obj) && appendedNames(obj).size === 0) {
    matching.indexes.changed(list, Object.keys(obj), selector.code)
  } else matching.indexes.changed(list, undefined)
}

function updated(element: Json, obj: Json): Json {
  if (!isObject(element) || !isObject(obj)) return withoutMarker(obj)
  const appended = appendedNames(obj)
  for (const key of Object.keys(obj)) {
    const value = obj[key] ?? null
    if (appended.has(key))
      put(element, key, append(Object.hasOwn(element, key) ? element[key] : undefined, value))
    else if (key !== APPEND_MARKER || appended.size === 0) put(element, key, copy(value))
  }
  return element
}

function appendedNames(obj: JsonObject): Set<string> {
  const names = Object.hasOwn(obj, APPEND_MARKER) ? obj[APPEND_MARKER] : undefined
  return new Set(Array.isArray(names) ? names.filter(name => typeof name === 'string') : [])
}

function withoutMarker(value: Json): Json {
  const copied = copy(value)
  if (isObject(copied)) delete copied[APPEND_MARKER]
  return copied
}
