import { Refusal } from '../../kit/errors.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { parsedField, textOf } from '../texts.ts'
import type { Person } from './events.ts'

/** What the Group Profile keeps of the group in one application. */
export interface Mapping {
  readonly id: string
  readonly displayName: string
  /** When all was last in line; empty when it never was. */
  readonly lastSynced: string
  /** Events of the overlap that are done already. */
  readonly seen: readonly string[]
  /** Members in Okta who could not be added: no account yet, or no User Profile. They are tried again. */
  readonly waiting: readonly Person[]
  readonly run: Run
}

/** What an incident has done so far: what it tells is to be whole, though it was tried again or killed before it could tell. */
export interface Run {
  readonly incident: string
  readonly added: number
  readonly removed: number
  /** Why all members were compared; empty when the log was followed. */
  readonly why: string
}

const NO_RUN: Run = { incident: '', added: 0, removed: 0, why: '' }

export const NO_MAPPING: Mapping = {
  ...{ id: '', displayName: '', lastSynced: '', seen: [], waiting: [] },
  run: NO_RUN,
}

/** So long before the last sync the log is read again: an event may come into it late (ilm §3, 3.3). */
export const OVERLAP_MS = 2 * 60 * 1000
/** Okta keeps the log for 90 days; one day less, for its clock and ours are two. */
const LOG_KEPT_MS = 89 * 24 * 60 * 60 * 1000
const MOST_SEEN = 2000
export const MOST_WAITING = 1000

/** All of groupmappings. Throws a Refusal when it holds no object: what it means is not known, so it must not be written over. */
export function mappingsIn(stored: Json | undefined, groupId: string): JsonObject {
  if (stored === undefined || stored === null || stored === '') return {}
  const parsed = parsedField(stored)
  if (isObject(parsed)) return parsed
  throw new Refusal(
    `The field "groupmappings" of the Group Profile ${JSON.stringify(groupId)} holds ${JSON.stringify(stored).slice(0, 80)}; expected a JSON object by instance. Nothing was changed; correct or empty the field, then run it again.`,
  )
}

/** What is kept of one application; what does not fit counts as not there, for a full comparison finds it again. */
export function mappingOf(mappings: JsonObject, app: string): Mapping {
  const kept = Object.hasOwn(mappings, app) ? mappings[app] : undefined
  if (!isObject(kept)) return NO_MAPPING
  const waiting = listIn(kept.waiting).filter(isObject)
  return {
    id: textOf(kept.id),
    displayName: textOf(kept.displayName),
    lastSynced: textOf(kept.lastSynced),
    seen: listIn(kept.seen).map(textOf).filter(Boolean),
    waiting: waiting.map(({ id, login }) => ({ id: textOf(id), login: textOf(login) })),
    run: runIn(kept.run),
  }
}

function runIn(kept: Json | undefined): Run {
  if (!isObject(kept)) return NO_RUN
  const { incident, added, removed, why } = kept
  const count = (value: Json | undefined) => (typeof value === 'number' ? value : 0)
  return { incident: textOf(incident), added: count(added), removed: count(removed), why: textOf(why) }
}

/** The same, with what has been done now. In the playground nothing belongs together. */
export function runOf(before: Run, incident: string, done: Omit<Run, 'incident'>): Run {
  if (incident === PLAYGROUND) return { ...NO_RUN, added: done.added, removed: done.removed, why: done.why }
  const { added, removed, why } = before.incident === incident ? before : NO_RUN
  return { incident, added: added + done.added, removed: removed + done.removed, why: why || done.why }
}

const PLAYGROUND = '0'

/** From when on the log tells all that has changed; or why it does not, and everything is to be compared. */
export function beginning({ id, lastSynced }: Mapping, now: Date): { since: Date } | { reason: string } {
  if (id === '') return { reason: 'it was never synced' }
  if (lastSynced === '') return { reason: 'the last sync did not come to its end' }
  const last = Date.parse(lastSynced)
  if (Number.isNaN(last)) return { reason: `lastSynced is ${JSON.stringify(lastSynced)}, which is no time` }
  if (last > now.getTime() + OVERLAP_MS)
    return { reason: `lastSynced is ${lastSynced}, which is still to come` }
  const since = last - OVERLAP_MS
  if (since < now.getTime() - LOG_KEPT_MS) return { reason: `Okta's log does not go back to ${lastSynced}` }
  return { since: new Date(since) }
}

/** Of the events that were read, the uuids that the next reading finds again, the newest ones. */
export function seenOf(events: readonly (readonly [string, string])[], lastSynced: Date): string[] {
  const from = lastSynced.getTime() - OVERLAP_MS
  const again = events.filter(([uuid, published]) => uuid !== '' && !(Date.parse(published) < from))
  return again.slice(-MOST_SEEN).map(([uuid]) => uuid)
}

const listIn = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
