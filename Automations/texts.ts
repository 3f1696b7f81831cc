import type { Json } from '../kit/wire.ts'

/** The text of a scalar without blanks around it; empty for nothing, and for objects and lists, which are no text. */
export function textOf(value: Json | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value).trim()
}
