import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OktaIAM } from '../../../Integrations/OktaIAM/index.ts'
import type { Output } from '../../../kit/command.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

type Zone = JsonObject & { id: string; name: string; gateways: { value: string }[] | null }
/** Runs a command and gives its text. */
type Run = (command: string, args: JsonObject) => Promise<string>

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())

const ours: Run = async (command, args) => {
  const { entries } = await org.command(command, args)
  const text = String(entries[0]?.HumanReadable ?? entries[0]?.Contents)
  if (entries[0]?.Type === 4) throw new Error(text)
  return text
}

/** The behaviour of Okta v2: /32 for every bare address, no word of what is lost, one spelling per command. */
const naive: Run = async (command, args) => {
  const isNew = command === 'okta-create-zone'
  const list = String(args[isNew ? 'gateway_ips' : 'gatewayIPs'] ?? '')
    .split(',')
    .filter(Boolean)
  if (!list.length) throw new Error('Nothing to do')
  const gateways = list.map(value => ({ type: 'CIDR', value: value.includes('/') ? value : `${value}/32` }))
  const present: JsonObject = isNew
    ? { type: 'IP', name: args.name ?? null }
    : await zoneOf(String(args.zoneID))
  const { _links: _, ...zone } = present
  const path = isNew ? '/api/v1/zones' : `/api/v1/zones/${args.zoneID}`
  const answer = await org.call(isNew ? 'POST' : 'PUT', path, { ...zone, gateways })
  if (!answer.ok) throw new Error(await answer.text())
  return '### Okta Zones'
}

const zoneOf = async (id: string) => (await (await org.call('GET', `/api/v1/zones/${id}`)).json()) as Zone
const named = async (name: string) => {
  const all = (await (await org.call('GET', '/api/v1/zones')).json()) as Zone[]
  return all.find(zone => zone.name === name)
}

const QUIRKS: Record<string, (run: Run, name: string) => Promise<void>> = {
  'V5 a bare IPv6 address is one address, not a network of 2^96': async (run, name) => {
    await run('okta-create-zone', { name, gateway_ips: '2001:db8::1' })
    expect((await named(name))?.gateways).toEqual([{ type: 'CIDR', value: '2001:db8::1/128' }])
  },
  'V5 an address that is none is refused before anything is sent': async (run, name) => {
    await org.forget()
    await expect(run('okta-create-zone', { name, gateway_ips: '192.0.2.1,192.0.2' })).rejects.toThrow(
      /"192\.0\.2"; expected/,
    )
    expect(await org.requests()).toEqual([])
  },
  'V5 what OVERRIDE takes off is told': async (run, name) => {
    await run('okta-create-zone', { name, gateway_ips: '192.0.2.1' })
    const zoneID = (await named(name))?.id ?? ''
    expect(await run('okta-update-zone', { zoneID, gatewayIPs: '192.0.2.2' })).toMatch(
      /^OVERRIDE took off 192\.0\.2\.1\/32\./,
    )
  },
  'V21 both spellings are taken by both commands': async (run, name) => {
    await run('okta-create-zone', { zoneName: name, gatewayIPs: '192.0.2.1' })
    const zoneID = (await named(name))?.id ?? ''
    await run('okta-update-zone', { zoneID, gateway_ips: '192.0.2.2' })
    expect((await named(name))?.gateways).toEqual([{ type: 'CIDR', value: '192.0.2.2/32' }])
  },
}

describe.each(Object.entries(QUIRKS))('%s', (title, holds) => {
  it('fails against the old behaviour', async () => {
    await expect(holds(naive, `old ${title}`)).rejects.toThrow()
  })
  it('holds for ours', () => holds(ours, `ours ${title}`))
})

describe('V19 the zone that a command writes is declared, and system is a Boolean', () => {
  const check = (outputsOf: (command: string) => readonly Output[]) => {
    for (const command of ['okta-list-zones', 'okta-get-zone', 'okta-update-zone', 'okta-create-zone'])
      expect(outputsOf(command)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ path: 'Okta.Zone.id' }),
          expect.objectContaining({ path: 'Okta.Zone.system', type: 'Boolean' }),
        ]),
      )
  }
  it('fails against the old declarations', () =>
    expect(() =>
      check(command =>
        command === 'okta-create-zone'
          ? []
          : ['id', 'system'].map(name => ({ path: `Okta.Zone.${name}`, type: 'Number', description: '' })),
      ),
    ).toThrow())
  it('holds for ours', () =>
    check(command => OktaIAM.commands.find(({ name }) => name === command)?.outputs ?? []))
})
