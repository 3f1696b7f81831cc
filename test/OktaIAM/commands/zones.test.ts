import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Done, Json, JsonObject } from '../../../kit/wire.ts'
import { contextOf } from '../../wire/bundle.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())
beforeEach(async () => {
  await org.faults()
  await org.forget()
})

type Zone = JsonObject & { id: string; name: string }
const DEFAULTS = ['LegacyIpZone', 'BlockedIpZone', 'DefaultEnhancedDynamicZone', 'DefaultExemptIpZone']
const readable = ({ entries }: Done) => String(entries[0]?.HumanReadable ?? entries[0]?.Contents)
const typeOf = ({ entries }: Done) => entries[0]?.Type
/** The zone as the org has it. */
const zoneNamed = async (name: string) =>
  ((await (await org.call('GET', '/api/v1/zones')).json()) as Zone[]).find(zone => zone.name === name)
const values = (list: Json | undefined) => (list as { value: string }[] | null)?.map(({ value }) => value)
const sent = async () => (await org.requests()).filter(request => !request.startsWith('GET'))
let zones = 0
/** An IP zone of its own for every test. */
async function aZone(facts: JsonObject = {}): Promise<Zone> {
  zones += 1
  const gateways = [{ type: 'CIDR', value: '192.0.2.1/32' }]
  const body = { type: 'IP', name: `Zone ${zones}`, gateways, ...facts }
  const zone = (await (await org.call('POST', '/api/v1/zones', body)).json()) as Zone
  await org.forget()
  return zone
}

describe('okta-list-zones', () => {
  it("gives Okta's own zones with table, raw objects, context and tag", async () => {
    const done = await org.command('okta-list-zones')
    const rows = contextOf(done, 'Okta.Zone') as unknown as Zone[]
    expect(rows.map(({ name }) => name)).toEqual(DEFAULTS)
    expect(rows[0]).toMatchObject({ type: 'IP', system: true, status: 'ACTIVE', gateways: null })
    expect(done.entries[0]?.Contents).toEqual(rows)
    expect(Object.keys(done.entries[0]?.EntryContext ?? {})[0]).toBe('Okta.Zone(val.id && val.id === obj.id)')
    expect(readable(done)).toMatch(/^### Okta Zones\n\|name\|id\|status\|system\|lastUpdated\|created\|\n/)
    expect(contextOf(done, 'Okta.ZonePage')).toEqual({ tag: null })
  })

  it('goes over the pages, and limit is a total', async () => {
    for (let left = 8; left; left -= 1) await aZone()
    const all = await org.command('okta-list-zones')
    expect(contextOf(all, 'Okta.Zone')).toHaveLength(12)
    expect(await org.requests()).toHaveLength(2)
    expect(readable(all)).toContain('| Zone 1 |')
    expect(readable(all)).toContain('| 192.0.2.1/32 |')
    const some = await org.command('okta-list-zones', { limit: '9' })
    expect(contextOf(some, 'Okta.Zone')).toHaveLength(9)
    const { tag } = contextOf(some, 'Okta.ZonePage')
    expect(contextOf(await org.command('okta-list-zones', { after: tag as Json }), 'Okta.Zone')).toHaveLength(
      3,
    )
  })

  it('says when there is none', async () => {
    const match = { method: 'GET', path: '/api/v1/zones' }
    await org.faults({ match, times: 1, answer: { kind: 'status', status: 200, body: [] } })
    expect(readable(await org.command('okta-list-zones'))).toBe('No zones found.')
  })
})

describe('okta-get-zone', () => {
  it('reads one by id or exact name', async () => {
    const zone = await aZone()
    for (const zoneID of [zone.id, zone.name]) {
      const done = await org.command('okta-get-zone', { zoneID })
      expect(contextOf(done, 'Okta.Zone')).toMatchObject({ id: zone.id, gateways: zone.gateways as Json })
      expect(done.entries[0]?.Contents).toMatchObject({ id: zone.id })
      expect(readable(done)).toMatch(/^### Okta Zones\n/)
    }
  })

  it.each(['okta-get-zone', 'okta-delete-zone', 'okta-update-zone'])(
    '%s of none is an error',
    async command => {
      for (const zoneID of ['nzo00000000000000000', 'Zone', 'DefaultExempt']) {
        const done = await org.command(command, { zoneID, zoneName: 'x' })
        expect(typeOf(done)).toBe(4)
        expect(readable(done)).toBe(
          `No zone has the id or exactly the name ${JSON.stringify(zoneID)}; okta-list-zones gives both.`,
        )
        expect(done.entries[0]?.Contents).toEqual({ message: readable(done), status: 404, zone: zoneID })
      }
      expect(await sent()).toEqual([])
    },
  )
})

describe('okta-create-zone', () => {
  it.each<[JsonObject, JsonObject]>([
    [
      { name: 'Office', gateway_ips: '192.0.2.1,198.51.100.0/24', proxies: '203.0.113.1-203.0.113.9' },
      {
        gateways: [
          { type: 'CIDR', value: '192.0.2.1/32' },
          { type: 'CIDR', value: '198.51.100.0/24' },
        ],
        proxies: [{ type: 'RANGE', value: '203.0.113.1-203.0.113.9' }],
      },
    ],
    [
      { zoneName: 'Branch', gatewayIPs: ['2001:db8::1'] },
      { gateways: [{ type: 'CIDR', value: '2001:db8::1/128' }], proxies: null },
    ],
    [
      { name: 'Proxies', proxyIPs: '192.0.2.7' },
      { gateways: null, proxies: [{ type: 'CIDR', value: '192.0.2.7/32' }] },
    ],
  ])('%j', async (args, expected) => {
    const done = await org.command('okta-create-zone', args)
    const name = String(args.name ?? args.zoneName)
    expect(await zoneNamed(name)).toMatchObject({ type: 'IP', status: 'ACTIVE', ...expected })
    expect(contextOf(done, 'Okta.Zone')).toMatchObject({ name, ...expected })
    expect(readable(done)).toMatch(/^### Okta Zones\n\|name\|id\|/)
    await org.forget()
    const again = await org.command('okta-create-zone', args)
    expect(readable(again)).toMatch(new RegExp(`^The zone ${name} already exists with these addresses\\.\n`))
    expect(contextOf(again, 'Okta.Zone')).toMatchObject({ name })
    expect(await sent()).toEqual([])
  })

  it.each<[JsonObject, RegExp]>([
    [{ gateway_ips: '192.0.2.1' }, /^The argument "name" is missing; expected the name of the zone\.$/],
    [{ name: 'Nowhere' }, /^You must supply either 'gateway_ips' or 'proxies'\.$/],
    [{ name: 'Nowhere', gateway_ips: '192.0.2' }, /^The argument "gateway_ips" holds "192\.0\.2"; expected/],
    [{ name: 'Nowhere', proxyIPs: '192.0.2.9-192.0.2.1' }, /^The argument "proxyIPs" holds "192\.0\.2\.9-/],
    [
      { name: 'LegacyIpZone', gateway_ips: '192.0.2.1' },
      /^A zone with the name "LegacyIpZone" exists \(nzo\w+\), but with other gateways; change/,
    ],
  ])('%j is refused', async (args, told) => {
    const done = await org.command('okta-create-zone', args)
    expect(typeOf(done)).toBe(4)
    expect(readable(done)).toMatch(told)
    expect(await sent()).toEqual([])
  })
})

describe('okta-create-zone, where a zone of that name is there', () => {
  const proxies = [{ type: 'CIDR', value: '203.0.113.0/24' }]
  it.each<[string, JsonObject, RegExp]>([
    ['has proxies too', { proxies }, /, but with other proxies; change/],
    ['is INACTIVE', { status: 'INACTIVE' }, /, but with the status INACTIVE; change/],
    [
      'is dynamic',
      { type: 'DYNAMIC', gateways: null, asns: ['64496'] },
      /, but with the type DYNAMIC and other gateways; change/,
    ],
  ])('one that %s is another', async (_, facts, told) => {
    const { name } = await aZone(facts)
    const done = await org.command('okta-create-zone', { name, gatewayIPs: '192.0.2.1' })
    expect([typeOf(done), readable(done)]).toEqual([4, expect.stringMatching(told)])
    expect(await sent()).toEqual([])
  })

  it('another spelling of its addresses is no difference', async () => {
    const gateways = [{ type: 'CIDR', value: '2001:db8::1/128' }]
    const { name } = await aZone({ gateways, proxies })
    const args = { name, gatewayIPs: '2001:DB8:0::0001', proxyIPs: '203.0.113.9/24' }
    const done = await org.command('okta-create-zone', args)
    expect([typeOf(done), readable(done)]).toEqual([1, expect.stringMatching(/already exists with these/)])
  })
})

describe('two spellings of one argument', () => {
  const [one, other] = ['192.0.2.1', '192.0.2.2']
  it.each<[string, JsonObject, string]>([
    ['okta-update-zone', { gatewayIPs: one, gateway_ips: other }, '"gatewayIPs" and "gateway_ips"'],
    ['okta-update-zone', { proxyIPs: one, proxies: other }, '"proxyIPs" and "proxies"'],
    ['okta-update-zone', { name: 'A', zoneName: 'B' }, '"name" and "zoneName"'],
    ['okta-create-zone', { name: 'A', zoneName: 'B', gatewayIPs: one }, '"name" and "zoneName"'],
  ])('%s %j: refused', async (command, args, which) => {
    const done = await org.command(command, {
      ...args,
      ...(command === 'okta-update-zone' && { zoneID: 'LegacyIpZone' }),
    })
    expect(readable(done)).toBe(`The arguments ${which} mean the same and differ; give one of both.`)
    expect([typeOf(done), await sent()]).toEqual([4, []])
  })

  it('that agree are one', async () => {
    const { id } = await aZone()
    const args = { gatewayIPs: '192.0.2.1', gateway_ips: '192.0.2.1/32' }
    expect(readable(await org.command('okta-update-zone', { zoneID: id, ...args }))).toMatch(/is already so/)
  })
})

describe('okta-update-zone', () => {
  it.each<[string, JsonObject, string[], string | undefined]>([
    ['OVERRIDE by default', { gatewayIPs: '192.0.2.2' }, ['192.0.2.2/32'], '192.0.2.1/32'],
    [
      'APPEND',
      { gateway_ips: '192.0.2.2', updateType: 'APPEND' },
      ['192.0.2.1/32', '192.0.2.2/32'],
      undefined,
    ],
    ['OVERRIDE by an empty list', { gatewayIPs: '[]' }, [], '192.0.2.1/32'],
  ])('%s', async (_, args, expected, lost) => {
    const zone = await aZone({ usage: 'BLOCKLIST', proxies: [{ type: 'CIDR', value: '203.0.113.0/24' }] })
    const done = await org.command('okta-update-zone', { zoneID: zone.id, ...args })
    const after = await zoneNamed(zone.name)
    expect(values(after?.gateways)).toEqual(expected)
    expect(after).toMatchObject({ usage: 'BLOCKLIST', proxies: zone.proxies as Json, status: 'ACTIVE' })
    expect(contextOf(done, 'Okta.Zone')).toEqual(after)
    expect(await sent()).toEqual([`PUT /api/v1/zones/${zone.id}`])
    if (lost) expect(readable(done)).toMatch(new RegExp(`^OVERRIDE took off ${lost}\\.\n### Okta Zones`))
    else expect(readable(done)).toMatch(/^### Okta Zones/)
  })

  it.each(['zoneName', 'name'])('renames by %s, also a dynamic zone', async argument => {
    const dynamic = await aZone({
      type: 'DYNAMIC',
      gateways: null,
      asns: ['64496'],
      locations: null,
      proxyType: null,
    })
    for (const zone of [dynamic, await aZone()]) {
      await org.command('okta-update-zone', { zoneID: zone.name, [argument]: `${zone.name} renamed` })
      expect(await zoneNamed(`${zone.name} renamed`)).toMatchObject({ id: zone.id, type: zone.type as Json })
    }
    expect((await zoneNamed(`${dynamic.name} renamed`))?.asns).toEqual(['64496'])
  })

  it('shows gateways and proxies', async () => {
    const zone = await aZone({ proxies: [{ type: 'CIDR', value: '203.0.113.0/24' }] })
    const shown = readable(await org.command('okta-get-zone', { zoneID: zone.id }))
    expect(shown).toMatch(/^### Okta Zones\n\|name\|id\|gateways\|proxies\|status\|/)
    expect(shown).toContain('| 192.0.2.1/32 | 203.0.113.0/24 |')
  })

  it('replaces the exempt zone', async () => {
    const args = { zoneID: 'DefaultExemptIpZone', proxyIPs: '192.0.2.1', updateType: 'APPEND' }
    expect(typeOf(await org.command('okta-update-zone', args))).toBe(1)
    expect(values((await zoneNamed('DefaultExemptIpZone'))?.proxies)).toEqual(['192.0.2.1/32'])
  })

  it.each<[JsonObject, RegExp]>([
    [{}, /^Nothing to update: neither a name nor addresses are given\.\n### Okta Zones/],
    [{ gatewayIPs: '192.0.2.1' }, /^The zone Zone \d+ is already so\.\n### Okta Zones/],
    [{ gatewayIPs: '192.0.2.1', updateType: 'APPEND' }, /is already so\./],
  ])('%j sends nothing', async (args, told) => {
    const zone = await aZone()
    const done = await org.command('okta-update-zone', { zoneID: zone.id, ...args })
    expect(typeOf(done)).toBe(1)
    expect(readable(done)).toMatch(told)
    expect(await sent()).toEqual([])
  })

  it.each<[JsonObject, RegExp]>([
    [{ zoneID: '' }, /^The argument "zoneID" is missing/],
    [{ gatewayIPs: 'here' }, /^The argument "gatewayIPs" holds "here"/],
    [
      { gatewayIPs: '192.0.2.1', updateType: 'REPLACE' },
      /^The argument "updateType" is "REPLACE"; expected one of APPEND, OVERRIDE\.$/,
    ],
    [
      { zoneID: 'DefaultEnhancedDynamicZone', gatewayIPs: '192.0.2.1' },
      /is of the type DYNAMIC_V2 and has no addresses/,
    ],
    [
      { zoneID: 'LegacyIpZone', zoneName: 'Mine' },
      /^The zone LegacyIpZone is one of Okta's own and cannot be renamed\.$/,
    ],
    // Nothing is to be changed, but of a zone that is not there.
    [{ zoneID: 'No such zone' }, /^No zone has the id or exactly the name "No such zone"/],
    // Okta's own words.
    [{ zoneName: 'LegacyIpZone' }, /An object with this field already exists.*E0000001/s],
  ])('%j is refused and changes nothing', async (args, told) => {
    const zone = await aZone()
    const done = await org.command('okta-update-zone', { zoneID: zone.id, ...args })
    expect(typeOf(done)).toBe(4)
    expect(readable(done)).toMatch(told)
    expect(await zoneNamed(zone.name)).toEqual(zone)
  })
})

describe('okta-delete-zone', () => {
  it.each([
    ['ACTIVE', ['POST', 'DELETE']],
    ['INACTIVE', ['DELETE']],
  ])('%s', async (status, methods) => {
    const zone = await aZone({ status })
    const done = await org.command('okta-delete-zone', { zoneID: zone.name })
    expect(readable(done)).toBe(`The zone ${zone.name} was deleted.`)
    expect(done.entries[0]?.Contents).toMatchObject({ id: zone.id, status })
    expect(await zoneNamed(zone.name)).toBeUndefined()
    expect((await sent()).map(request => request.split(' ')[0])).toEqual(methods)
  })

  it("Okta's own zones stay", async () => {
    const done = await org.command('okta-delete-zone', { zoneID: 'LegacyIpZone' })
    expect([typeOf(done), readable(done)]).toEqual([
      4,
      "The zone LegacyIpZone is one of Okta's own and cannot be deleted.",
    ])
    expect(await sent()).toEqual([])
  })

  it('what stops half-way says how far it got', async () => {
    const zone = await aZone()
    const body = { errorCode: 'E0000006', errorSummary: 'Used by a policy.', errorCauses: [] }
    await org.faults({
      match: { method: 'DELETE', path: '/api/v1/zones/' },
      times: 1,
      answer: { kind: 'status', status: 403, body },
    })
    const done = await org.command('okta-delete-zone', { zoneID: zone.id })
    expect(typeOf(done)).toBe(4)
    expect(readable(done)).toMatch(
      /^Done: deactivated the zone\. Not done: deleted the zone\. Used by a policy\./,
    )
    expect(await zoneNamed(zone.name)).toMatchObject({ status: 'INACTIVE' })
  })
})

describe('dry-run shows the calls that are then made, and makes none', () => {
  it.each<[string, string, JsonObject, JsonObject]>([
    ['okta-create-zone', 'change', { name: 'Planned', gatewayIPs: '192.0.2.1' }, { from: null }],
    [
      'okta-update-zone',
      'destroy',
      { zoneID: 'Planned', gatewayIPs: '192.0.2.2' },
      {
        changes: {
          gateways: [[{ type: 'CIDR', value: '192.0.2.1/32' }], [{ type: 'CIDR', value: '192.0.2.2/32' }]],
        },
      },
    ],
    ['okta-delete-zone', 'destroy', { zoneID: 'Planned' }, { from: 'ACTIVE', to: 'deleted' }],
  ])('%s', async (command, effect, args, facts) => {
    const before = await zoneNamed('Planned')
    await org.forget()
    const done = await org.command(command, { ...args, 'dry-run': 'true' })
    const plan = contextOf(done, 'Okta.Plan')
    expect(plan).toMatchObject({ command, effect, target: 'Planned', ...facts })
    expect(await sent()).toEqual([])
    expect(await zoneNamed('Planned')).toEqual(before)
    await org.command(command, args)
    const calls = plan.calls as { method: string; path: string }[]
    expect(await sent()).toEqual(calls.map(({ method, path }) => `${method} ${path}`))
    if (command === 'okta-update-zone') expect(plan.reason).toMatch(/^OVERRIDE takes off 192\.0\.2\.1\/32/)
  })
})
