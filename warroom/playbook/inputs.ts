import type { Json, JsonObject } from '../../kit/wire.ts'
import { Refusal } from '../refusal.ts'
import { repeatScalars } from './decisions.ts'
import type { Reader } from './place.ts'
import type { Playbook } from './task.ts'

/** How many runs a loop over lists has (PB-61): as many as the longest list, one without any. */
export function turnsOf(args: JsonObject): number {
  const values = Object.values(args)
  const lengths = values.flatMap(value => (Array.isArray(value) ? [value.length] : []))
  return lengths.length > 0 ? Math.max(...lengths) : Math.min(values.length, 1)
}

/** The arguments of one run of a loop over lists (PB-61, PB-62): a list that has run out gives nothing. */
export function argsAt(args: JsonObject, turn: number): JsonObject {
  const at = (value: Json): Json => {
    if (Array.isArray(value)) return value[turn] ?? null
    return repeatScalars || turn === 0 ? value : null
  }
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, at(value)]))
}

const isNothing = (value: Json | undefined): boolean => value === undefined || value === null || value === ''

/**
 * The inputs of a playbook (PB-50, PB-51): what the caller gives, else the default, which is read where the callee runs. A
 * Refusal names one that is required and nothing.
 */
export function inputsOf({ inputs, name, file }: Playbook, given: JsonObject, reader: Reader): JsonObject {
  const values = new Map<string, Json>(Object.entries(given).filter(([, value]) => value !== null))
  for (const { key, value, required } of inputs) {
    // One that a loop has run out of is given, and empty.
    if (!Object.hasOwn(given, key)) {
      const own = reader.value(value)
      if (own !== undefined) values.set(key, own)
    }
    if (required && isNothing(values.get(key)))
      throw new Refusal(`Playbook "${name}" (${file}) needs the input "${key}", which is nothing (PB-51).`)
  }
  return Object.fromEntries(values)
}
