import { list } from '../../../kit/command.ts'
import { addressesOf } from '../okta/addresses.ts'
import type { ZoneWish } from '../okta/zone-edit.ts'
import { eitherOf } from './either.ts'

const KINDS = 'Addresses (192.0.2.1), networks (192.0.2.0/24) and ranges (192.0.2.1-192.0.2.9).'
/** Both spellings of the older commands are taken everywhere (quirk V21). */
export const addressArguments = {
  gatewayIPs: list({ description: `The gateways. ${KINDS}` }),
  proxyIPs: list({ description: `The proxies. ${KINDS}` }),
  gateway_ips: list({ description: 'The same as gatewayIPs.' }),
  proxies: list({ description: 'The same as proxyIPs.' }),
}

type AddressArgument = keyof typeof addressArguments
type Given = { [name in 'name' | 'zoneName']?: string | undefined } & {
  [name in AddressArgument]?: string[] | undefined
}

/** What the arguments ask for. Throws InputError for what is no address, and for two spellings that do not agree. */
export function wishOf(given: Given): ZoneWish {
  const read = (argument: AddressArgument) => {
    const values = given[argument]
    return values && addressesOf(argument, values)
  }
  const addresses = (one: AddressArgument, other: AddressArgument) =>
    eitherOf([one, other], read(one), read(other))
  const name = eitherOf(['name', 'zoneName'], given.name, given.zoneName)
  const gateways = addresses('gatewayIPs', 'gateway_ips')
  const proxies = addresses('proxyIPs', 'proxies')
  return {
    ...(name !== undefined && { name }),
    ...(gateways && { gateways }),
    ...(proxies && { proxies }),
  }
}
