import type { Json } from '../kit/wire.ts'

/** The text of a scalar without blanks around it; empty for nothing, and for objects and lists, which are no text. */
export function textOf(value: Json | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value).trim()
}

/** Whether a flag is set: a boolean, or a text as the platform or a person writes one (design.md §6: true or yes in any case). */
export function isTrue(value: Json | undefined): boolean {
  return ['true', 'yes'].includes(textOf(value).toLowerCase())
}

/** What a field holds that may be JSON text or parsed; undefined for a text that is no JSON. */
export function parsedField(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as Json
  } catch {
    return undefined
  }
}
