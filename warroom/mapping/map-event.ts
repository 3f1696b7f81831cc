import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Env } from '../values/value.ts'
import { shortTextSeparator } from './decisions.ts'
import { type FieldOf, isMappable } from './field-names.ts'
import { labelsOf } from './labels.ts'
import { mapEntries, type Plan, toObject } from './map.ts'
import type { Label } from './types.ts'

/** A list for a shortText field becomes text (MP-24). */
function fitField(value: Json, type: string | undefined): Json {
  if (type !== 'shortText' || !Array.isArray(value)) return value
  if (value.length === 1) return value[0] ?? ''
  return value.map(item => (typeof item === 'string' ? item : JSON.stringify(item))).join(shortTextSeparator)
}

/** The fields of an incident from a fetched event, and labels for what is not mapped, where the mapping wants them. */
export function mapEvent(
  plan: Plan,
  event: JsonObject,
  fieldOf: FieldOf,
  env: Env,
): { fields: JsonObject; unmapped: Label[] } {
  const entries = plan.entries.filter(([target]) => isMappable(target))
  const fields = mapEntries({ ...plan, entries }, event, env).map(([target, value]) => {
    const { cliName, type } = fieldOf(target)
    return [cliName, fitField(value, type)] as const
  })
  const values = entries.map(([, value]) => value)
  return { fields: toObject(fields), unmapped: plan.toLabels ? labelsOf(event, values) : [] }
}
