import { Refusal } from '../../kit/errors.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { parsedField, textOf } from '../texts.ts'
import type { Direction, Wish } from './events.ts'

/** What the Group Profile keeps of the group in one application. */
export interface Mapping {
  readonly id: string
  /** The name of the group in the application, as the settings had it. */
  readonly displayName: string
  /** Its name in Okta: events of an import have that of their time. */
  readonly oktaName: string
  /** When all was last in line; empty when it never was. */
  readonly lastSynced: string
  /** From when on the log is read the next time, by Okta's clock. */
  readonly since: string
  /** Events from then on that are done already. */
  readonly seen: readonly string[]
  /** Who could not be added, for want of an account or a User Profile, or removed, for it is not known by which account. */
  readonly waiting: readonly Wish[]
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
  ...{ id: '', displayName: '', oktaName: '', lastSynced: '', since: '', seen: [], waiting: [] },
  run: NO_RUN,
}

/** So long before the last sync the log is read again: an event may come into it late (ilm §3, 3.3). */
export const OVERLAP_MS = 2 * 60 * 1000
/** So far our clock may be ahead of Okta's. */
export const AHEAD_MS = 60 * 60 * 1000
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
    oktaName: textOf(kept.oktaName),
    lastSynced: textOf(kept.lastSynced),
    since: textOf(kept.since),
    seen: listIn(kept.seen).map(textOf).filter(Boolean),
    waiting: waiting.map(wishIn),
    run: runIn(kept.run),
  }
}

function wishIn({ id, login, what }: JsonObject): Wish {
  const direction: Direction = textOf(what) === 'remove' ? 'remove' : 'add'
  return { person: { id: textOf(id), login: textOf(login) }, direction }
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

/**
 * From when on the log tells all that has changed; or why it does not, and everything is to be compared. `displayName` is the
 * name that the settings have now.
 */
export function beginning(
  { id, displayName: before, lastSynced, since }: Mapping,
  displayName: string,
  now: Date,
): { since: Date } | { reason: string } {
  if (id === '') return { reason: 'it was never synced' }
  if (lastSynced === '') return { reason: 'the last sync did not come to its end' }
  if (before !== '' && before !== displayName)
    return { reason: `the settings called it ${JSON.stringify(before)} before` }
  const last = Date.parse(lastSynced)
  if (Number.isNaN(last)) return { reason: `lastSynced is ${JSON.stringify(lastSynced)}, which is no time` }
  if (last > now.getTime() + OVERLAP_MS)
    return { reason: `lastSynced is ${lastSynced}, which is still to come` }
  const kept = now.getTime() - LOG_KEPT_MS
  if (last - OVERLAP_MS < kept) return { reason: `Okta's log does not go back to ${lastSynced}` }
  const from = Math.min(last - OVERLAP_MS, Date.parse(since) || last)
  // A log in which nothing has happened for so long has lost nothing.
  return { since: new Date(Math.max(from, kept)) }
}

type Events = readonly (readonly [uuid: string, published: string])[]

/**
 * Where the next reading of the log begins, by what this one, from `from` on, has read: before the newest event, for our clock may be ahead of
 * Okta's; and the uuids that it finds again. Of very many the newest are kept, and it begins with them.
 */
export function nextReading(
  events: Events,
  from: Date,
  now: Date,
): { readonly since: string; readonly seen: string[] } {
  const times = events.map(([, published]) => Date.parse(published)).filter(time => !Number.isNaN(time))
  const newest = times.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY)
  const since = Math.max(from.getTime(), Math.min(newest, now.getTime()) - OVERLAP_MS)
  const again = events
    .filter(([uuid, published]) => uuid !== '' && !(Date.parse(published) < since))
    .slice(-MOST_SEEN)
  const first = again.length === MOST_SEEN ? Date.parse(again[0]?.[1] ?? '') || since : since
  return { since: new Date(Math.max(since, first)).toISOString(), seen: again.map(([uuid]) => uuid) }
}

const listIn = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
