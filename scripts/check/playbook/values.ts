import type { Json } from '../../../kit/wire.ts'
import { objectOf, objectsOf, textOf } from '../json.ts'

/** The first segment of a context path: up to the first dot, bracket, filter or expression (context-dt.md). */
export function rootOf(path: string): string {
  return (/^[^.([=]*/.exec(path)?.[0] ?? '').trim()
}

/** What stands after the first segment, up to the next one's end: `field` of `incident.field(val.x)`. */
export function secondOf(path: string): string {
  const [, second = ''] = /^[^.([=]*\.([^.([=]*)/.exec(path) ?? []
  return second.trim()
}

/** Whether only a run can tell what the path names: it begins with an expression or is put together from others. */
export function isComputed(path: string): boolean {
  return path.includes('${') || rootOf(path) === ''
}

/** The insides of the `${…}` of a text, outermost only, braces balanced (DT-40). */
export function interpolations(text: string): string[] {
  const found: string[] = []
  for (let from = text.indexOf('${'); from >= 0; from = text.indexOf('${', from)) {
    let [depth, place] = [1, from + 2]
    for (; place < text.length && depth > 0; place++) {
      if (text[place] === '{') depth++
      if (text[place] === '}') depth--
    }
    if (depth > 0) return found
    found.push(text.slice(from + 2, place - 1).trim())
    from = place
  }
  return found
}

function complexPath({ root, accessor }: Record<string, Json>): string[] {
  const path = textOf(root)
  if (path === '' || path.includes('${')) return []
  return [textOf(accessor) === '' ? path : `${path}.${textOf(accessor)}`]
}

/**
 * The context paths that a value of a playbook or mapper reads: `${…}` anywhere, `simple` beside `iscontext: true`, and
 * the root and accessor of a complex value, with those of its filters and transformers (mapping.md §2).
 */
export function pathsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return interpolations(value)
  if (Array.isArray(value)) return value.flatMap(pathsIn)
  const object = objectOf(value)
  const isPath = object.iscontext === true || object.isContext === true
  const simple = isPath ? textOf(objectOf(object.value).simple) : ''
  return [
    ...(simple !== '' && !simple.includes('${') ? [simple] : []),
    ...('complex' in object ? complexPath(objectOf(object.complex) as Record<string, Json>) : []),
    ...Object.values(object).flatMap(pathsIn),
  ]
}

export interface Operators {
  readonly filters: string[]
  readonly transformers: string[]
}

/** The filter and transformer names in a value, without the group that older files write before them (MP-48). */
export function operatorsIn(value: Json | undefined): Operators {
  const filters: string[] = []
  const transformers: string[] = []
  const bare = (operator: Json | undefined): string => textOf(operator).replace(/^.*\./, '')
  const walk = (inner: Json | undefined): void => {
    if (Array.isArray(inner)) {
      for (const one of inner) walk(one)
      return
    }
    const object = objectOf(inner)
    if ('operator' in object && ('left' in object || 'right' in object)) filters.push(bare(object.operator))
    if ('root' in object)
      for (const { operator } of objectsOf(object.transformers)) transformers.push(bare(operator))
    for (const one of Object.values(object)) walk(one)
  }
  walk(value)
  return { filters, transformers }
}
