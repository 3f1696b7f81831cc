import type { ArgumentFacts } from '../kit/command.ts'
import type { Field, Given } from '../kit/fields.ts'
import { jsonList } from '../kit/kinds.ts'
import type { JsonObject } from '../kit/wire.ts'

/**
 * An argument that takes a list of objects, one object alone (what a context path with one item gives), or the JSON
 * text of either. It is an array in the YAML: the platform runs an automation once per item of any other (HC-12).
 */
export const rowList = <const F extends ArgumentFacts>(
  facts: F,
): Field<Given<JsonObject[], F>, ArgumentFacts> => ({ kind: { ...jsonList, isArray: true }, facts })
