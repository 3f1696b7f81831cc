import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { ERROR, textEntry, toEntries } from '../investigation/entry.ts'
import { depthOf } from '../sandbox/depth.ts'
import { MAX_DEPTH, MEMORY_BYTES } from './limits.ts'
import type { Ending, Thrown } from './request.ts'
import { wholeEntries } from './returned-entry.ts'

/** What a script returned is beyond what can be used; the message is the error entry's text. */
class Unusable extends Error {}

const NOT_DEFINED = /^'?([\w$]+)'? is not defined$/

function explained({ text, name: error }: Thrown, name: string): string {
  const [, missing] = (error === 'ReferenceError' && NOT_DEFINED.exec(text)) || []
  if (missing !== undefined) return `"${name}" uses ${missing}, which this war room does not offer`
  if (error === 'SyntaxError') return `"${name}" is no JavaScript that can be read: ${text}`
  if (error !== 'InternalError') return text
  if (text === 'out of memory') return `"${name}" needs more than ${MEMORY_BYTES / 1024 / 1024} MB of memory`
  return `"${name}" was stopped: ${text}`
}

/** The text of what a script threw: a thrown text is all of it (HC-63), an Error's comes with its line (HC-65). */
export function thrownText(thrown: Thrown, name: string): string {
  const text = explained(thrown, name)
  return thrown.line === undefined ? text : `${text} (line ${thrown.line})`
}

/** What a script returned; null is nothing. Throws what cannot be used, with a sentence. */
function returned(text: string | undefined, name: string): Json {
  if (text === undefined) return null
  const depth = depthOf(text)
  if (depth > MAX_DEPTH)
    throw new Unusable(`"${name}" returned a value nested ${depth} deep, more than ${MAX_DEPTH}.`)
  return JSON.parse(text)
}

/** What a script gave as a value, or the error text it ended with. */
export function outcomeOf(ending: Ending, name: string): { value: Json } | { error: string } {
  if ('thrown' in ending) return { error: thrownText(ending.thrown, name) }
  try {
    return { value: returned(ending.value, name) }
  } catch (cause) {
    if (!(cause instanceof Unusable)) throw cause
    return { error: cause.message }
  }
}

export function errorEntries(text: string): Entry[] {
  return [textEntry(ERROR, text)]
}

/** HC-60 to HC-66: what a script returned or threw, as entries. */
export function entriesOf(ending: Ending, name: string): Entry[] {
  const result = outcomeOf(ending, name)
  return 'error' in result ? errorEntries(result.error) : toEntries(wholeEntries(result.value))
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** `fetch-incidents` returns its incidents as JSON text or as a list (HC §9); undefined when it is neither. */
export function incidentsOf(value: Json): JsonObject[] | undefined {
  if (value === null || value === '') return []
  if (Array.isArray(value)) return value.every(isObject) ? value : undefined
  if (typeof value !== 'string') return undefined
  try {
    const parsed = JSON.parse(value) as Json
    return typeof parsed === 'string' ? undefined : incidentsOf(parsed)
  } catch {
    return undefined
  }
}
