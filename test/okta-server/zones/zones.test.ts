import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { link, pages } from '../client.ts'
import { type SmallOrg, smallOrg } from '../things.ts'

let small: SmallOrg
beforeEach(async () => {
  small = await smallOrg()
})
afterEach(() => small.close())

const cidr = (value: string) => ({ type: 'CIDR', value })
const office = { type: 'IP', name: 'Office', gateways: [cidr('192.0.2.0/24')], proxies: null }
const create = async (more: object = {}) => {
  const reply = await small.org.post('/api/v1/zones', { ...office, ...more })
  return { ...reply, path: `/api/v1/zones/${reply.body.id}` }
}
const named = async (name: string) =>
  `/api/v1/zones/${(await small.org.get('/api/v1/zones')).list.find(zone => String(zone.name) === name)?.id}`
const names = async (query: string) =>
  (await small.org.get(`/api/v1/zones${query}`)).list.map(({ name }) => name)
const defaults = ['LegacyIpZone', 'BlockedIpZone', 'DefaultEnhancedDynamicZone', 'DefaultExemptIpZone']

describe('the list of zones', () => {
  it('begins with the four of every org, without addresses', async () => {
    const reply = await small.org.get('/api/v1/zones')
    expect(reply.list.map(({ name }) => name)).toEqual(defaults)
    expect(reply.list.map(({ gateways }) => gateways)).toEqual([null, null, undefined, null])
    expect(reply.list.every(({ system }) => (system as unknown) === true)).toBe(true)
    expect(link(reply, 'self')).toBeUndefined()
  })

  it('has pages when a limit is given', async () => {
    expect((await pages(small.org, '/api/v1/zones?limit=3')).map(page => page.length)).toEqual([3, 1])
  })

  test.each<[string, string[]]>([
    ['usage eq "BLOCKLIST"', ['BlockedIpZone', 'DefaultEnhancedDynamicZone']],
    ['system eq false', []],
    ['usage eq "POLICY" and system eq true', ['LegacyIpZone', 'DefaultExemptIpZone']],
  ])('by %s', async (filter, expected) => {
    expect(await names(`?filter=${encodeURIComponent(filter)}`)).toEqual(expected)
  })

  it('by several ids, and by nothing else', async () => {
    const [a, b] = (await small.org.get('/api/v1/zones')).list.map(({ id }) => id)
    expect(await names(`?filter=${encodeURIComponent(`id eq "${a}" or id eq "${b}"`)}`)).toEqual(
      defaults.slice(0, 2),
    )
    const { status, body } = await small.org.get(`/api/v1/zones?filter=${encodeURIComponent('name eq "x"')}`)
    expect([status, body.errorCode]).toEqual([400, 'E0000031'])
  })
})

describe('creating a zone', () => {
  it('answers 200', async () => {
    const { status, body, path } = await create()
    expect(status).toBe(200)
    expect(body).toMatchObject({ ...office, status: 'ACTIVE', usage: 'POLICY', system: false })
    expect(body.id).toMatch(/^nzo\w{17}$/)
    expect(body._links).toMatchObject({
      deactivate: { href: `${small.okta.url}${path}/lifecycle/deactivate` },
    })
    expect((await small.org.get(path)).body).toEqual(body)
  })

  it('takes dynamic ones', async () => {
    const { body } = await create({ type: 'DYNAMIC', asns: ['23457'], proxyType: 'Tor', gateways: undefined })
    expect(body).toMatchObject({ type: 'DYNAMIC', asns: ['23457'], proxyType: 'Tor', locations: null })
    expect(body).not.toHaveProperty('gateways')
  })

  test.each<[string, object, string]>([
    ['no name', { name: '' }, 'name'],
    ['a long name', { name: 'x'.repeat(129) }, 'name'],
    ['a taken name', { name: 'LegacyIpZone' }, 'name'],
    ['no type', { type: null }, 'type'],
    ['an unknown type', { type: 'PLACE' }, 'type'],
    ['an unknown usage', { usage: 'FUN' }, 'usage'],
    ['an unknown status', { status: 'TIRED' }, 'status'],
    ['no address', { gateways: [cidr('1.2.3')] }, 'gateways'],
    ['no proxy', { proxies: [cidr('1.2.3')] }, 'proxies'],
    ['151 gateways', { gateways: Array.from({ length: 151 }, () => cidr('1.2.3.4/32')) }, 'gateways'],
    ['1001 blocked ones', { usage: 'BLOCKLIST', gateways: Array(1001).fill(cidr('1.2.3.4/32')) }, 'gateways'],
  ])('refuses %s', async (_, more, subject) => {
    const { status, body } = await create(more)
    expect([status, body.errorSummary]).toEqual([400, `Api validation failed: ${subject}`])
    expect(await names('')).toEqual(defaults)
  })

  it('allows 1000 gateways in a BLOCKLIST zone', async () => {
    const gateways = Array(1000).fill(cidr('1.2.3.4/32'))
    expect((await create({ usage: 'BLOCKLIST', gateways })).status).toBe(200)
  })
})

describe('replacing a zone', () => {
  it('loses what is not sent', async () => {
    const { path } = await create({ usage: 'BLOCKLIST', proxies: [cidr('198.51.100.0/24')] })
    const { status, body } = await small.org.put(path, { type: 'IP', name: 'Office' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ gateways: null, proxies: null, usage: 'POLICY', status: 'ACTIVE' })
  })

  it('adds an address when all that there is is sent as well', async () => {
    const { body, path } = await create()
    const gateways = [...(body.gateways as unknown as object[]), cidr('203.0.113.7/32')]
    expect((await small.org.put(path, { ...body, gateways })).body.gateways).toEqual(gateways)
  })

  it('keeps the type', async () => {
    const { path } = await create()
    expect((await small.org.put(path, { type: 'DYNAMIC', name: 'Office' })).body.errorSummary).toMatch(
      /type$/,
    )
  })

  it('of the exempt zone needs useAsExemptList', async () => {
    const path = await named('DefaultExemptIpZone')
    const body = { type: 'IP', name: 'DefaultExemptIpZone', gateways: [cidr('192.0.2.0/24')] }
    expect((await small.org.put(path, body)).body.errorSummary).toMatch(/useAsExemptList$/)
    expect((await small.org.put(path, { ...body, useAsExemptList: true })).status).toBe(200)
  })

  it('of a system zone takes up to 5000 gateways', async () => {
    const path = await named('BlockedIpZone')
    const put = (size: number) =>
      small.org.put(path, {
        type: 'IP',
        name: 'BlockedIpZone',
        usage: 'BLOCKLIST',
        gateways: Array(size).fill(cidr('1.2.3.4/32')),
      })
    expect([(await put(5000)).status, (await put(5001)).status]).toEqual([200, 400])
    expect((await small.org.get(path)).body.system).toBe(true)
  })
})

describe('the life of a zone', () => {
  it('ends after it was deactivated', async () => {
    const { path } = await create()
    expect((await small.org.delete(path)).body.errorCode).toBe('E0000001')
    const { status, body } = await small.org.post(`${path}/lifecycle/deactivate`)
    expect([status, body.status, Object.keys(body._links ?? {})]).toEqual([
      200,
      'INACTIVE',
      ['self', 'activate'],
    ])
    expect((await small.org.put(path, office)).body.status).toBe('INACTIVE')
    expect((await small.org.post(`${path}/lifecycle/activate`)).body.status).toBe('ACTIVE')
    await small.org.post(`${path}/lifecycle/deactivate`)
    expect((await small.org.delete(path)).status).toBe(204)
    expect((await small.org.get(path)).body.errorSummary).toMatch(/\(NetworkZone\)$/)
  })

  it('of a system zone does not end', async () => {
    const { status, body } = await small.org.delete(await named('BlockedIpZone'))
    expect([status, body.errorCode]).toEqual([403, 'E0000006'])
  })
})
