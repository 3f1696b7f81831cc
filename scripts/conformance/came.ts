import { isDeepStrictEqual } from 'node:util'
import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import type { Came, Expected, ExpectedEntry } from './playbooks.ts'

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Objects member by member, lists and scalars equal; `{"$absent": true}`: there is no such key. */
export function holds(expected: Json, actual: Json | undefined): boolean {
  if (!isObject(expected)) return isDeepStrictEqual(expected, actual)
  if (expected.$absent === true) return actual === undefined
  return isObject(actual) && Object.entries(expected).every(([key, value]) => holds(value, own(actual, key)))
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function isEntry(expected: ExpectedEntry, entry: Entry): boolean {
  const { taskId, entryTask } = (entry.Metadata ?? {}) as { taskId?: string; entryTask?: JsonObject }
  if (expected.task !== undefined && (taskId !== expected.task || entryTask?.path !== undefined)) return false
  if (expected.type !== undefined && entry.Type !== expected.type) return false
  return isDeepStrictEqual(entry.Contents, expected.contents)
}

/** The first expected entry that does not occur behind those before it. */
function missing(expected: ExpectedEntry[], entries: Entry[]): ExpectedEntry | undefined {
  let from = 0
  return expected.find(one => {
    const at = entries.findIndex((entry, index) => index >= from && isEntry(one, entry))
    from = at + 1
    return at === -1
  })
}

// A task that never ran is New or Skipped.
const ran = (state: string | undefined): string => (state === 'Skipped' ? 'New' : (state ?? 'absent'))

/** What of a case did not come as expected, one sentence each. */
export function differences(then: Expected, came: Came): string[] {
  const { state, tasks, context = {}, incident = {}, entries = [], entryCount, noEntries = [] } = then
  const wrong = Object.entries(tasks).filter(([id, expected]) => ran(came.tasks[id]) !== ran(expected))
  const lost = missing(entries, came.entries)
  const count = came.entries.filter(entry => entryCount && isEntry(entryCount, entry)).length
  const unwanted = noEntries.find(one => came.entries.some(entry => isEntry(one, entry)))
  return [
    came.state === state ? '' : `the run is ${came.state}, not ${state}`,
    ...wrong.map(([id, expected]) => `task ${id} is ${came.tasks[id]}, not ${expected}`),
    holds(context, came.context) ? '' : `the context is ${JSON.stringify(came.context)}`,
    holds(incident, came.incident) ? '' : `the incident is ${JSON.stringify(came.incident)}`,
    lost ? `the entry ${JSON.stringify(lost)} is missing` : '',
    entryCount && count !== entryCount.count ? `"${entryCount.contents}" is there ${count} times` : '',
    unwanted ? `the entry ${JSON.stringify(unwanted)} is there` : '',
  ].filter(sentence => sentence !== '')
}
