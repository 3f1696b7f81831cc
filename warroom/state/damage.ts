import type { Json, JsonObject } from '../../kit/wire.ts'
import { Refusal } from '../refusal.ts'

/** What is told of a file that cannot be what the war room wrote; `line` counts from 1. */
export function damaged(file: string, line?: number, cause?: unknown): Refusal {
  const place = line === undefined ? `State file ${file}` : `Line ${line} of state file ${file}`
  return new Refusal(`${place} is damaged; start with --fresh, or restore it.`, { cause })
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object that a stored text is. A Refusal when it is none. */
export function jsonObject(text: string, file: string, line?: number): JsonObject {
  let value: Json
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw damaged(file, line, cause)
  }
  if (!isObject(value)) throw damaged(file, line)
  return value
}

const KINDS = {
  text: (value: Json | undefined) => typeof value === 'string',
  number: (value: Json | undefined) => typeof value === 'number',
  object: isObject,
}

/** Refuses a stored object whose members are not of these kinds. */
export function checkMembers(
  value: JsonObject,
  members: Record<string, keyof typeof KINDS>,
  file: string,
  line?: number,
): void {
  for (const [name, kind] of Object.entries(members)) {
    if (!Object.hasOwn(value, name) || !KINDS[kind](value[name])) throw damaged(file, line)
  }
}
