import type { Json } from '../../kit/wire.ts'
import { findPlaceholders } from './scan.ts'

/** A value as it appears inside text (DT-41, DT-42): lists of scalars joined by commas, objects as JSON without blanks. */
export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && !value.some(element => typeof element === 'object' && element !== null)) {
    return value.map(textOf).join(',')
  }
  return JSON.stringify(value)
}

/**
 * Replaces the `${…}` of `text` by what `read` gives for their queries. What is put in is not looked at again (DT-43),
 * so data cannot smuggle in a query.
 */
export function interpolateWith(read: (query: string) => Json | undefined, text: string): Json | undefined {
  if (!text.includes('${')) return text
  const placeholders = findPlaceholders(text)
  const only = placeholders.length === 1 ? placeholders[0] : undefined
  if (only && text.slice(0, only.from).trim() === '' && text.slice(only.to).trim() === '')
    return read(only.query)
  let out = ''
  let at = 0
  for (const { from, to, query } of placeholders) {
    out += text.slice(at, from) + textOf(read(query))
    at = to
  }
  return out + text.slice(at)
}
