import { describe, expect, it } from 'vitest'
import { type Address, addressesOf, distinct, without } from '../../../Integrations/OktaIAM/okta/addresses.ts'
import { zoneEdit } from '../../../Integrations/OktaIAM/okta/zone-edit.ts'
import type { Zone } from '../../../Integrations/OktaIAM/okta/zones.ts'

const cidr = (value: string): Address => ({ type: 'CIDR', value })

describe('addresses', () => {
  it.each<[string, Address]>([
    ['192.0.2.1', cidr('192.0.2.1/32')],
    ['192.0.2.0/24', cidr('192.0.2.0/24')],
    // Host bits are tolerated live.
    ['192.0.2.7/24', cidr('192.0.2.7/24')],
    ['0.0.0.0/0', cidr('0.0.0.0/0')],
    ['2001:DB8::1', cidr('2001:db8::1/128')],
    ['2001:db8::/48', cidr('2001:db8::/48')],
    ['::ffff:192.0.2.1', cidr('::ffff:192.0.2.1/128')],
    ['192.0.2.1-192.0.2.9', { type: 'RANGE', value: '192.0.2.1-192.0.2.9' }],
    ['192.0.2.1 - 192.0.2.9', { type: 'RANGE', value: '192.0.2.1-192.0.2.9' }],
    ['192.0.2.1-192.0.2.1', { type: 'RANGE', value: '192.0.2.1-192.0.2.1' }],
    ['2001:db8::1-2001:db8::ff', { type: 'RANGE', value: '2001:db8::1-2001:db8::ff' }],
  ])('%s', (text, address) => expect(addressesOf('gatewayIPs', [text])).toEqual([address]))

  it.each([
    '',
    'office',
    '192.0.2.256',
    '192.0.2.0/33',
    '192.0.2.0/024',
    '192.0.2.0/',
    '192.0.2.0/24/8',
    '2001:db8::/129',
    'fe80::1%eth0',
    '192.0.2.9-192.0.2.1',
    '192.0.2.1-',
    '192.0.2.1-2001:db8::1',
    '192.0.2.1-192.0.2.3-192.0.2.9',
    '2001:db8::ff-2001:db8::1',
  ])('%j is refused with its argument', text =>
    expect(() => addressesOf('proxyIPs', ['192.0.2.1', text])).toThrow(
      `The argument "proxyIPs" holds ${JSON.stringify(text)}; expected an address`,
    ),
  )

  it('what stands twice counts once, in the order given', () =>
    expect(addressesOf('proxies', ['192.0.2.2', '192.0.2.1', '192.0.2.2/32'])).toEqual([
      cidr('192.0.2.2/32'),
      cidr('192.0.2.1/32'),
    ]))

  it('a range is not a network of the same text, and case does not matter', () => {
    const upper = cidr('2001:DB8::1/128')
    expect(distinct([upper, cidr('2001:db8::1/128')])).toHaveLength(1)
    expect(without([upper], [cidr('2001:db8::1/128')])).toEqual([])
    expect(without([upper], [{ type: 'RANGE', value: upper.value }])).toEqual([upper])
  })
})

describe('one address in several spellings', () => {
  const range = (value: string): Address => ({ type: 'RANGE', value })
  it.each<[Address, Address]>([
    [cidr('2001:DB8::0001/128'), cidr('2001:db8::1/128')],
    [cidr('2001:db8:0:0:0:0:0:1/128'), cidr('2001:db8::1/128')],
    [cidr('::/0'), cidr('0:0:0:0:0:0:0:0/0')],
    [cidr('::ffff:192.0.2.1/128'), cidr('::ffff:c000:201/128')],
    [cidr('10.0.0.1/24'), cidr('10.0.0.0/24')],
    [cidr('2001:db8::ff/64'), cidr('2001:db8::/64')],
    [range('2001:db8::01-2001:db8::0a'), range('2001:DB8::1-2001:db8::A')],
    [range('192.0.2.1 - 192.0.2.9'), range('192.0.2.1-192.0.2.9')],
  ])('%j is %j', (one, other) => {
    expect(without([one], [other])).toEqual([])
    expect(distinct([one, other])).toEqual([one])
  })

  it.each<[Address, Address]>([
    [cidr('10.0.0.1/24'), cidr('10.0.0.0/25')],
    [cidr('10.0.1.1/24'), cidr('10.0.0.0/24')],
    [cidr('192.0.2.1/32'), cidr('::192.0.2.1/128')],
    [cidr('0.0.0.0/0'), cidr('::/0')],
    [range('192.0.2.1-192.0.2.9'), range('192.0.2.1-192.0.2.10')],
    // What Okta may answer one day and nobody can read.
    [cidr('2001:db8::1/129'), cidr('2001:db8::2/129')],
    [range('all'), range('none')],
  ])('%j is not %j', (one, other) => expect(without([one], [other])).toEqual([one]))
})

describe('the edit of a zone', () => {
  const [a, b, c] = [cidr('192.0.2.1/32'), cidr('192.0.2.2/32'), cidr('192.0.2.3/32')] as const
  const zone = {
    id: 'nzo1',
    type: 'IP',
    name: 'Office',
    status: 'ACTIVE',
    usage: 'BLOCKLIST',
    created: '2026-01-01T00:00:00.000Z',
    lastUpdated: '2026-01-01T00:00:00.000Z',
    system: false,
    gateways: [a, b],
    proxies: null,
    asns: ['1'],
    _links: {},
  } as unknown as Zone

  it.each<[string, Parameters<typeof zoneEdit>[1], 'APPEND' | 'OVERRIDE', object, string[]]>([
    ['a new name', { name: 'Branch' }, 'OVERRIDE', { name: ['Office', 'Branch'] }, []],
    ['the same name', { name: 'Office' }, 'OVERRIDE', {}, []],
    [
      'OVERRIDE',
      { gateways: [b, c] },
      'OVERRIDE',
      {
        gateways: [
          [a, b],
          [b, c],
        ],
      },
      ['192.0.2.1/32'],
    ],
    ['OVERRIDE by the same in another order', { gateways: [b, a] }, 'OVERRIDE', {}, []],
    [
      'OVERRIDE by nothing',
      { gateways: [] },
      'OVERRIDE',
      { gateways: [[a, b], []] },
      ['192.0.2.1/32', '192.0.2.2/32'],
    ],
    [
      'APPEND',
      { gateways: [b, c] },
      'APPEND',
      {
        gateways: [
          [a, b],
          [a, b, c],
        ],
      },
      [],
    ],
    ['APPEND of what is there', { gateways: [a] }, 'APPEND', {}, []],
    ['APPEND to null', { proxies: [c] }, 'APPEND', { proxies: [[], [c]] }, []],
    ['nothing for null', { proxies: [] }, 'OVERRIDE', {}, []],
  ])('%s', (_, wish, how, changes, removed) => {
    const edit = zoneEdit(zone, wish, how)
    expect(edit.changes).toEqual(changes)
    expect(edit.removed).toEqual(removed)
  })

  it('sends the zone whole, without what Okta sets itself', () =>
    expect(zoneEdit(zone, { name: 'Branch', proxies: [c] }, 'APPEND').body).toEqual({
      type: 'IP',
      name: 'Branch',
      status: 'ACTIVE',
      usage: 'BLOCKLIST',
      gateways: [a, b],
      proxies: [c],
      asns: ['1'],
    }))

  it('says that the exempt zone is meant', () => {
    const exempt = { ...zone, name: 'DefaultExemptIpZone', system: true }
    expect(zoneEdit(exempt, { gateways: [c] }, 'APPEND').body).toMatchObject({ useAsExemptList: true })
    expect(zoneEdit(zone, { gateways: [c] }, 'APPEND').body).not.toHaveProperty('useAsExemptList')
  })
})
