import type { JsonObject } from '../json.ts'
import type { Org } from '../org.ts'

export interface Address {
  type: 'CIDR' | 'RANGE'
  value: string
}

/** A network zone as the org keeps it; the members that only some types have lie in `settings`. */
export interface Zone {
  readonly id: string
  readonly type: 'IP' | 'DYNAMIC' | 'DYNAMIC_V2'
  readonly name: string
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly usage: 'POLICY' | 'BLOCKLIST'
  readonly created: string
  readonly lastUpdated: string
  readonly system: boolean
  /** IP zones only; null until somebody sets them (okta-api §15). */
  readonly gateways: readonly Address[] | null
  readonly proxies: readonly Address[] | null
  readonly settings: JsonObject
}

/** Okta replaces it only when the body says `useAsExemptList`. */
export const exemptZoneName = 'DefaultExemptIpZone'

const defaults = [
  ['LegacyIpZone', 'IP', 'POLICY'],
  ['BlockedIpZone', 'IP', 'BLOCKLIST'],
  ['DefaultEnhancedDynamicZone', 'DYNAMIC_V2', 'BLOCKLIST'],
  [exemptZoneName, 'IP', 'POLICY'],
] as const

/** Gives an org the zones that every org has (okta-api §15). */
export function addDefaultZones(org: Org): void {
  for (const [name, type, usage] of defaults) {
    const id = org.ids.next('nzo')
    const dates = { created: org.founded, lastUpdated: org.founded }
    const settings = type === 'IP' ? {} : { asns: null, locations: null, ipServiceCategories: null }
    const nobody = { gateways: null, proxies: null }
    org.zones.set(id, {
      id,
      type,
      name,
      status: 'ACTIVE',
      usage,
      ...dates,
      system: true,
      ...nobody,
      settings,
    })
  }
}
