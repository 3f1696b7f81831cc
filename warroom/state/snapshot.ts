import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { JsonObject } from '../../kit/wire.ts'
import type { InstanceMemory, Investigation, Room } from '../investigation/room.ts'
import { holdsSecretMark, type Secrets } from '../secrets.ts'
import { checkMembers, damaged } from './damage.ts'
import { fileName, readJson, subfolder, writeJson } from './folder.ts'
import { isResting, mayRest, rest } from './resting.ts'
import { readIndicators, writeIndicators } from './stored-indicators.ts'
import { placeOf, readInvestigation, writeInvestigation } from './stored-investigation.ts'

const INDICATORS = 'indicators.jsonl'
const INCIDENTS = 'incidents'

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

/** Secrets were not stored: a key that holds one is gone, so that the integration fetches it anew. */
export function withoutSecrets(integrationContext: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(integrationContext).filter(([, value]) => !holdsSecretMark(value)))
}

/** Reads the snapshots of a state folder into an empty room. */
export function readSnapshot(folder: string, room: Room): void {
  const incidents = path.join(folder, INCIDENTS)
  for (const name of subfolders(incidents)) {
    const stored = readInvestigation(path.join(incidents, name))
    if (!stored) continue
    room.restore(stored)
    restIfClosed(incidents, room.investigation(stored.id), room)
  }
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

/**
 * Writes down an incident that is closed before its time, so that it can rest: it knows its number, and the journal changes
 * nothing in it twice.
 */
export function storeClosed(
  folder: string,
  investigation: Investigation,
  room: Room,
  secrets: Secrets,
): void {
  if (isResting(investigation) || !mayRest(investigation, room.live.has(investigation.id))) return
  const incidents = subfolder(folder, INCIDENTS)
  writeInvestigation(incidents, investigation, secrets)
  restIfClosed(incidents, investigation, room)
}

/** Closed incidents are as many as there ever were: what is large of them stays in their folders. */
function restIfClosed(folder: string, investigation: Investigation, room: Room): void {
  if (!mayRest(investigation, room.live.has(investigation.id))) return
  rest(investigation, () => {
    const stored = readInvestigation(placeOf(folder, investigation))
    if (!stored) throw damaged(path.join(placeOf(folder, investigation), 'context.json'), 1)
    return room.opened(stored)
  })
}

/** Writes what changed after change number `since` into the folder's snapshots. */
export function writeSnapshot(folder: string, room: Room, since: number, secrets: Secrets): void {
  const incidents = subfolder(folder, INCIDENTS)
  const instances = subfolder(folder, 'instances')
  const lists = subfolder(folder, 'lists')
  for (const investigation of room.investigations.values()) {
    if (investigation.n > since) writeInvestigation(incidents, investigation, secrets)
    restIfClosed(incidents, investigation, room)
  }
  for (const [name, memory] of room.instances) {
    if (memory.n <= since) continue
    writeJson(path.join(instances, `${fileName(name)}.json`), secrets.storedObject({ name, ...memory }))
  }
  for (const list of room.lists.values()) {
    if (list.n > since)
      writeJson(path.join(lists, `${fileName(list.name)}.json`), secrets.storedObject({ ...list }))
  }
  if (room.indicators.n > since) writeIndicators(path.join(folder, INDICATORS), room.indicators, secrets)
}
