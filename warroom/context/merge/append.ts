import type { Json, JsonObject } from '../../../kit/wire.ts'
import { dedupePlain, ignoreEmptyAppend } from '../decisions.ts'

/** Sets a member; `__proto__` too is only a name here. */
export function put(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
  else object[key] = value
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A copy that shares nothing with `value`: what comes in belongs to an entry, what is stored is changed in place. */
export function copy<T extends Json>(value: T): T
export function copy(value: Json): Json {
  if (Array.isArray(value)) return value.map(element => copy(element))
  if (!isObject(value)) return value
  const out: JsonObject = {}
  for (const key of Object.keys(value)) put(out, key, copy(value[key] ?? null))
  return out
}

function isEmpty(value: Json): boolean {
  if (value === '') return true
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/**
 * A plain key (HC-80 … HC-84): stored as given into nothing, else appended to what is there, element by element.
 * Gives the new value; a list that exists is changed in place.
 */
export function append(existing: Json | undefined, value: Json): Json {
  if (existing === undefined || existing === null) return copy(value)
  if (ignoreEmptyAppend && isEmpty(value)) return existing
  const list = Array.isArray(existing) ? existing : [existing]
  const before = list.length
  for (const element of Array.isArray(value) ? value : [value]) {
    if (!(dedupePlain && list.some(known => isSame(known, element)))) list.push(copy(element))
  }
  return list.length === before ? existing : list
}

/**
 * Deep equality; the order of keys does not count. Ends at the first difference without making a list of keys, because
 * a list of thousands is looked through for every element that is added.
 */
function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((element, i) => isSame(element, b[i]))
  }
  if (!isObject(a) || !isObject(b)) return false
  let surplus = 0
  for (const key in a) {
    if (!Object.hasOwn(b, key) || !isSame(a[key], b[key])) return false
    surplus++
  }
  for (const _ in b) surplus--
  return surplus === 0
}
