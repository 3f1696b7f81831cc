import type { JsonObject } from '../../../kit/wire.ts'
import type { Address } from './addresses.ts'
import type { Call, Client } from './client.ts'
import { segment } from './filter.ts'
import { type Thing, thing, thingAt } from './thing.ts'

export interface Zone extends Thing {
  name: string
  /** IP, DYNAMIC or DYNAMIC_V2; only IP zones have addresses. */
  type: string
  status: string
  system: boolean
  gateways: Address[] | null
  proxies: Address[] | null
}

/** The most that a page of zones holds; Okta names no maximum, and its other lists end here. */
export const ZONES = { path: '/api/v1/zones', pageSize: 200 }

/** One function per endpoint, named as Okta names it. All throw as `Client.get` does. */
export function zonesOf(client: Client) {
  return {
    get: (id: string): Promise<Zone | undefined> => thingAt(client, pathOf(id), zone),
    named: async (name: string): Promise<Zone[]> => {
      const found: Zone[] = []
      for await (const { values } of client.pages(`${ZONES.path}?limit=${ZONES.pageSize}`))
        found.push(...values.map(value => zone(value, `GET ${ZONES.path}`)))
      return found.filter(one => one.name === name)
    },
  }
}

/** An IP zone. https://developer.okta.com/docs/api/openapi/okta-management/management/tag/NetworkZone/ */
export const createZone = (body: JsonObject): Call => ({ method: 'POST', path: ZONES.path, body })

/** Okta replaces the whole zone: what the body does not hold is lost. */
export const replaceZone = (id: string, body: JsonObject): Call => ({ method: 'PUT', path: pathOf(id), body })

export const deactivateZone = (id: string): Call => ({
  method: 'POST',
  path: `${pathOf(id)}/lifecycle/deactivate`,
})

export const deleteZone = (id: string): Call => ({ method: 'DELETE', path: pathOf(id) })

/** Throws OktaError when the answer is no zone. */
export const zone = (value: unknown, request: string): Zone => thing(value, request) as Zone

const pathOf = (id: string) => `${ZONES.path}/${segment(id)}`
