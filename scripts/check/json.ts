import type { Json, JsonObject } from '../../kit/wire.ts'

/** The value when it is an object, else an empty one: content that has the wrong shape is told by its schema, once. */
export function objectOf(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}

/** The value when it is a list, else an empty one. */
export function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}

/** The value when it is text, else an empty text. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** The texts of a list; anything else in it is left out. */
export function textsOf(value: Json | undefined): string[] {
  return listOf(value).filter(item => typeof item === 'string')
}

/** The objects of a list. */
export function objectsOf(value: Json | undefined): JsonObject[] {
  return listOf(value).map(objectOf)
}

/** A value as a message shows it: text as it is, what is missing as "absent", anything else as JSON. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return 'absent'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
