import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Incident } from './change.ts'

/** HC §2.3, status. */
export const ACTIVE = 1
export const DONE = 2

/** HC §2.3, severity: the names by which people call the numbers. */
const SEVERITIES: ReadonlyMap<string, number> = new Map([
  ['unknown', 0],
  ['informational', 0.5],
  ['info', 0.5],
  ['low', 1],
  ['medium', 2],
  ['high', 3],
  ['critical', 4],
])

/** The severity that a name or a number means; undefined when it means none. */
export function severityOf(given: Json): number | undefined {
  const text = String(given).trim().toLowerCase()
  const number = text === '' ? Number.NaN : Number(text)
  return SEVERITIES.get(text) ?? ([...SEVERITIES.values()].includes(number) ? number : undefined)
}

/** A new incident, active since `created`; `members` are what is known of it. */
export function newIncident(id: number, name: string, created: string, members: JsonObject): Incident {
  return {
    id: String(id),
    investigationId: String(id),
    name,
    rawName: name,
    type: '',
    status: ACTIVE,
    severity: 0,
    owner: '',
    created,
    occurred: created,
    modified: created,
    activated: created,
    details: '',
    phase: '',
    labels: [],
    closeReason: '',
    closeNotes: '',
    linkedIncidents: [],
    linkedCount: 0,
    droppedCount: 0,
    version: 1,
    CustomFields: {},
    ...members,
    rawType: members.type ?? '',
  }
}

/** An incident with some of its members changed, at a time. */
export function changedIncident(incident: Incident, members: JsonObject, modified: string): Incident {
  return { ...incident, ...members, modified, version: Number(incident.version ?? 0) + 1 }
}
