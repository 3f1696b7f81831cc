import type { JsonObject } from '../json.ts'
import type { Zone } from './zone.ts'

/** The zone as Okta shows it; `gateways` and `proxies` of IP zones are null until they are set (okta-api §15). */
export function zoneObject(zone: Zone, origin: string): JsonObject {
  const self = `${origin}/api/v1/zones/${zone.id}`
  const next = zone.status === 'ACTIVE' ? 'deactivate' : 'activate'
  return {
    type: zone.type,
    id: zone.id,
    name: zone.name,
    status: zone.status,
    usage: zone.usage,
    created: zone.created,
    lastUpdated: zone.lastUpdated,
    system: zone.system,
    ...(zone.type === 'IP' && { gateways: addresses(zone.gateways), proxies: addresses(zone.proxies) }),
    ...zone.settings,
    _links: {
      self: { href: self, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
      [next]: { href: `${self}/lifecycle/${next}`, hints: { allow: ['POST'] } },
    },
  }
}

function addresses(list: Zone['gateways']): JsonObject[] | null {
  return list?.map(({ type, value }) => ({ type, value })) ?? null
}
