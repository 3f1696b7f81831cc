import type { Json, JsonObject } from '../../../kit/wire.ts'
import { type Address, distinct, without } from './addresses.ts'
import type { Zone } from './zones.ts'

/** What a zone is to become; what is absent stays. */
export interface ZoneWish {
  readonly name?: string
  readonly gateways?: Address[]
  readonly proxies?: Address[]
}

export interface ZoneEdit {
  /** Member to its value before and after; only what changes. */
  readonly changes: Record<string, readonly [before: Json, after: Json]>
  /** Addresses that the zone loses. */
  readonly removed: string[]
  /** The whole zone as it is to be sent. */
  readonly body: JsonObject
}

// Okta sets these itself.
const READ_ONLY = new Set(['id', 'created', 'lastUpdated', 'system', '_links'])
/** The one zone that Okta replaces only when the body says so (NetworkZone: useAsExemptList). */
const EXEMPT = 'DefaultExemptIpZone'

/** The change of a zone: OVERRIDE puts the addresses in the place of the present ones, APPEND adds those not there. */
export function zoneEdit(zone: Zone, wish: ZoneWish, how: 'APPEND' | 'OVERRIDE'): ZoneEdit {
  const changes: Record<string, readonly [Json, Json]> = {}
  const removed: string[] = []
  if (wish.name !== undefined && wish.name !== zone.name) changes.name = [zone.name, wish.name]
  for (const member of ['gateways', 'proxies'] as const) {
    const wanted = wish[member]
    if (!wanted) continue
    // Null until somebody sets them.
    const present = zone[member] ?? []
    const after = how === 'APPEND' ? distinct([...present, ...wanted]) : wanted
    const gone = without(present, after)
    if (!gone.length && !without(after, present).length) continue
    changes[member] = [present, after]
    removed.push(...gone.map(({ value }) => value))
  }
  return { changes, removed, body: bodyOf(zone, changes) }
}

function bodyOf(zone: Zone, changes: ZoneEdit['changes']): JsonObject {
  const kept = Object.entries(zone).filter(([member]) => !READ_ONLY.has(member))
  const changed = Object.entries(changes).map(([member, [, after]]) => [member, after] as const)
  return {
    ...Object.fromEntries([...kept, ...changed]),
    ...(zone.system && zone.name === EXEMPT && { useAsExemptList: true }),
  }
}
