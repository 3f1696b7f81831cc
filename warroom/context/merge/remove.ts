import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Sandbox } from '../../sandbox/index.ts'
import { parseQuery } from '../parse.ts'
import type { Step } from '../query-tree.ts'
import { scanCode } from '../scan.ts'
import { testAll } from '../selection.ts'
import { isObject } from './append.ts'

/** A member or an element that exists. */
type Place = { object: JsonObject; key: string } | { list: Json[]; position: number }

/**
 * Removes what lies at the paths of `paths`, which are separated by commas (HC-91). All places are found first, so that
 * positions mean the elements as they were. A path at which nothing is changes nothing.
 */
export function removeAt(context: JsonObject, paths: string, sandbox: Sandbox): void {
  const places = splitPaths(paths).flatMap(path => {
    const [first, ...rest] = parseQuery(path).steps
    return rest.reduce(
      (found, step) => found.flatMap(place => next(place, step, sandbox)),
      firstPlaces(context, first),
    )
  })
  const gone = new Map<Json[], Set<number>>()
  for (const place of places) {
    if ('object' in place) delete place.object[place.key]
    else gone.set(place.list, (gone.get(place.list) ?? new Set()).add(place.position))
  }
  for (const [list, positions] of gone) {
    const kept = list.filter((_, position) => !positions.has(position))
    list.splice(0, list.length, ...kept)
  }
}

function splitPaths(paths: string): string[] {
  const parts: string[] = []
  let from = 0
  while (from <= paths.length) {
    const start = from
    const comma = scanCode(paths, start, (at, depth) => depth === 0 && paths[at] === ',')
    const end = comma === -1 ? paths.length : comma
    parts.push(paths.slice(start, end).trim())
    from = end + 1
  }
  return parts.filter(path => path !== '')
}

function firstPlaces(context: JsonObject, step: Step | undefined): Place[] {
  return step?.kind === 'key' ? members(context, step.key) : []
}

function members(object: JsonObject, key: string): Place[] {
  return Object.hasOwn(object, key) ? [{ object, key }] : []
}

function elements(list: Json[], from: number, to: number): Place[] {
  return [...list.keys()]
    .filter(position => position >= from && position <= to)
    .map(position => ({ list, position }))
}

function valueAt(place: Place): Json | undefined {
  return 'object' in place ? place.object[place.key] : place.list[place.position]
}

function next(place: Place, step: Step, sandbox: Sandbox): Place[] {
  const value = valueAt(place)
  if (value === undefined || step.kind === 'nothing') return []
  if (step.kind === 'selector') {
    const all = Array.isArray(value) ? elements(value, 0, value.length) : [place]
    const kept = testAll(
      sandbox,
      step.code,
      all.map(each => ({ val: valueAt(each) })),
    )
    return all.filter((_, i) => kept[i])
  }
  if (step.kind === 'range') return Array.isArray(value) ? elements(value, step.from, step.to) : []
  const { position } = step
  if (Array.isArray(value)) {
    if (position !== undefined) return elements(value, position, position)
    return step.kind === 'key' ? value.flatMap(each => (isObject(each) ? members(each, step.key) : [])) : []
  }
  if (step.kind === 'position') return position === 0 ? [place] : []
  return isObject(value) ? members(value, step.key) : []
}
