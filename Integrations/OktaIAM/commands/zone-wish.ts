import { list } from '../../../kit/command.ts'
import { addressesOf } from '../okta/addresses.ts'
import type { ZoneWish } from '../okta/zone-edit.ts'

const KINDS = 'Addresses (192.0.2.1), networks (192.0.2.0/24) and ranges (192.0.2.1-192.0.2.9).'
/** Both spellings of the older commands are taken everywhere (quirk V21); the first one of a pair wins. */
export const addressArguments = {
  gatewayIPs: list({ description: `The gateways. ${KINDS}` }),
  proxyIPs: list({ description: `The proxies. ${KINDS}` }),
  gateway_ips: list({ description: 'The same as gatewayIPs.' }),
  proxies: list({ description: 'The same as proxyIPs.' }),
}

type Given = { [name in 'name' | 'zoneName']?: string | undefined } & {
  [name in keyof typeof addressArguments]?: string[] | undefined
}

/** What the arguments ask for. Throws InputError for what is no address. */
export function wishOf(given: Given): ZoneWish {
  const name = given.name ?? given.zoneName
  const gateways = given.gatewayIPs ?? given.gateway_ips
  const proxies = given.proxyIPs ?? given.proxies
  return {
    ...(name !== undefined && { name }),
    ...(gateways && { gateways: addressesOf(given.gatewayIPs ? 'gatewayIPs' : 'gateway_ips', gateways) }),
    ...(proxies && { proxies: addressesOf(given.proxyIPs ? 'proxyIPs' : 'proxies', proxies) }),
  }
}
