import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../../kit/wire.ts'
import { DECIMAL } from './decimal.ts'
import { type Instant, parseInstant } from './instant.ts'

/** A value or an argument that an operator cannot work with (MP-49, MP-51): the task or the mapping fails. */
export class ValueError extends Error {
  override name = 'ValueError'
}

/** Absent, undefined and null are the same to filters and transformers. */
export function isNothing(value: unknown): value is null | undefined {
  return value === undefined || value === null
}

/** The elements an operator looks at: a list's own, without nulls; a single value as a list of one; nothing as none. */
export function elements(value: Json | undefined): Json[] {
  return asList(value).filter(element => element !== null)
}

/** A list with its nulls, so that places count; a single value as a list of one; nothing as the empty list. */
export function asList(value: Json | undefined): Json[] {
  if (isNothing(value)) return []
  return Array.isArray(value) ? value : [value]
}

/** Shows a value in a message, shortened: `an object ({"a":1})`. */
export function describe(value: Json | undefined): string {
  if (isNothing(value)) return 'nothing'
  const kind = Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`
  const text = JSON.stringify(value)
  return `${kind} (${text.length > 60 ? `${text.slice(0, 57)}...` : text})`
}

/** Casts to text; a list or an object is a ValueError. */
export function asText(value: Json): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new ValueError(`takes text, but got ${describe(value)}`)
}

/** Casts to a number; text such as "3" or "1e3" is accepted, anything else is a ValueError. */
export function asNumber(value: Json): number {
  const number = typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  throw new ValueError(`takes a number, but got ${describe(value)}`)
}

/** Checks that a value is a number, and keeps the text of one, whose digits would be lost in a double. */
export function asDecimal(value: Json): string | number {
  asNumber(value)
  return typeof value === 'number' ? value : asText(value).trim()
}

/** Casts to a whole number. */
export function asWhole(value: Json): number {
  const number = asNumber(value)
  if (!Number.isInteger(number)) throw new ValueError(`takes a whole number, but got ${describe(value)}`)
  return number
}

/** Casts to a boolean: true, false and their texts in any case. */
export function asFlag(value: Json): boolean {
  const flag = typeof value === 'string' ? value.trim().toLowerCase() : value
  if (flag === true || flag === 'true') return true
  if (flag === false || flag === 'false') return false
  throw new ValueError(`takes true or false, but got ${describe(value)}`)
}

/** Casts to an instant: ISO 8601 or one of Go's layouts from ANSIC to RFC3339Nano. */
export function asInstant(value: Json): Instant {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined
  if (!instant)
    throw new ValueError(`takes a date (ISO 8601, RFC 822, RFC 1123 …), but got ${describe(value)}`)
  return instant
}

/** Equality of a list's element and a literal: scalars as text (MP-49), everything else by depth. */
export function sameItem(left: Json, right: Json, ignoreCase = false): boolean {
  if (typeof left === 'object' || typeof right === 'object') return isDeepStrictEqual(left, right)
  const [a, b] = [String(left), String(right)]
  return a === b || (ignoreCase && a.toLowerCase() === b.toLowerCase())
}
