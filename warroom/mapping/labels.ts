import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Value } from '../values/value.ts'
import type { Label, MappedInstance } from './types.ts'

/** The top-level attribute that a path reads: `a\.b.c` reads `a.b`; undefined for `.` and `.=…`, which read no one. */
function firstKey(path: string): string | undefined {
  const text = path.trim().replace(/^\$\{/, '').replace(/^\./, '').trim()
  const [key = ''] = /^(?:\\[\s\S]|[^.(=}\\])*/.exec(text) ?? []
  return key === '' ? undefined : key.replace(/\\([\s\S])/g, '$1')
}

function attributeOf(value: Value | null): string | undefined {
  const complex = value?.complex
  if (complex && Object.keys(complex).length > 0) return firstKey(complex.root ?? '')
  return typeof value?.simple === 'string' ? firstKey(value.simple) : undefined
}

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Labels for the top-level attributes that no mapped value reads (MP-20); null is no attribute. */
export function labelsOf(event: JsonObject, values: Iterable<Value | null>): Label[] {
  const read = new Set([...values].map(attributeOf))
  return Object.entries(event)
    .filter(([attribute, value]) => value !== null && !read.has(attribute))
    .map(([attribute, value]) => ({ type: attribute, value: text(value) }))
}

/** The two labels that every fetched incident has (MP-21). */
export function sourceLabels(instance: MappedInstance): Label[] {
  return [
    { type: 'Instance', value: instance.name },
    { type: 'Brand', value: instance.brand },
  ]
}
