import { isObject, type Json } from '../json.ts'
import type { Filter, Operator } from './parse.ts'
import type { Literal } from './tokens.ts'

/** A resource, or a value of one, as filters read it; a member may be a getter, so that only filters that ask for it pay. */
export type Readable = { readonly [name: string]: Json | undefined }

// RFC 7643 §§3.1, 7: these are compared with case, all others without.
const exact = new Set(['id', 'externalid', 'version', 'meta.version'])

/** Whether a resource fits a filter. An attribute that there is not fits nothing (RFC 7644 §3.4.2.2). */
export function fits(filter: Filter, resource: Readable): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.terms.every(term => fits(term, resource))
    case 'or':
      return filter.terms.some(term => fits(term, resource))
    case 'not':
      return !fits(filter.term, resource)
    case 'each':
      return valuesAt(resource, filter.attribute).some(value => isObject(value) && fits(filter.filter, value))
    case 'present':
      return valuesAt(resource, filter.attribute).some(value => value !== null && value !== '')
    case 'compare':
      return compares(filter.operator, valuesAt(resource, filter.attribute), filter)
  }
}

function compares(
  operator: Operator,
  found: readonly Json[],
  { value, attribute }: { value: Literal; attribute: string },
) {
  // `ne null` and `eq null` ask whether there is a value.
  if (value === null) return operator === 'eq' ? found.length === 0 : operator === 'ne' && found.length > 0
  const folded = !exact.has(attribute.toLowerCase())
  const fold = (one: Json) => (folded && typeof one === 'string' ? one.toLowerCase() : one)
  const wanted = fold(value)
  if (operator === 'ne') return !found.some(one => fold(plain(one)) === wanted)
  return found.some(one => {
    const actual = fold(plain(one))
    return (
      typeof actual === typeof wanted && holds(operator, actual as Exclude<Literal, null>, wanted as never)
    )
  })
}

/** `emails co "x"` asks for the `value` of each (RFC 7643 §2.4). */
function plain(value: Json): Json {
  return isObject(value) ? (value.value ?? null) : value
}

/** The values at a path, without the case of its names: none, one, or those of a multi-valued attribute. */
function valuesAt(resource: Readable, path: string): Json[] {
  const { urn, names } = splitPath(path)
  const start = urn === undefined ? [resource as Json] : own(resource, urn)
  // A URN of the resource's own schema names what is at its top.
  const base = start.length === 0 && urn !== undefined ? [resource as Json] : start
  return names.reduce<Json[]>(
    (values, name) => values.flatMap(value => (isObject(value) ? own(value, name) : [])),
    base,
  )
}

/** `urn:…:User:name.familyName` is the URN and the names behind it. */
export function splitPath(path: string): { urn?: string; names: string[] } {
  if (!/^urn:/i.test(path)) return { names: path.split('.') }
  const end = path.lastIndexOf(':')
  return { urn: path.slice(0, end), names: path.slice(end + 1).split('.') }
}

function own(value: Readable, wanted: string): Json[] {
  const name = Object.hasOwn(value, wanted)
    ? wanted
    : Object.keys(value).find(key => key.toLowerCase() === wanted.toLowerCase())
  const found = name === undefined ? undefined : value[name]
  if (found === undefined) return []
  return Array.isArray(found) ? found : [found]
}

function holds<V extends string | number | boolean>(operator: Operator, actual: V, wanted: V): boolean {
  switch (operator) {
    case 'eq':
      return actual === wanted
    case 'ne':
      return actual !== wanted
    case 'gt':
      return actual > wanted
    case 'ge':
      return actual >= wanted
    case 'lt':
      return actual < wanted
    case 'le':
      return actual <= wanted
    case 'sw':
      return String(actual).startsWith(String(wanted))
    case 'co':
      return String(actual).includes(String(wanted))
    case 'ew':
      return String(actual).endsWith(String(wanted))
  }
}
