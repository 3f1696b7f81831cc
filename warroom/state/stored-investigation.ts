import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import type { Schedule } from '../investigation/change.ts'
import type { Incident, Investigation, Stored } from '../investigation/room.ts'
import { readRun, storedRun } from '../investigation/run.ts'
import { maskMarks, type Secrets } from '../secrets.ts'
import { checkMembers, damaged, isObject } from './damage.ts'
import { fileName, readJson, replaceFile, subfolder, VERSION, writeJson } from './folder.ts'
import { readLines } from './lines.ts'

/** So many entries, as the context says that was written after them. Fewer are a loss, more were not finished. */
function readEntries(file: string, count: number): Entry[] {
  const [, ...entries] = readLines(file, { Type: 'number', ID: 'text' })
  if (entries.length < count) throw damaged(file, entries.length + 2)
  return entries.slice(0, count) as Entry[]
}

/** Appends the entries the file does not hold yet: an investigation's entries never change. */
function writeEntries(file: string, entries: Entry[], secrets: Secrets): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const held = Math.max(0, whole.split('\n').length - 2)
  const lines = entries.slice(held).map(entry => `${secrets.stored(entry as JsonObject)}\n`)
  if (whole === '') lines.unshift(`{"v":${VERSION}}\n`)
  // A killed process left half an entry at the end: rewritten without it.
  if (whole !== text) replaceFile(file, whole)
  appendFileSync(file, lines.join(''), { mode: 0o600 })
}

/** Writes an investigation into a folder of its own. */
export function writeInvestigation(folder: string, investigation: Investigation, secrets: Secrets): void {
  const own = subfolder(folder, fileName(investigation.id))
  const { id, n, incident, entries, marks, context, run, schedules } = investigation
  writeEntries(path.join(own, 'entries.jsonl'), entries, secrets)
  if (incident) writeJson(path.join(own, 'incident.json'), { incident: secrets.storedObject(incident) })
  // The number is written last, with the context: until then the journal is replayed onto the older snapshot.
  writeJson(path.join(own, 'context.json'), {
    id,
    n,
    entries: entries.length,
    ...(Object.keys(marks).length > 0 ? { marks: secrets.storedObject(marks as unknown as JsonObject) } : {}),
    ...(run ? { run: secrets.storedObject(storedRun(run)) } : {}),
    ...(schedules?.size ? { schedules: [...schedules.values()] as unknown as Json } : {}),
    context: secrets.storedObject(context.value),
  })
}

function readIncident(file: string): Incident | undefined {
  if (!existsSync(file)) return undefined
  const read = readJson(file)
  checkMembers(read, { incident: 'object' }, file)
  checkMembers(read.incident as JsonObject, { id: 'text' }, file)
  return read.incident as Incident
}

/** Where an investigation stands in the folder of all. */
export const placeOf = (folder: string, { id }: Pick<Investigation, 'id'>): string =>
  path.join(folder, fileName(id))

/** The investigation of a folder as it was stored; undefined when there is none. */
export function readInvestigation(folder: string): Stored | undefined {
  const contextFile = path.join(folder, 'context.json')
  if (!existsSync(contextFile)) return undefined
  const read = readJson(contextFile)
  checkMembers(read, { id: 'text', n: 'number', entries: 'number', context: 'object' }, contextFile)
  const { id, n, entries, marks, context, run, schedules } = read
  const scheduled = (schedules ?? []) as unknown as Schedule[]
  const incident = readIncident(path.join(folder, 'incident.json'))
  return {
    id: String(id),
    n: Number(n),
    ...(incident ? { incident } : {}),
    entries: readEntries(path.join(folder, 'entries.jsonl'), Number(entries)),
    marks: (marks ?? {}) as unknown as Investigation['marks'],
    ...(isObject(run) ? { run: readRun(maskMarks(run) as JsonObject) } : {}),
    ...(scheduled.length > 0
      ? { schedules: new Map(scheduled.map(schedule => [schedule.id, schedule])) }
      : {}),
    context: maskMarks(context as JsonObject) as JsonObject,
  }
}
