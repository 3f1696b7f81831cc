import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Value } from '../values/value.ts'

/** A classifier as its file has it (mapping.md §1.1). */
export interface Classifier {
  id: string
  name?: string
  transformer?: Value | null
  keyTypeMap?: { [key: string]: string } | null
  defaultIncidentType?: string | null
}

/** The mapping of one incident type. */
export interface TypeMapping {
  dontMapEventToLabels?: boolean
  internalMapping?: { [target: string]: Value | null } | null
}

/** A mapper as its file has it (mapping.md §1.2). */
export interface Mapper {
  id: string
  name?: string
  type: string
  mapping?: { [incidentType: string]: TypeMapping | null } | null
  defaultIncidentType?: string | null
}

/** The part of an incident or indicator field's definition that mapping reads. */
export interface Field {
  id?: string
  name: string
  cliName: string
  type?: string
  Aliases?: { name?: string; cliName?: string }[] | null
}

/** The part of an instance's settings that mapping reads: the items are given by name or id. */
export interface MappedInstance {
  name: string
  brand: string
  incidentType?: string | null
  classifier?: string | null
  mapperIn?: string | null
}

export interface Label {
  type: string
  value: string
}

/** What becomes of a fetched event. No `type`: the event is unclassified. */
export interface MappedEvent {
  type?: string
  fields: JsonObject
  labels: Label[]
}

export type Mapped = [target: string, value: Json]
