import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../context/index.ts'
import { isNothing } from './cast.ts'
import { runFilter, runTransformer } from './operators.ts'
import { type Place, pathsOf, readPath } from './path.ts'
import type { Args } from './transform.ts'
import type { Complex, Env, Filter, Operand, Transformer, Value } from './value.ts'

/** How `simple` is read: as text with `${…}` in it, or as a path (isContext, and every mapper: DT-45, MP-16). */
export type Reading = 'text' | 'path'

function isComplex(complex: Complex | null | undefined): complex is Complex {
  return !isNothing(complex) && Object.keys(complex).length > 0
}

function readSimple(simple: Json | undefined, place: Place, reading: Reading): Json | undefined {
  if (isNothing(simple)) return undefined
  if (typeof simple !== 'string') return reading === 'path' ? readPath(String(simple), place) : simple
  if (!simple.includes('${')) return reading === 'path' ? readPath(simple, place) : simple
  // In a filter, one whole `${List.member}` means the current item, as the bare path does (MP-43).
  const [, path] = (place.item && /^\s*\$\{([^{}]*)\}\s*$/.exec(simple)) ?? []
  if (path !== undefined) return readPath(path, place)
  return place.env.language.interpolate(simple, place.root, place.env.roots) ?? undefined
}

function readValue(value: Value | null | undefined, place: Place, reading: Reading): Json | undefined {
  if (isNothing(value)) return undefined
  return isComplex(value.complex)
    ? readComplex(value.complex, place)
    : readSimple(value.simple, place, reading)
}

function readOperand(operand: Operand | null | undefined, place: Place): Json | undefined {
  return readValue(operand?.value, place, operand?.isContext || operand?.iscontext ? 'path' : 'text')
}

/**
 * A transformer's argument. Blanks around one `${…}` count here, for concat's sake (MP-52: a suffix ` ${last}`), while
 * the context language drops them as it does around every query (DT-3).
 */
function readArgument(operand: Operand | null | undefined, place: Place): Json | undefined {
  const simple = operand?.value?.simple
  if (typeof simple !== 'string' || simple === simple.trim() || !simple.includes('${'))
    return readOperand(operand, place)
  const inner = simple.trim()
  const start = simple.indexOf(inner)
  const value = readOperand({ ...operand, value: { simple: inner } }, place)
  return simple.slice(0, start) + textOf(value) + simple.slice(start + inner.length)
}

/** Outer list AND, inner list OR (MP-40). An empty inner list says nothing. */
function passesAll(groups: Filter[][], test: (filter: Filter) => boolean): boolean {
  return groups.every(group => group.length === 0 || group.some(test))
}

function passes(filter: Filter, place: Place): boolean {
  // A filter on items without a left side tests the item itself (MP-47).
  const left =
    place.item && isNothing(filter.left?.value) ? place.item.value : readOperand(filter.left, place)
  const right = readOperand(filter.right, { root: place.root, env: place.env })
  return runFilter(filter.operator, left, right, Boolean(filter.ignoreCase || filter.ignorecase), place.env)
}

/** The items of root that pass: none gives nothing, one that item, several a list (MP-42, MP-46). */
function survivors(complex: Complex, rootPath: string, place: Place): Json | undefined {
  const value = readPath(rootPath, place)
  const items = Array.isArray(value) ? value : isNothing(value) ? [] : [value]
  const { root, env } = place
  const kept = items.filter(item =>
    passesAll(complex.filters ?? [], filter =>
      passes(filter, { root, env, item: { path: rootPath, value: item } }),
    ),
  )
  return kept.length > 1 ? kept : kept[0]
}

function argsOf(transformer: Transformer, place: Place): Args {
  const args = Object.entries(transformer.args ?? {}).map(
    ([name, operand]) => [name, readArgument(operand, place)] as const,
  )
  return Object.fromEntries(args.filter(([, value]) => !isNothing(value))) as JsonObject
}

/** Root, filters, accessor, transformers: in this order (mapping.md §2). */
function readComplex(complex: Complex, place: Place): Json | undefined {
  const { root, env } = place
  const paths = pathsOf(complex)
  let value: Json | undefined
  if (complex.filters?.some(group => group.length > 0)) {
    const kept = survivors(complex, paths.root, place)
    value =
      kept === undefined || paths.accessor === ''
        ? kept
        : (env.language.query(kept, paths.accessor) ?? undefined)
  } else value = readPath(paths.whole, place)
  for (const transformer of complex.transformers ?? [])
    value = runTransformer(transformer.operator, value, argsOf(transformer, { root, env }), env)
  return value
}

/**
 * The value of a mapper's field, an argument or an input, read against `root`; undefined is nothing. A value that an
 * operator cannot take, or an operator that does not exist, is a ValueError naming the operator.
 */
export function evaluateValue(
  value: Value | null | undefined,
  root: Json,
  env: Env,
  reading: Reading = 'text',
): Json | undefined {
  return readValue(value, { root, env }, reading)
}

/** Whether a condition holds (MP-41): left and right are fetched once and compared, nothing iterates (MP-45). */
export function evaluateCondition(condition: Filter[][], root: Json, env: Env): boolean {
  return passesAll(condition, filter => passes(filter, { root, env }))
}
