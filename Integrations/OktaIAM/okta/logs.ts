import type { JsonObject } from '../../../kit/wire.ts'
import { notOkta, OktaError } from './errors.ts'

/** Trust in an answer ends here: an entry of the System Log is an object; what it holds is read loosely. Throws OktaError. */
export function logEvent(value: unknown, request: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  throw new OktaError({ request }, undefined, notOkta({ request }, JSON.stringify(value) ?? ''))
}
