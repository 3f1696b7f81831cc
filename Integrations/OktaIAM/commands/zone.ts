import { type Output, type Readable, type Result, type Table, text } from '../../../kit/command.ts'
import { type Zone, zonesOf } from '../okta/zones.ts'
import type { Session } from '../session.ts'
import { NotFound } from './named.ts'

export const ZONE_PATH = 'Okta.Zone(val.id && val.id === obj.id)'

export const zoneArgument = text({ required: true, description: 'Id of the zone, or its exact name.' })

export const ZONE_OUTPUTS: readonly Output[] = [
  { path: 'Okta.Zone.created', type: 'Date', description: 'When the zone was created.' },
  { path: 'Okta.Zone.gateways.type', type: 'String', description: 'CIDR or RANGE.' },
  { path: 'Okta.Zone.gateways.value', type: 'String', description: 'Network or range of a gateway.' },
  { path: 'Okta.Zone.id', type: 'String', description: 'Id of the zone.' },
  { path: 'Okta.Zone.lastUpdated', type: 'Date', description: 'When the zone was last changed.' },
  { path: 'Okta.Zone.name', type: 'String', description: 'Name of the zone.' },
  { path: 'Okta.Zone.proxies.type', type: 'String', description: 'CIDR or RANGE.' },
  { path: 'Okta.Zone.proxies.value', type: 'Unknown', description: 'Network or range of a proxy.' },
  { path: 'Okta.Zone.status', type: 'String', description: 'ACTIVE or INACTIVE.' },
  { path: 'Okta.Zone.system', type: 'Boolean', description: "Whether it is one of Okta's own zones." },
  { path: 'Okta.Zone.type', type: 'String', description: 'IP, DYNAMIC or DYNAMIC_V2.' },
]

export function zoneTable(zones: readonly Zone[]): Table {
  return {
    title: 'Okta Zones',
    rows: zones.map(zone => ({
      ...zone,
      gateways: shown(zone.gateways),
      proxies: shown(zone.proxies),
    })),
    columns: ['name', 'id', 'gateways', 'proxies', 'status', 'system', 'lastUpdated', 'created'],
  }
}

const shown = (addresses: Zone['gateways']) => (addresses ?? []).map(({ value }) => value).join(', ')

/** One zone as table (under what there is to tell), raw object and context. */
export function zoneResult(zone: Zone, told?: string): Result {
  const table = zoneTable([zone])
  const readable: Readable = told === undefined ? table : [told, table]
  return { readable, contents: zone, context: { [ZONE_PATH]: zone } }
}

/** The zone by id or exact name. Throws NotFound when there is none. */
export async function namedZone({ client }: Session, idOrName: string): Promise<Zone> {
  const zones = zonesOf(client)
  const found = ID.test(idOrName) ? await zones.get(idOrName) : undefined
  const [zone] = found ? [found] : await zones.named(idOrName)
  if (zone) return zone
  throw new NotFound(
    `No zone has the id or exactly the name ${JSON.stringify(idOrName)}; okta-list-zones gives both.`,
    { status: 404, zone: idOrName },
  )
}

// Observed ids have 20 characters; what only looks like one may still be a name.
const ID = /^nzo\w+$/
