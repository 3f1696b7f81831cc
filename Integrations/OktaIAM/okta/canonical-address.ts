import { isIP } from 'node:net'

/**
 * A network (`a/n`) as one text for all its spellings: zeros and `::` of IPv6, and the bits behind the prefix, which mean
 * nothing. Undefined for what is no network.
 */
export function canonicalNetwork(text: string): string | undefined {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d+)$/.exec(text) ?? []
  const width = { 4: 32, 6: 128 }[isIP(address)]
  if (width === undefined || Number(bits) > width) return undefined
  const host = BigInt(width - Number(bits))
  return `${width} ${(numberOf(address) >> host) << host}/${Number(bits)}`
}

/** A range (`a-b`) as one text for all its spellings; undefined for what is none. */
export function canonicalRange(text: string): string | undefined {
  const ends = text.split('-').map(end => end.trim())
  if (ends.length !== 2 || !ends.every(end => isIP(end) && !end.includes('%'))) return undefined
  return ends.map(end => `${isIP(end)} ${numberOf(end)}`).join('-')
}

function numberOf(address: string): bigint {
  if (isIP(address) === 4) return digits(address.split('.').map(Number), 8n)
  // A URL writes IPv6 in one way only, without an IPv4 part (https://url.spec.whatwg.org/#concept-ipv6-serializer).
  const [head = [], tail = []] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::').map(groups)
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0)
  return digits([...head, ...zeros, ...tail], 16n)
}

const groups = (text: string) => (text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16)))

const digits = (parts: readonly number[], bits: bigint) =>
  parts.reduce((number, part) => (number << bits) + BigInt(part), 0n)
