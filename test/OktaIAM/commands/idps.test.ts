import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Done, Json, JsonObject } from '../../../kit/wire.ts'
import { contextOf } from '../../wire/bundle.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())
beforeEach(() => org.forget())

const readable = ({ entries }: Done) => String(entries[0]?.HumanReadable ?? entries[0]?.Contents)
const names = (done: Done) =>
  (contextOf(done, 'Okta.IdentityProvider') as unknown as JsonObject[]).map(({ name }) => name)
const list = (args: JsonObject = {}) => org.command('okta-list-identity-providers', args)

describe('okta-list-identity-providers', () => {
  it('gives table, raw objects, context and tag, and no secret anywhere', async () => {
    const done = await list()
    expect(names(done)).toEqual(['Northwind Partners', 'Google Workspace'])
    expect(done.entries[0]?.Contents).toMatchObject([
      { type: 'SAML2', policy: { maxClockSkew: 0 }, protocol: { type: 'SAML2' } },
      {
        type: 'GOOGLE',
        protocol: {
          credentials: { client: { client_id: 'northwind-workspace', client_secret: '********' } },
        },
      },
    ])
    expect(contextOf(done, 'Okta.IdentityProviderPage')).toEqual({ tag: null })
    expect(readable(done)).toMatch(
      /^### Okta Identity Providers\n\|id\|name\|type\|status\|created\|lastUpdated\|\n/,
    )
    expect(JSON.stringify(done)).not.toContain('northwind-not-a-real-secret')
    expect(await org.requests()).toEqual(['GET /api/v1/idps?limit=200'])
  })

  it.each<[JsonObject, string[]]>([
    [{ query: 'goo' }, ['Google Workspace']],
    [{ type: 'SAML2' }, ['Northwind Partners']],
    [{ query: 'nor', type: 'SAML2' }, ['Northwind Partners']],
    [{ limit: '1' }, ['Northwind Partners']],
  ])('%j', async (args, expected) => expect(names(await list(args))).toEqual(expected))

  it('goes on with after', async () => {
    const { tag } = contextOf(await list({ limit: '1' }), 'Okta.IdentityProviderPage')
    expect(names(await list({ after: tag as Json }))).toEqual(['Google Workspace'])
  })

  it('says when there is none', async () => {
    const done = await list({ query: 'nothing' })
    expect([done.entries[0]?.Type, readable(done), done.entries[0]?.Contents]).toEqual([
      1,
      'No identity providers found.',
      [],
    ])
  })

  it('a kind that Okta does not know is told in its words', async () => {
    const done = await list({ type: 'MYSPACE' })
    expect(done.entries[0]?.Type).toBe(4)
    expect(readable(done)).toContain('E0000001')
    expect(done.entries[0]?.Contents).toMatchObject({ status: 400, errorCode: 'E0000001' })
  })
})
