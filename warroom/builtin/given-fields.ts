import type { Json, JsonObject } from '../../kit/wire.ts'
import { listOf, textOf } from '../automations/arguments.ts'
import type { Running } from '../engine/record.ts'
import type { Incident } from '../investigation/change.ts'
import { PLAYGROUND } from '../investigation/room.ts'
import { jsonIn } from '../json.ts'
import { Refusal } from '../refusal.ts'

/** An argument that holds JSON, as text or as such. A Refusal with the argument's name when it is none. */
export function jsonOf(args: JsonObject, name: string): Json | undefined {
  const value = args[name]
  if (typeof value !== 'string') return value
  if (value.trim() === '') return undefined
  const parsed = jsonIn(value)
  if (parsed === undefined) throw new Refusal(`Argument ${name} must be JSON, not ${value.slice(0, 80)}.`)
  return parsed
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** An argument that holds a JSON object; empty when it is absent. */
export function objectOf(args: JsonObject, name: string): JsonObject {
  const value = jsonOf(args, name) ?? {}
  if (isObject(value)) return value
  throw new Refusal(`Argument ${name} must be a JSON object, not ${JSON.stringify(value).slice(0, 80)}.`)
}

/** Labels as the platform keeps them; `[{"type","value"}]`, or the short form `[{"<type>": "<value>"}]`. */
export function labelsOf(args: JsonObject, name: string): JsonObject[] {
  const given = jsonOf(args, name) ?? []
  return (Array.isArray(given) ? given : [given]).flatMap((label): JsonObject[] => {
    if (!isObject(label))
      throw new Refusal(`Argument ${name} must be a JSON list of objects {"type", "value"}.`)
    if ('type' in label && 'value' in label) return [{ type: label.type ?? '', value: label.value ?? '' }]
    return Object.entries(label).map(([type, value]) => ({ type, value }))
  })
}

/** The incidents that an argument with ids means; without ids the one in which the command runs. */
export function incidentsOf(given: Json | undefined, { investigation, parts }: Running): Incident[] {
  const ids = listOf(given).map(textOf)
  if (ids.length === 0 && investigation.id === PLAYGROUND) {
    throw new Refusal(
      'You are in the playground, which is no incident; go to one with /incident ID, or name it.',
    )
  }
  return (ids.length > 0 ? ids : [investigation.id]).map(id => {
    const { incident } = parts.state.room.investigations.get(id) ?? {}
    if (incident) return incident
    throw new Refusal(`There is no incident ${id}; /incidents lists them.`)
  })
}
