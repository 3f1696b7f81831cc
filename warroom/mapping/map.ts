import type { Json, JsonObject } from '../../kit/wire.ts'
import { evaluateValue } from '../values/evaluate.ts'
import type { Env, Value } from '../values/value.ts'
import { nothingGoesOutAsNull, unknownTypeMapsCommon } from './decisions.ts'
import type { Mapped, Mapper, TypeMapping } from './types.ts'

/** The key of the mapping that all incident types share (MP-10). */
const COMMON = 'dbot_classification_incident_type_all'

/** A classifier or mapper that is missing or cannot be evaluated. */
export class MappingError extends Error {
  override name = 'MappingError'
}

function typeMapping(mapper: Mapper, type: string | undefined): TypeMapping | undefined {
  const mapping = mapper.mapping ?? {}
  return type !== undefined && Object.hasOwn(mapping, type) ? (mapping[type] ?? undefined) : undefined
}

/** The mapping of an incident type: the common entries, then the type's own, which win per target (MP-10). */
export interface Plan {
  mapper: string
  type: string
  outgoing: boolean
  entries: [target: string, value: Value | null][]
  /** Whether what is not mapped becomes labels (MP-20); the type's own setting wins. */
  toLabels: boolean
}

/** What a mapper does for a type. A type without any mapping gives no entries, and all goes to labels (MP-17, MP-34). */
export function planOf(mapper: Mapper, type: string | undefined): Plan {
  const [common, own] = [typeMapping(mapper, COMMON), typeMapping(mapper, type)]
  if (!own && !unknownTypeMapsCommon)
    throw new MappingError(
      `The mapper "${mapper.name ?? mapper.id}" has no mapping for the type "${type ?? ''}".`,
    )
  const entries = new Map([
    ...Object.entries(common?.internalMapping ?? {}),
    ...Object.entries(own?.internalMapping ?? {}),
  ])
  return {
    mapper: mapper.name ?? mapper.id,
    type: type ?? '',
    outgoing: mapper.type === 'mapping-outgoing',
    entries: [...entries],
    toLabels: !(own ?? common)?.dontMapEventToLabels,
  }
}

/**
 * Evaluates the entries of a plan on an object. A target whose value is nothing is left out (MP-15); empty text is a
 * value. What an operator cannot take is a MappingError naming mapper, type, field and operator.
 */
export function mapEntries(plan: Plan, object: Json, env: Env): Mapped[] {
  const mapped: Mapped[] = []
  for (const [target, value] of plan.entries) {
    const result = evaluateField(plan, target, value, object, env)
    if (result !== undefined) mapped.push([target, result])
    else if (plan.outgoing && nothingGoesOutAsNull) mapped.push([target, null])
  }
  return mapped
}

function evaluateField(
  plan: Plan,
  target: string,
  value: Value | null,
  object: Json,
  env: Env,
): Json | undefined {
  try {
    return evaluateValue(value, object, env, 'path')
  } catch (cause) {
    throw placed(cause, `mapper "${plan.mapper}", type "${plan.type}", field "${target}"`)
  }
}

/** The failure of a value as one sentence that names its place. */
export function placed(cause: unknown, place: string): MappingError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const sentence = `${reason.charAt(0).toUpperCase()}${reason.slice(1).replace(/\.$/, '')}; used in ${place}.`
  return new MappingError(sentence, { cause })
}

/** Targets are keys, not paths (MP-13), and any key is data: fromEntries lets none reach a prototype. */
export function toObject(mapped: Iterable<readonly [target: string, value: Json]>): JsonObject {
  return Object.fromEntries(mapped)
}
