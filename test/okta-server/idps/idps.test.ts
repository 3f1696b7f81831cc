import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { link, pages } from '../client.ts'
import { type SmallOrg, smallOrg } from '../things.ts'

let small: SmallOrg
beforeAll(async () => {
  small = await smallOrg()
})
afterAll(() => small.close())

const names = async (query: string) =>
  (await small.org.get(`/api/v1/idps${query}`)).list.map(({ name }) => name)

describe('the identity providers', () => {
  test.each<[string, string[]]>([
    ['', ['Partners', 'Pals']],
    ['?q=pa', ['Partners', 'Pals']],
    ['?q=PAR', ['Partners']],
    ['?q=als', []],
    ['?type=SAML2', ['Pals']],
    ['?type=OIDC&q=pal', []],
  ])('%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected)
  })

  it('are told one by one, with the secret that a client has to mask', async () => {
    const { list } = await small.org.get('/api/v1/idps')
    const { status, body } = await small.org.get(`/api/v1/idps/${list[0]?.id}`)
    expect(status).toBe(200)
    expect(body).toEqual(list[0])
    expect(body).toMatchObject({
      name: 'Partners',
      type: 'OIDC',
      status: 'ACTIVE',
      protocol: { credentials: { client: { client_secret: 'x' } } },
      policy: { provisioning: { action: 'AUTO' }, maxClockSkew: 0 },
    })
    expect(body.id).toMatch(/^0oa\w{17}$/)
    expect(Object.keys(body._links ?? {})).toEqual(['authorize', 'clientRedirectUri'])
    expect(Object.keys(list[1]?._links ?? {})).toEqual(['metadata', 'acs'])
  })

  it('have pages, of 20 when nothing is said', async () => {
    expect((await pages(small.org, '/api/v1/idps?limit=1')).map(page => page.length)).toEqual([1, 1])
    expect(link(await small.org.get('/api/v1/idps'), 'self')).toContain('limit=20')
  })

  it('refuse an unknown type and an unknown id', async () => {
    const type = await small.org.get('/api/v1/idps?type=TELEPATHY')
    const one = await small.org.get('/api/v1/idps/0oanone')
    expect([type.status, type.body.errorCode, one.status]).toEqual([400, 'E0000001', 404])
    expect(one.body.errorSummary).toBe('Not found: Resource not found: 0oanone (IdpTrust)')
  })
})
