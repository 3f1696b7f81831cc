import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { isError } from '../investigation/entry.ts'
import { jsonIn } from '../json.ts'
import { ValueError } from '../values/index.ts'
import { isEntry } from './returned-entry.ts'

function contentsOf({ Contents, ContentsFormat }: JsonObject): Json {
  if (ContentsFormat !== 'json' || typeof Contents !== 'string') return Contents ?? null
  const parsed = jsonIn(Contents)
  return parsed === undefined ? Contents : parsed
}

function one(value: Json): Json {
  if (!isEntry(value)) return value
  if (!isError(value as Entry)) return contentsOf(value)
  const text = typeof value.Contents === 'string' ? value.Contents : JSON.stringify(value.Contents)
  throw new ValueError(`failed: ${text}`)
}

/**
 * MP-61: what a filter or transformer is worth. Text, numbers, objects and lists as they are; an entry its Contents, an
 * error entry a ValueError with its text; nothing is undefined.
 */
export function scriptValue(returned: Json): Json | undefined {
  if (returned === null) return undefined
  if (!Array.isArray(returned) || !returned.some(isEntry)) return one(returned)
  const values = returned.map(one)
  return values.length === 1 ? values[0] : values
}
