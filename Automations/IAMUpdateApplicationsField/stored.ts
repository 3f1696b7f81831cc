import { Refusal } from '../../kit/errors.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { parsedField } from '../texts.ts'

/** What the User Profile holds of a person's applications. */
export interface Stored {
  readonly applications: readonly JsonObject[]
  readonly appprofiles: JsonObject
  readonly oktauserid: Json
}

/**
 * Reads the fields of a User Profile; each may be JSON text or parsed, or absent. Throws a Refusal naming field and
 * indicator when one holds anything else: what it means is not known, so it must not be written over.
 */
export function storedFields(value: string, custom: JsonObject): Stored {
  return {
    applications: read(value, custom, 'applications', [], isRows, 'a JSON list of rows'),
    appprofiles: read(value, custom, 'appprofiles', {}, isObject, 'a JSON object by instance'),
    oktauserid: custom.oktauserid ?? null,
  }
}

function read<T extends Json>(
  value: string,
  custom: JsonObject,
  field: string,
  nothing: T,
  fits: (held: Json | undefined) => held is T,
  expected: string,
): T {
  const held = custom[field] ?? null
  if (held === null || (typeof held === 'string' && held.trim() === '')) return nothing
  const parsed = parsedField(held)
  if (fits(parsed)) return parsed
  const shown = JSON.stringify(held).slice(0, 80)
  throw new Refusal(
    `The field "${field}" of the User Profile ${JSON.stringify(value)} holds ${shown}; expected ${expected}. Nothing was written; correct or empty the field, then run it again.`,
  )
}

function isObject(held: Json | undefined): held is JsonObject {
  return typeof held === 'object' && held !== null && !Array.isArray(held)
}

function isRows(held: Json | undefined): held is JsonObject[] {
  return Array.isArray(held) && held.every(isObject)
}
