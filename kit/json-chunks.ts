import type { Json, JsonObject } from './wire.ts'

// Big enough that the calls do not count, small enough that a piece is nothing beside the whole.
const ITEMS = 500
// done > entries > entry > EntryContext > path: long lists stand no deeper.
const DEEPEST = 5

/**
 * The JSON text of a value in pieces, so that a result of a hundred thousand users never stands in memory as one text.
 * Joined, the pieces are exactly what JSON.stringify gives.
 */
export function* jsonChunks(
  value: Json,
  stringify: (part: Json) => string = JSON.stringify,
  depth = 0,
): Generator<string> {
  if (Array.isArray(value)) yield* arrayChunks(value, stringify, depth)
  else if (typeof value === 'object' && value !== null && depth < DEEPEST)
    yield* objectChunks(value, stringify, depth)
  else yield stringify(value)
}

function* arrayChunks(items: Json[], stringify: (part: Json) => string, depth: number): Generator<string> {
  // A short array may hold a long one (the entries of a result); the items of a long one are small.
  if (items.length <= ITEMS) {
    yield '['
    for (const [index, item] of items.entries()) {
      if (index) yield ','
      yield* jsonChunks(item, stringify, depth + 1)
    }
    return yield ']'
  }
  for (let from = 0; from < items.length; from += ITEMS) {
    yield (from ? ',' : '[') + stringify(items.slice(from, from + ITEMS)).slice(1, -1)
  }
  yield ']'
}

function* objectChunks(
  value: JsonObject,
  stringify: (part: Json) => string,
  depth: number,
): Generator<string> {
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  yield '{'
  for (const [index, [name, member]] of members.entries()) {
    yield `${index ? ',' : ''}${JSON.stringify(name)}:`
    yield* jsonChunks(member, stringify, depth + 1)
  }
  yield '}'
}
