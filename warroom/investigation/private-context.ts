import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Context } from '../context/index.ts'
import type { Room } from './room.ts'

/** PB-54: where the private context of a sub-playbook lies in the incident's. */
export const privateKey = (sub: string): string => `subplaybook-${sub}`

/** Contexts by the object they hold, so that each keeps its indexes while the object lives. */
const OPENED = new WeakMap<JsonObject, Context>()

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Empties the private context of a sub-playbook, which starts. */
export function clearPrivate(context: Context, sub: string): JsonObject {
  const value: JsonObject = {}
  // Defined, not assigned: the playbook's id is data.
  Object.defineProperty(context.value, privateKey(sub), {
    ...{ value, enumerable: true, writable: true, configurable: true },
  })
  return value
}

/** The context at a place of an investigation: its own, or the private one of a sub-playbook, made when it is not there. */
export function contextAt(context: Context, sub: string | undefined, open: Room['openContext']): Context {
  if (sub === undefined) return context
  const key = privateKey(sub)
  const held = Object.hasOwn(context.value, key) ? context.value[key] : undefined
  const value = isObject(held) ? held : clearPrivate(context, sub)
  const known = OPENED.get(value) ?? open(value)
  OPENED.set(value, known)
  return known
}
