import type { Json, JsonObject } from '../../kit/wire.ts'
import { jsonArgument } from '../carry-out.ts'

/** Names that setIndicator and createNewIndicator take for themselves, or the host does. */
const TAKEN = new Set(['id', 'value', 'type', 'verdict', 'using'])
const CLI_NAME = /^[a-z0-9]+$/

/** Whether a name can be that of an indicator field: a cliName is lower-case letters and digits. */
export const isFieldName = (name: string): boolean => CLI_NAME.test(name) && !TAKEN.has(name)

/**
 * Fields by cliName as the arguments of createNewIndicator (`new`) or setIndicator (`there`). Null says nothing; an empty
 * value clears the field of a profile that is there.
 */
export function fieldArguments(fields: JsonObject, profile: 'new' | 'there'): JsonObject {
  const filled = Object.entries(fields).filter(([, value]) => !isEmpty(value))
  const own = filled.filter(([name, value]) => isFieldName(name) && !isFilledIn(value))
  const cleared =
    profile === 'there' ? Object.entries(fields).filter(([, value]) => value !== null && isEmpty(value)) : []
  // An empty argument counts as absent (HC §3, T8), and `${…}` in a text would be filled in (HC-46).
  const aside = [...filled.filter(one => !own.includes(one)), ...cleared]
  return {
    ...Object.fromEntries(own.map(([name, value]) => [name, argumentOf(value)])),
    ...(aside.length > 0 && { customFields: jsonArgument(Object.fromEntries(aside)) }),
  }
}

function isEmpty(value: Json): boolean {
  if (value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return typeof value === 'object' && Object.keys(value).length === 0
}

const isFilledIn = (value: Json): boolean => typeof value === 'string' && value.includes('${')

/** Rows and lists as they are; an object is what a field of text holds as JSON. */
function argumentOf(value: Json): Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? jsonArgument(value) : value
}
