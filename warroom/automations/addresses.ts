import { BlockList, isIP } from 'node:net'
import type { Json } from '../../kit/wire.ts'
import { isEmpty, listOf, textOf } from './arguments.ts'
import { argument, type BuiltInAutomation, computed } from './automation.ts'
import { AutomationError } from './error.ts'

const FILTER = ['filter']

const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

function blockListOf(ranges: readonly Json[]): BlockList {
  const list = new BlockList()
  for (const range of ranges.map(textOf)) {
    const [address = '', bits] = range.split('/')
    const family = isIP(address)
    const prefix = Number(bits ?? (family === 6 ? 128 : 32))
    if (family === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > (family === 6 ? 128 : 32))
      throw new AutomationError(`"${range}" is no range such as 10.0.0.0/8.`)
    list.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

/** Whether one of the addresses lies in one of the ranges; what is no address lies nowhere. */
function inRanges(addresses: Json | undefined, ranges: readonly Json[]): boolean {
  const list = blockListOf(ranges)
  return listOf(addresses)
    .map(textOf)
    .some(address => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'))
}

const left = argument('left', 'The value to test.', { required: true, isArray: true })
const ranges = argument('right', 'Ranges such as 10.0.0.0/8.', { required: true, isArray: true })

export const ADDRESS_AUTOMATIONS: readonly BuiltInAutomation[] = [
  computed({
    name: 'IsInCidrRanges',
    description: 'Whether an address lies in one of the ranges.',
    tags: FILTER,
    args: [left, ranges],
    compute: args => inRanges(args.left, listOf(args.right)),
  }),
  computed({
    name: 'IsNotInCidrRanges',
    description: 'Whether an address lies in none of the ranges.',
    tags: FILTER,
    args: [left, ranges],
    compute: args => !inRanges(args.left, listOf(args.right)),
  }),
  computed({
    name: 'IsRFC1918Address',
    description: 'Whether an address is a private one.',
    tags: FILTER,
    args: [left],
    compute: args => inRanges(args.left, PRIVATE_RANGES),
  }),
  computed({
    name: 'IsIPInRanges',
    description: 'yes when an address lies in one of the ranges; without ranges, in a private one.',
    tags: ['condition'],
    args: [
      argument('ip', 'The address.', { required: true, default: true }),
      argument('ipRanges', 'Ranges such as 10.0.0.0/8.', { isArray: true }),
    ],
    compute({ ip, ipRanges }) {
      return inRanges(ip, isEmpty(ipRanges) ? PRIVATE_RANGES : listOf(ipRanges)) ? 'yes' : 'no'
    },
  }),
]
