import type { JsonObject } from '../../kit/wire.ts'
import type { Integration } from '../pack/integration.ts'

/** A configured integration: what the platform's settings page holds. */
export interface Instance {
  name: string
  integration: Integration
  enabled: boolean
  params: JsonObject
  classifier?: string | undefined
  mapperIn?: string | undefined
  mapperOut?: string | undefined
  incidentType?: string | undefined
}

/** Instances by name, as code units compare: the order in which they run (HC-52). */
export function byName(a: Instance, b: Instance): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
