import { isIP } from 'node:net'
import { invalid } from '../errors.ts'
import { isObject, type Json } from '../json.ts'
import type { Address } from './zone.ts'

/** Whether a text is a CIDR such as `192.0.2.0/24`; bits behind the prefix are tolerated, as live (okta-api §15). */
export function isCidr(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return more.length === 0 && bits !== undefined && /^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= most
}

/** Whether a text is a range such as `192.0.2.1-192.0.2.9`, its first address not behind its last. */
export function isRange(text: string): boolean {
  const [first = '', last = '', ...more] = text.split('-')
  if (more.length > 0 || isIP(first) === 0 || isIP(first) !== isIP(last)) return false
  return numberOf(first) <= numberOf(last)
}

/** The addresses of a zone, null when there are none; E0000001 with Okta's words for what is no address. */
export function sentAddresses(value: Json | undefined, name: string, most: number): Address[] | null {
  if (value === undefined || value === null) return null
  if (!Array.isArray(value)) throw invalid(name, `${name}: must be a list`)
  if (value.length > most) throw invalid(name, `${name}: at most ${most} are allowed, not ${value.length}`)
  return value.map(item => sentAddress(item, name))
}

function sentAddress(item: Json, name: string): Address {
  const { type, value } = isObject(item) ? item : {}
  if (type !== 'CIDR' && type !== 'RANGE')
    throw invalid(name, `${name}: type must be CIDR or RANGE, not ${JSON.stringify(type ?? null)}`)
  const fits = type === 'CIDR' ? isCidr : isRange
  if (typeof value === 'string' && fits(value)) return { type, value }
  const shown = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  throw invalid(name, `${name}: The IP: ${shown} is invalid. Expected a ${type} such as ${examples[type]}`)
}

const examples = { CIDR: '192.0.2.0/24', RANGE: '192.0.2.1-192.0.2.9' }

function numberOf(address: string): bigint {
  if (isIP(address) === 4) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
  return parts(address).reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n)
}

/** The eight parts of an IPv6 address, with `::` filled and an embedded IPv4 address as two of them. */
function parts(address: string): string[] {
  const plain = address.replace(/%.*$/, '').replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    const [high, low] = [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)]
    return `${high.toString(16)}:${low.toString(16)}`
  })
  const [head = '', tail] = plain.split('::')
  const front = head.split(':').filter(Boolean)
  const back = (tail ?? '').split(':').filter(Boolean)
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => '0'), ...back]
}
