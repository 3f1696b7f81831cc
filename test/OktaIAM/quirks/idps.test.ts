import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

/** Lists the identity providers; gives everything that a caller sees. */
type List = (args: JsonObject) => Promise<Json>

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())

const ours: List = async args => {
  const { entries } = await org.command('okta-list-identity-providers', args)
  if (entries[0]?.Type === 4) throw new Error(String(entries[0].HumanReadable))
  return entries as unknown as Json
}

/** The behaviour of the Splunk connector: an enforced list of kinds, and Okta's answer as it is. */
const naive: List = async ({ type }) => {
  const kinds = ['SAML2', 'FACEBOOK', 'GOOGLE', 'LINKEDIN', 'MICROSOFT']
  if (type !== undefined && !kinds.includes(String(type)))
    throw new Error(`Please provide valid input from ${JSON.stringify(kinds)} in 'type' action parameter`)
  return (await org.call('GET', '/api/v1/idps')).json() as Promise<Json>
}

const QUIRKS: Record<string, (list: List) => Promise<void>> = {
  'S7 the client secret of a provider is masked': async list => {
    const seen = JSON.stringify(await list({}))
    expect(seen).toContain('northwind-workspace')
    expect(seen).not.toContain('northwind-not-a-real-secret')
  },
  'S10 a kind that Okta added later is asked for': async list => {
    await list({ type: 'OIDC' })
    await org.forget()
    await list({ type: 'X509' })
    expect(await org.requests()).toEqual(['GET /api/v1/idps?type=X509&limit=200'])
  },
}

describe.each(Object.entries(QUIRKS))('%s', (_, holds) => {
  it('fails against the old behaviour', async () => {
    await expect(holds(naive)).rejects.toThrow()
  })
  it('holds for ours', () => holds(ours))
})
