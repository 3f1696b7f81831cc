import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import type { Indicator } from '../indicators/indicator.ts'
import type { Indicators } from '../indicators/store.ts'
import type { Schedule } from '../investigation/change.ts'
import type { Incident, InstanceMemory, Investigation, Room } from '../investigation/room.ts'
import { readRun, storedRun } from '../investigation/run.ts'
import { holdsSecretMark, maskMarks, type Secrets } from '../secrets.ts'
import { checkMembers, damaged, isObject, jsonObject } from './damage.ts'
import { checkVersion, fileName, readJson, replaceFile, VERSION, writeJson } from './folder.ts'

const INDICATORS = 'indicators.jsonl'

/** What a stored instance has: its name, and what it remembers. */
const MEMORY = {
  name: 'text',
  brand: 'text',
  n: 'number',
  version: 'number',
  integrationContext: 'object',
  lastRun: 'object',
} as const

function subfolders(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : []
}

/** An object as it may be stored: its secrets are marks. */
function stored(value: JsonObject, secrets: Secrets): JsonObject {
  return JSON.parse(secrets.stored(value))
}

/** Secrets were not stored: a key that holds one is gone, so that the integration fetches it anew. */
export function withoutSecrets(integrationContext: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(integrationContext).filter(([, value]) => !holdsSecretMark(value)))
}

/**
 * A file of one object a line: its header and the others, which have these members. A last line that a killed process left
 * torn is not among them. Refused when another is damaged, with its number.
 */
function readLines(
  file: string,
  members: Parameters<typeof checkMembers>[1],
): [header: JsonObject, ...lines: JsonObject[]] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const [first = '', ...more] = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  const header = jsonObject(first, file, 1)
  checkVersion(file, header.v)
  const lines = more.slice(0, -1).map((line, index) => {
    const value = jsonObject(line, file, index + 2)
    checkMembers(value, members, file, index + 2)
    return value
  })
  return [header, ...lines]
}

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

function writeInvestigation(folder: string, investigation: Investigation, secrets: Secrets): void {
  const own = path.join(folder, fileName(investigation.id))
  mkdirSync(own, { recursive: true, mode: 0o700 })
  const { id, n, incident, entries, marks, context, run, schedules } = investigation
  writeEntries(path.join(own, 'entries.jsonl'), entries, secrets)
  if (incident) writeJson(path.join(own, 'incident.json'), { incident: stored(incident, secrets) })
  // The number is written last, with the context: until then the journal is replayed onto the older snapshot.
  writeJson(path.join(own, 'context.json'), {
    id,
    n,
    entries: entries.length,
    ...(Object.keys(marks).length > 0 ? { marks: stored(marks as unknown as JsonObject, secrets) } : {}),
    ...(run ? { run: stored(storedRun(run), secrets) } : {}),
    ...(schedules?.size ? { schedules: [...schedules.values()] as unknown as Json } : {}),
    context: stored(context.value, secrets),
  })
}

function readIncident(file: string): Incident | undefined {
  if (!existsSync(file)) return undefined
  const read = readJson(file)
  checkMembers(read, { incident: 'object' }, file)
  checkMembers(read.incident as JsonObject, { id: 'text' }, file)
  return read.incident as Incident
}

function readInvestigation(folder: string, room: Room): void {
  const contextFile = path.join(folder, 'context.json')
  if (!existsSync(contextFile)) return
  const read = readJson(contextFile)
  checkMembers(read, { id: 'text', n: 'number', entries: 'number', context: 'object' }, contextFile)
  const { id, n, entries, marks, context, run, schedules } = read
  const scheduled = (schedules ?? []) as unknown as Schedule[]
  const incident = readIncident(path.join(folder, 'incident.json'))
  room.restore({
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
  })
}

/** The whole store as one file: a header with its number, then one indicator a line. */
function writeIndicators(file: string, indicators: Indicators, secrets: Secrets): void {
  const { n } = indicators
  const header = JSON.stringify({ v: VERSION, n, highest: indicators.next() - 1 })
  const lines = Array.from(indicators.all(), indicator => secrets.stored(indicator))
  replaceFile(file, `${[header, ...lines].join('\n')}\n`)
}

function readIndicators(file: string, room: Room): void {
  if (!existsSync(file)) return
  const [header, ...lines] = readLines(file, { id: 'text', value: 'text', CustomFields: 'object' })
  checkMembers(header, { n: 'number', highest: 'number' }, file, 1)
  room.indicators.restore(Number(header.n), Number(header.highest), lines.map(maskMarks) as Indicator[])
}

/** Reads the snapshots of a state folder into an empty room. */
export function readSnapshot(folder: string, room: Room): void {
  const incidents = path.join(folder, 'incidents')
  for (const name of subfolders(incidents)) readInvestigation(path.join(incidents, name), room)
  const instances = path.join(folder, 'instances')
  for (const name of subfolders(instances).filter(file => file.endsWith('.json'))) {
    const file = path.join(instances, name)
    const read = readJson(file)
    checkMembers(read, MEMORY, file)
    const { name: instance, v: _, ...memory } = read
    const held = memory as unknown as InstanceMemory
    room.instances.set(String(instance), {
      ...held,
      integrationContext: withoutSecrets(held.integrationContext),
    })
  }
  const lists = path.join(folder, 'lists')
  for (const name of subfolders(lists).filter(file => file.endsWith('.json'))) {
    const file = path.join(lists, name)
    const read = readJson(file)
    checkMembers(read, { name: 'text', data: 'text', n: 'number' }, file)
    const { name: list, data, n } = read
    room.lists.set(String(list), { name: String(list), data: String(data), n: Number(n) })
  }
  readIndicators(path.join(folder, INDICATORS), room)
}

/** Writes what changed after change number `since` into the folder's snapshots. */
export function writeSnapshot(folder: string, room: Room, since: number, secrets: Secrets): void {
  const [incidents, instances, lists] = ['incidents', 'instances', 'lists'].map(name =>
    path.join(folder, name),
  )
  for (const own of [incidents, instances, lists]) mkdirSync(own ?? folder, { recursive: true, mode: 0o700 })
  for (const investigation of room.investigations.values()) {
    if (investigation.n > since) writeInvestigation(incidents ?? folder, investigation, secrets)
  }
  for (const [name, memory] of room.instances) {
    if (memory.n <= since) continue
    writeJson(path.join(instances ?? folder, `${fileName(name)}.json`), stored({ name, ...memory }, secrets))
  }
  for (const list of room.lists.values()) {
    if (list.n > since)
      writeJson(path.join(lists ?? folder, `${fileName(list.name)}.json`), stored({ ...list }, secrets))
  }
  if (room.indicators.n > since) writeIndicators(path.join(folder, INDICATORS), room.indicators, secrets)
}
