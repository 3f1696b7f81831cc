import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Value } from '../values/index.ts'

export function objectIn(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}

export function listIn(value: Json | undefined): Json[] {
  if (value === null || value === undefined || value === '') return []
  return Array.isArray(value) ? value : [value]
}

export function textIn(value: Json | undefined): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value)
}

export function flagIn(value: Json | undefined): boolean {
  return value === true || value === 'true'
}

/** A value of `simple` or `complex`; `{}`, and `simple:` with nothing, are no value (PB-1, PB-30). */
export function valueIn(value: Json | undefined): Value {
  const { simple, complex } = objectIn(value)
  if (complex !== null && typeof complex === 'object' && !Array.isArray(complex))
    return { complex: complex as NonNullable<Value['complex']> }
  return simple === undefined || simple === null ? {} : { simple }
}

const OURS = /^(.+):(xsoar|xsoar_saas|xsoar_on_prem)$/
const OTHERS = /^(.+):(marketplacev2|xpanse|platform)$|_x2$/

/** PB-2: of keys that differ only by a marketplace, ours count; those of other products are left out. */
export function forXsoar(value: Json): Json {
  if (Array.isArray(value)) return value.map(forXsoar)
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).filter(([key]) => !OTHERS.test(key))
  // Those of ours come last, so that they replace the ones without a marketplace.
  const sorted = [...kept.filter(([key]) => !OURS.test(key)), ...kept.filter(([key]) => OURS.test(key))]
  return Object.fromEntries(sorted.map(([key, member]) => [key.replace(OURS, '$1'), forXsoar(member)]))
}
