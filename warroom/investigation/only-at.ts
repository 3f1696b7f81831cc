import type { Json, JsonObject } from '../../kit/wire.ts'

/** What of a context lies at dotted paths of plain keys. */
export function onlyAt(context: JsonObject, paths: string[]): JsonObject {
  const kept: JsonObject = {}
  for (const keys of paths.map(path => path.split('.'))) {
    const value = keys.reduce<Json | undefined>(member, context)
    if (value !== undefined) put(kept, keys, structuredClone(value))
  }
  return kept
}

function member(object: Json | undefined, key: string): Json | undefined {
  if (object === null || typeof object !== 'object' || Array.isArray(object)) return undefined
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function put(object: JsonObject, [key = '', ...rest]: string[], value: Json): void {
  const inner = member(object, key)
  const deeper = inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? inner : {}
  if (rest.length > 0) put(deeper, rest, value)
  // Defined, not assigned: a key such as __proto__ is data.
  Object.defineProperty(object, key, {
    value: rest.length > 0 ? deeper : value,
    enumerable: true,
    writable: true,
    configurable: true,
  })
}
