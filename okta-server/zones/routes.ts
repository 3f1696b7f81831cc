import { optionalBody, requiredBody } from '../body.ts'
import { type App, endpoint, origin, type RequestContext } from '../context.ts'
import { invalid, notFound, OktaError } from '../errors.ts'
import { type Attribute, compile, type Dialect } from '../filter/compile.ts'
import type { EventType } from '../logs/catalogue.ts'
import { recorder } from '../logs/record.ts'
import { zoneTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { pageById } from '../paging.ts'
import { zoneObject } from './representation.ts'
import { sentZone } from './sent.ts'
import { exemptZoneName, type Zone } from './zone.ts'

const equal = new Set(['eq'] as const)
const inFilter = new Map<string, Attribute<Zone>>([
  ['id', { kind: 'string', operators: equal, read: zone => zone.id }],
  ['usage', { kind: 'string', operators: equal, read: zone => zone.usage }],
  ['system', { kind: 'boolean', operators: equal, read: zone => zone.system }],
])
const filterDialect: Dialect<Zone> = { find: path => inFilter.get(path), foldCase: false }

/** Serves `/api/v1/zones` (okta-api §15). */
export function zoneRoutes(app: App, org: Org): void {
  endpoint(app, '/api/v1/zones', { GET: c => list(c, org), POST: c => create(c, org) })
  endpoint(app, '/api/v1/zones/:zone', {
    GET: c => c.json(zoneObject(pathZone(c, org), origin(c))),
    PUT: c => replace(c, org),
    DELETE: c => remove(c, org),
  })
  for (const [call, status] of [['activate', 'ACTIVE'] as const, ['deactivate', 'INACTIVE'] as const])
    endpoint(app, `/api/v1/zones/:zone/lifecycle/${call}`, {
      POST: async c => {
        await optionalBody(c)
        const zone = { ...pathZone(c, org), status, lastUpdated: org.clock.now() }
        return answer(c, org, zone, `zone.${call}`)
      },
    })
}

function pathZone(c: RequestContext, org: Org): Zone {
  const id = c.req.param('zone') ?? ''
  const zone = org.zones.get(id)
  if (!zone) throw notFound(id, 'NetworkZone')
  return zone
}

/** Without `limit` all zones come at once, and there is no Link header (okta-api §5). */
function list(c: RequestContext, org: Org): Response {
  const filter = c.req.query('filter') || undefined
  const fits = filter === undefined ? () => true : compile(filter, filterDialect)
  const found = [...org.zones.values()].filter(fits)
  const zones = c.req.query('limit') ? pageById(c, org, found, { otherwise: 200, maximum: 200 }) : found
  return c.json(zones.map(zone => zoneObject(zone, origin(c))))
}

async function create(c: RequestContext, org: Org): Promise<Response> {
  const sent = sentZone(await requiredBody(c), org)
  const now = org.clock.now()
  const zone = { id: org.ids.next('nzo'), created: now, lastUpdated: now, system: false, ...sent }
  return answer(c, org, zone, 'zone.create')
}

async function replace(c: RequestContext, org: Org): Promise<Response> {
  const body = await requiredBody(c)
  const present = pathZone(c, org)
  if (present.system && present.name === exemptZoneName && body.useAsExemptList !== true)
    throw invalid('useAsExemptList', `useAsExemptList: must be true to replace ${exemptZoneName}`)
  const zone = { ...present, ...sentZone(body, org, present), lastUpdated: org.clock.now() }
  return answer(c, org, zone, 'zone.update')
}

/** Refused for Okta's own zones, and, as on Identity Engine, for ACTIVE ones (codes UNKNOWN, okta-api §19). */
function remove(c: RequestContext, org: Org): Response {
  const zone = pathZone(c, org)
  if (zone.system) throw new OktaError('E0000006')
  if (zone.status === 'ACTIVE')
    throw invalid('zone', 'zone: The network zone must be deactivated before it can be deleted')
  org.zones.delete(zone.id)
  recorder(c, org)('zone.delete', [zoneTarget(zone)])
  return c.body(null, 204)
}

function answer(c: RequestContext, org: Org, zone: Zone, event: EventType): Response {
  org.zones.set(zone.id, zone)
  const { gateways, proxies } = zone
  const debugData = { zoneData: JSON.stringify({ name: zone.name, gateways, proxies }) }
  recorder(c, org)(event, [zoneTarget(zone)], { debugData })
  return c.json(zoneObject(zone, origin(c)))
}
