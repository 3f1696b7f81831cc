import { invalid } from '../errors.ts'
import type { JsonObject } from '../json.ts'
import type { Org } from '../org.ts'
import { sentAddresses } from './addresses.ts'
import type { Zone } from './zone.ts'

const longestName = 128
const mostAddresses = 150
const mostBlocked = 1000
const mostOfSystem = 5000
/** What only dynamic zones have, by type. */
const settingsOf = {
  IP: [],
  DYNAMIC: ['asns', 'locations', 'proxyType'],
  DYNAMIC_V2: ['asns', 'locations', 'ipServiceCategories'],
} as const

type Sent = Pick<Zone, 'type' | 'name' | 'usage' | 'status' | 'gateways' | 'proxies' | 'settings'>

/**
 * A zone as a body says it, whole: what is absent is lost (okta-api §15). `present` is the one to be replaced, whose
 * type stays. E0000001 for what is wrong.
 */
export function sentZone(body: JsonObject, org: Org, present?: Zone): Sent {
  const { name, usage = 'POLICY', status = present?.status ?? 'ACTIVE' } = body
  const type = sentType(body, present)
  if (typeof name !== 'string' || name.trim() === '')
    throw invalid('name', 'name: The field cannot be left blank')
  if (name.length > longestName) throw invalid('name', `name: String is too long (maximum: ${longestName})`)
  requireFreeName(org, name, present)
  if (usage !== 'POLICY' && usage !== 'BLOCKLIST')
    throw invalid('usage', `usage: must be POLICY or BLOCKLIST, not ${JSON.stringify(usage)}`)
  if (status !== 'ACTIVE' && status !== 'INACTIVE')
    throw invalid('status', `status: must be ACTIVE or INACTIVE, not ${JSON.stringify(status)}`)
  const blocked = usage === 'BLOCKLIST' ? mostBlocked : mostAddresses
  const [gateways, proxies] = present?.system ? [mostOfSystem, mostOfSystem] : [blocked, mostAddresses]
  const isIp = type === 'IP'
  return {
    type,
    name,
    usage,
    status,
    gateways: isIp ? sentAddresses(body.gateways, 'gateways', gateways) : null,
    proxies: isIp ? sentAddresses(body.proxies, 'proxies', proxies) : null,
    settings: Object.fromEntries(settingsOf[type].map(member => [member, body[member] ?? null])),
  }
}

function sentType({ type }: JsonObject, present: Zone | undefined): Zone['type'] {
  if (type !== 'IP' && type !== 'DYNAMIC' && type !== 'DYNAMIC_V2')
    throw invalid('type', `type: must be IP, DYNAMIC or DYNAMIC_V2, not ${JSON.stringify(type ?? null)}`)
  if (present && present.type !== type)
    throw invalid('type', `type: The type of a zone cannot be changed from ${present.type} to ${type}`)
  return type
}

function requireFreeName(org: Org, name: string, self: Zone | undefined): void {
  for (const zone of org.zones.values())
    if (zone.name === name && zone.id !== self?.id)
      throw invalid('name', 'name: An object with this field already exists in the current organization')
}
