import type { Json } from '../../kit/wire.ts'
import { endOfPlaceholder } from './placeholder.ts'

/** A `${…}` of a template: as it is written, and the context path between its braces. */
export interface Placeholder {
  readonly written: string
  readonly path: string
}

/** The texts of a template and the placeholders between them. What is not closed is text, and so is all behind it (DT-5). */
export function templateParts(template: string): (string | Placeholder)[] {
  const parts: (string | Placeholder)[] = []
  let at = 0
  for (let from = template.indexOf('${'); from !== -1; from = template.indexOf('${', at)) {
    const end = endOfPlaceholder(template, from + 2)
    if (end === -1) break
    if (from > at) parts.push(template.slice(at, from))
    parts.push({ written: template.slice(from, end), path: template.slice(from + 2, end - 1).trim() })
    at = end
  }
  if (at < template.length) parts.push(template.slice(at))
  return parts
}

/**
 * The parts as one HTML text, each placeholder replaced by its value, escaped. The values are never searched for
 * placeholders (DT-43), so no data of a person can read the context. One that found nothing stays as it is written, or
 * is left out.
 */
export function filled(
  parts: readonly (string | Placeholder)[],
  values: ReadonlyMap<string, Json>,
  removeNotFound: boolean,
): string {
  return parts
    .map(part => {
      if (typeof part === 'string') return part
      const value = values.get(part.path) ?? null
      if (value !== null) return htmlOf(value)
      return removeNotFound ? '' : part.written
    })
    .join('')
}

/** A value as HTML text: a list as its items, an object as JSON without blanks; nothing in it is markup. */
export function htmlOf(value: Json): string {
  const items = Array.isArray(value) ? value : [value]
  return items.map(item => escaped(textOf(item))).join(', ')
}

function textOf(value: Json): string {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value).replace(MIDNIGHT, '$1')
}

/** A calendar date as the platform's fields keep it; people read the date. */
const MIDNIGHT = /^(\d{4}-\d\d-\d\d)T00:00:00(?:\.0+)?Z$/

const ESCAPES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => ESCAPES.get(character) ?? '')
}
