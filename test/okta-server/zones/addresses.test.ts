import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { OktaError } from '../../../okta-server/errors.ts'
import { isCidr, isRange, sentAddresses } from '../../../okta-server/zones/addresses.ts'

describe('a CIDR', () => {
  test.each([
    ['192.0.2.0/24', true],
    ['1.2.3.4/24', true],
    ['1.2.3.4/32', true],
    ['0.0.0.0/0', true],
    ['2001:db8::/32', true],
    ['::1/128', true],
    ['1.2.3.4', false],
    ['1.2.3.4/33', false],
    ['1.2.3.4/024', false],
    ['1.2.3/24', false],
    ['256.2.3.4/24', false],
    ['2001:db8::/129', false],
    ['1.2.3.4/24/24', false],
    ['1.2.3.4/', false],
    ['/24', false],
    ['', false],
  ])('%s: %s', (text, expected) => {
    expect(isCidr(text)).toBe(expected)
  })
})

describe('a range', () => {
  test.each([
    ['1.2.3.4-1.2.3.4', true],
    ['1.2.3.4-1.2.4.0', true],
    ['9.0.0.0-10.0.0.0', true],
    ['2001:db8::1-2001:db8::ffff', true],
    ['2001:db8::9-2001:db8::10', true],
    ['::ffff:192.0.2.1-::ffff:192.0.2.9', true],
    ['10.0.0.0-9.0.0.0', false],
    ['2001:db8::2-2001:db8::1', false],
    ['1.2.3.4-::1', false],
    ['1.2.3.4', false],
    ['1.2.3.4-', false],
    ['1.2.3.4-1.2.3.5-1.2.3.6', false],
    ['a-b', false],
  ])('%s: %s', (text, expected) => {
    expect(isRange(text)).toBe(expected)
  })

  it('is one exactly when its first address is not behind its last', () => {
    const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))
    const number = (parts: number[]) => parts.reduce((sum, part) => sum * 256 + part, 0)
    fc.assert(
      fc.property(address, address, (a, b) => {
        expect(isRange(`${a.join('.')}-${b.join('.')}`)).toBe(number(a) <= number(b))
      }),
    )
  })

  it('compares IPv6 addresses however they are written', () => {
    const group = fc.nat(0xffff)
    const address = fc.array(group, { minLength: 8, maxLength: 8 })
    const long = (parts: number[]) => parts.map(part => part.toString(16)).join(':')
    const short = (parts: number[]) => new URL(`http://[${long(parts)}]`).hostname.slice(1, -1)
    fc.assert(
      fc.property(address, fc.nat(8), (parts, zeros) => {
        const some = parts.map((part, at) => (at < zeros ? 0 : part))
        expect(isRange(`${short(some)}-${long(some)}`)).toBe(true)
        expect(isRange(`${long(some)}-${short(some)}`)).toBe(true)
      }),
    )
  })
})

describe('sent addresses', () => {
  it('are none when null or absent, and taken as they are', () => {
    const list = [
      { type: 'CIDR', value: '1.2.3.4/24' },
      { type: 'RANGE', value: '1.2.3.4-1.2.3.9' },
    ]
    expect([sentAddresses(null, 'gateways', 9), sentAddresses(undefined, 'gateways', 9)]).toEqual([
      null,
      null,
    ])
    expect(sentAddresses(list, 'gateways', 9)).toEqual(list)
  })

  test.each<[unknown, RegExp]>([
    [
      [{ type: 'CIDR', value: 'x' }],
      /^gateways: The IP: x is invalid\. Expected a CIDR such as 192\.0\.2\.0\/24$/,
    ],
    [[{ type: 'RANGE', value: '1.2.3.4' }], /The IP: 1\.2\.3\.4 is invalid\. Expected a RANGE/],
    [[{ type: 'CIDR', value: '1.2.3.4-1.2.3.5' }], /is invalid/],
    [[{ type: 'CIDR', value: 7 }], /The IP: 7 is invalid/],
    [[{ type: 'CIDR' }], /The IP: null is invalid/],
    [[{ type: 'DNS', value: 'x' }], /type must be CIDR or RANGE, not "DNS"/],
    [[7], /type must be CIDR or RANGE, not null/],
    ['1.2.3.4/24', /must be a list/],
    [
      Array.from({ length: 3 }, () => ({ type: 'CIDR', value: '1.2.3.4/24' })),
      /at most 2 are allowed, not 3/,
    ],
  ])('%o are refused', (value, cause) => {
    const causes = () => {
      try {
        return sentAddresses(value as never, 'gateways', 2)
      } catch (error) {
        return error instanceof OktaError ? error.causes : error
      }
    }
    expect(causes()).toEqual([expect.stringMatching(cause)])
  })

  it('are taken or refused with E0000001, whatever they are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        try {
          sentAddresses(value as never, 'gateways', 9)
        } catch (error) {
          expect(error).toMatchObject({ code: 'E0000001' })
        }
      }),
    )
  })
})
