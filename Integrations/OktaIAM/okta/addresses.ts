import { BlockList, isIP } from 'node:net'
import { InputError } from '../../../kit/errors.ts'
import { canonicalNetwork, canonicalRange } from './canonical-address.ts'

/** One entry of a zone's gateways or proxies. */
export type Address = { type: 'CIDR' | 'RANGE'; value: string }

/**
 * Addresses as a person writes them, as Okta wants them: `a-b` is a range, `a/n` a network, a bare one a network of
 * itself alone, /32 or in IPv6 /128 (quirk V5). One that stands twice counts once.
 * Throws InputError naming the argument and the first value that is none.
 */
export function addressesOf(argument: string, values: readonly string[]): Address[] {
  return distinct(values.map(value => addressOf(argument, value.trim().toLowerCase())))
}

function addressOf(argument: string, value: string): Address {
  const bits = { 4: 32, 6: 128 }[isIP(value)]
  if (bits && !value.includes('%')) return { type: 'CIDR', value: `${value}/${bits}` }
  if (isNetwork(value)) return { type: 'CIDR', value }
  const range = value.replace(/\s*-\s*/, '-')
  if (isRange(range)) return { type: 'RANGE', value: range }
  throw new InputError(
    `The argument "${argument}" holds ${JSON.stringify(value)}; expected an address (192.0.2.1), a network (192.0.2.0/24) or a range (192.0.2.1-192.0.2.9), in IPv4 or IPv6.`,
  )
}

function isNetwork(value: string): boolean {
  const [, address = '', bits = ''] = /^([^/%]+)\/(0|[1-9]\d{0,2})$/.exec(value) ?? []
  const most = { 4: 32, 6: 128 }[isIP(address)]
  return most !== undefined && Number(bits) <= most
}

function isRange(value: string): boolean {
  const [, first = '', last = ''] = /^([^-%]+)-([^-%]+)$/.exec(value) ?? []
  if (!isIP(first) || isIP(first) !== isIP(last)) return false
  try {
    // It refuses a range whose end comes before its start.
    new BlockList().addRange(first, last, isIP(first) === 4 ? 'ipv4' : 'ipv6')
    return true
  } catch {
    return false
  }
}

/** The list without repetitions: the first spelling of each stays. */
export function distinct(list: readonly Address[]): Address[] {
  const known = new Set<string>()
  return list.filter(one => known.size < known.add(keyOf(one)).size)
}

/** What of the first list the second one does not have. */
export function without(list: readonly Address[], others: readonly Address[]): Address[] {
  const known = new Set(others.map(keyOf))
  return list.filter(one => !known.has(keyOf(one)))
}

/** What no address can be read from is compared as text: Okta's answers are taken as they are. */
function keyOf({ type, value }: Address): string {
  const canonical = type === 'RANGE' ? canonicalRange(value) : canonicalNetwork(value)
  return `${type} ${canonical ?? value.toLowerCase()}`
}
