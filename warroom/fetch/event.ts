import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../automations/arguments.ts'
import type { Parts } from '../engine/parts.ts'
import type { Instance } from '../instances/instance.ts'
import type { Incident } from '../investigation/change.ts'
import { newIncident } from '../investigation/incident.ts'
import { type FieldReader, openIncidentFields } from '../investigation/incident-fields.ts'
import { jsonIn } from '../json.ts'
import type { MappedInstance } from '../mapping/index.ts'
import { startOfType } from '../playbook/of-type.ts'
import { Refusal } from '../refusal.ts'

/** Members of a fetched event that are fields of its incident (HC §9); the others mean something of their own. */
const NO_FIELDS = new Set(['name', 'type', 'labels', 'rawJSON', 'CustomFields', 'attachment'])

/** What makes incidents of an instance's events. */
export interface EventReader {
  /** The incident of an event under an id. A Refusal or MappingError when it cannot be read, classified or mapped. */
  incident(event: Json, id: number): Incident
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** The vendor's event: what rawJSON holds. Without one the incident itself is what classifier and mapper see. */
function rawOf(event: JsonObject): JsonObject {
  const { rawJSON } = event
  if (rawJSON === undefined || rawJSON === null || rawJSON === '') return event
  const raw = typeof rawJSON === 'string' ? jsonIn(rawJSON) : rawJSON
  if (isObject(raw)) return raw
  throw new Refusal('its rawJSON is no JSON object')
}

/** The mapping's settings: the instance's own, else the integration's (HC §9); a type of the event's own is a default. */
function mappedInstance({ name, integration, ...own }: Instance, type: string): MappedInstance {
  const { params } = own
  const ofInstance = own.incidentType ?? textOf(params.incidentType)
  return {
    name,
    brand: integration.brand,
    incidentType: type || ofInstance,
    classifier: own.classifier ?? integration.defaultClassifier ?? null,
    mapperIn: own.mapperIn ?? integration.defaultMapperIn ?? null,
  }
}

/** Fields with a value: what is empty is not set, so that an empty date is no fault of the event. */
function filled(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''))
}

function membersOf(event: JsonObject, mapped: JsonObject, read: FieldReader): JsonObject {
  const own = Object.fromEntries(Object.entries(event).filter(([name]) => !NO_FIELDS.has(name)))
  const custom = isObject(event.CustomFields) ? event.CustomFields : {}
  const fields = read(filled({ ...own, ...custom, ...mapped }))
  return { ...fields.members, CustomFields: { ...fields.custom } }
}

/** Opens what makes incidents of an instance's fetched events (mapping.md §4, steps 2, 3 and 5). */
export function openEvents(parts: Parts, instance: Instance): EventReader {
  const read = openIncidentFields(parts.content)
  const { brand } = instance.integration
  return {
    incident(event, id) {
      if (!isObject(event)) throw new Refusal('it is no object')
      const raw = rawOf(event)
      const mapped = parts.mapping.mapEvent(raw, mappedInstance(instance, textOf(event.type)))
      const members = membersOf(event, mapped.fields, read)
      const name = textOf(members.name) || textOf(event.name)
      if (name === '') throw new Refusal('it has no name')
      const type = mapped.type ?? ''
      const own = Array.isArray(event.labels) ? event.labels : []
      return newIncident(id, name, parts.clock.now(), {
        sourceBrand: brand,
        sourceInstance: instance.name,
        ...startOfType(parts, type),
        ...members,
        name,
        type,
        rawJSON: typeof event.rawJSON === 'string' ? event.rawJSON : JSON.stringify(raw),
        labels: [...own, ...mapped.labels.map(label => ({ ...label }))],
      })
    },
  }
}
