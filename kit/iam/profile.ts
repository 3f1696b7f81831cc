import { isDeepStrictEqual } from 'node:util'
import type { Json, JsonObject } from '../wire.ts'

/**
 * Stands for null on its way through a mapper, which drops null. Letters and digits only, so that trimming, changing
 * the case or joining leaves it recognisable; it never leaves this process towards the system or the war room.
 */
const NULL_MARK = 'nullmark7c9e6679f5b4'

/** The profile with every null replaced by the mark, also in objects within it, ready for mapObject. */
export function markNulls(profile: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(profile).map(([name, value]) => [name, marked(value)]))
}

function marked(value: Json): Json {
  if (value === null) return NULL_MARK
  return typeof value === 'object' && !Array.isArray(value) ? markNulls(value) : value
}

/** The mapped profile with null where the mark stands, also where a mapper has put text around it. */
export function unmarkNulls(mapped: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(mapped).map(([name, value]) => [name, holdsMark(value) ? null : value]),
  )
}

function holdsMark(value: Json): boolean {
  return value !== null && value !== undefined && JSON.stringify(value).toLowerCase().includes(NULL_MARK)
}

/**
 * The attributes that an update must send: those whose value differs from the user's. An attribute that is not given
 * is left alone, null clears one that has a value, empty text is sent as it is (design: attributes).
 */
export function changedAttributes(wanted: JsonObject, current: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) =>
        !isDeepStrictEqual(value ?? null, Object.hasOwn(current, name) ? (current[name] ?? null) : null),
    ),
  )
}

/** The text of an attribute, undefined when it is absent or empty. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : typeof value === 'number'
      ? String(value)
      : undefined
}
