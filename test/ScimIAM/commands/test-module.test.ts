import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { openApp, openOwn, SERVERS, type TestApp } from '../app.ts'

let app: Awaited<ReturnType<typeof openOwn>>
beforeEach(async () => {
  app = await openOwn()
})
afterEach(() => app.close())

const NOTHING = { api_token: '' }

async function told(params: JsonObject, start: JsonObject = {}): Promise<string> {
  const { entries } = await app.command('test-module', {}, params, start)
  expect(entries).toHaveLength(1)
  const { Contents, HumanReadable } = entries[0] ?? {}
  return String(HumanReadable ?? Contents)
}

const ways = () => {
  const { username, password, clientId, clientSecret } = app.own.credentials
  const credentials = { identifier: username, password }
  const oauth_credentials = { identifier: clientId, password: clientSecret }
  return { basic: { credentials }, oauth: { oauth_credentials, token_url: app.own.tokenUrl } }
}

describe('signing in', () => {
  it('works in each of the three ways', async () => {
    expect(await told({})).toBe('ok')
    expect(await told({ ...NOTHING, ...ways().basic })).toBe('ok')
    expect(await told({ ...NOTHING, ...ways().oauth, scope: 'all of it' })).toBe('ok')
  })

  it.each<[string, () => JsonObject, RegExp]>([
    ['nothing', () => NOTHING, /no way of signing in\. Fill API token, or/],
    ['two ways', () => ways().basic, /several ways of signing in: API token; Username and Password\./],
    [
      'no secret',
      () => ({ ...NOTHING, oauth_credentials: { identifier: 'a', password: '' } }),
      /lacks: Client secret, OAuth 2\.0 token URL\./,
    ],
    [
      'no user name',
      () => ({ ...NOTHING, credentials: { identifier: '', password: 'p' } }),
      /lacks: Username\./,
    ],
    [
      'a token with a blank',
      () => ({ api_token: { identifier: '', password: 'a b' } }),
      /API token holds a blank/,
    ],
    [
      'a wrong token',
      () => ({ api_token: { identifier: '', password: 'wrong-token' } }),
      /sign-in is not accepted.*HTTP 401/,
    ],
    [
      'a wrong secret',
      () => ({
        ...NOTHING,
        ...ways().oauth,
        oauth_credentials: { identifier: 'a', password: 'wrong-secret' },
      }),
      /gave the client a no token: invalid_client .*check Client ID/,
    ],
    [
      'a token URL in clear',
      () => ({ ...NOTHING, ...ways().oauth, token_url: 'http://idp.example/token' }),
      /"token_url" is .*not https/,
    ],
    [
      'a colon in the name',
      () => ({ ...NOTHING, credentials: { identifier: 'a:b', password: 'p' } }),
      /colon/,
    ],
  ])('is told: %s', async (_, params, sentence) => {
    const text = await told(params())
    expect(text).toMatch(sentence)
    expect(text).not.toMatch(/wrong-token|wrong-secret|fault of the integration/)
  })

  it('keeps a token for the next command, as a secret, and takes a new one when it is no longer taken', async () => {
    const params = { ...NOTHING, ...ways().oauth }
    const first = await app.command('test-module', {}, params)
    const kept = first.integrationContext ?? {}
    expect([Object.keys(kept), first.secretKeys]).toEqual([['oauth'], ['oauth']])
    const next = await app.command('test-module', {}, params, { integrationContext: kept })
    expect(next.integrationContext).toBeUndefined()
    const expired = {
      oauth: JSON.stringify({ ...JSON.parse(String(kept.oauth)), accessToken: 'of-yesterday' }),
    }
    const renewed = await app.command('test-module', {}, params, { integrationContext: expired })
    expect(renewed.entries[0]?.Contents).toBe('ok')
    expect(Object.keys(renewed.integrationContext ?? {})).toEqual(['oauth'])
  })
})

describe('what else can be wrong', () => {
  it.each<[string, JsonObject, RegExp]>([
    ['the host', { url: 'http://127.0.0.1:1/scim/v2' }, /^No answer from http:\/\/127\.0\.0\.1:1/],
    ['the scheme', { url: 'http://scim.example/v2' }, /not https/],
    ['no URL', { url: 'scim' }, /which is not a URL/],
    ['a query', { url: 'https://scim.example/v2?a=1' }, /has a query/],
    ['the incoming mapper', { mapper_in: 'Nobody' }, /mapper "Nobody" \(parameter mapper_in\)/],
    ['the outgoing mapper', { mapper_out: 'Nobody' }, /mapper "Nobody" \(parameter mapper_out\)/],
    ['the page size', { page_size: 0 }, /"page_size" is 0; expected a whole number above 0/],
  ])('%s', async (_, params, sentence) => expect(await told(params)).toMatch(sentence))

  it('the path: the address of something else', async () => {
    expect(await told({ url: app.own.url.replace('/scim/v2', '/other') })).toMatch(/HTTP 404/)
  })

  it.each(['Users', 'Groups'])('%s that cannot be read', async kind => {
    app.own.fault({ match: { path: `/${kind}` }, times: 9, answer: { kind: 'status', status: 403 } })
    expect(await told({})).toMatch(new RegExp(`^Reading ${kind.toLowerCase()} failed: .*HTTP 403`))
  })
})

describe.each(SERVERS)('%s', (_, start) => {
  let other: TestApp
  beforeEach(async () => {
    other = await openApp(await start())
  })
  afterEach(() => other.close())

  it('passes, also with a slash or /Users at the end of the URL', async () => {
    for (const end of ['', '/', '/Users'])
      expect(
        (await other.command('test-module', {}, { url: other.server.url + end })).entries[0]?.Contents,
      ).toBe('ok')
  })

  it('has attributes to map, as the mapper names them', async () => {
    const { entries } = await other.command('get-mapping-fields')
    const contents = entries[0]?.Contents as JsonObject
    expect(contents['User Profile']).toMatchObject({
      ...{ userName: expect.any(String), 'name.givenName': expect.any(String) },
      'emails[type eq "work"].value': expect.any(String),
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department': expect.any(String),
    })
  })
})
