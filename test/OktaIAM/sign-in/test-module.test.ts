import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { openTestOrg, type TestOrg } from '../org.ts'
import { appParams, CLIENT, FORMS, keyPair, register } from './app.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())
beforeEach(async () => {
  await org.faults()
  await register(org, 'ES256')
})

const KEY = FORMS['PKCS#8']?.(keyPair('ES256').privateKey) ?? ''

/** What the Test button says. */
async function test(params: JsonObject): Promise<string> {
  const { entries } = await org.command('test-module', {}, params)
  return String(entries[0]?.HumanReadable ?? entries[0]?.Contents)
}
const app = (more: JsonObject = {}) => appParams(org, 'ES256', more)
const strangersKey = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()

describe('a good instance', () => {
  it('with an API token', async () => expect(await test({})).toBe('ok'))
  it('as a service app', async () => expect(await test(app())).toBe('ok'))
  it('as a service app that demands DPoP', async () => {
    await register(org, 'ES256', { dpop: true })
    expect(await test(app())).toBe('ok')
  })
})

describe('what is missing is named, and what is not used is ignored', () => {
  it.each<[string, JsonObject, RegExp]>([
    ['a token', { credentials: null }, /^Missing API token\. Put it into the parameter "API Token"/],
    ['the client', { use_oauth: true, private_key: 'x' }, /parameters are missing: Client ID\. /],
    ['the key', { use_oauth: true, client_id: CLIENT }, /parameters are missing: Private Key\. /],
    ['both', { use_oauth: true }, /parameters are missing: Client ID, Private Key\. /],
    [
      'nothing: a broken key is not looked at with an API token',
      { private_key: 'x', client_id: 'y' },
      /^ok$/,
    ],
  ])('%s', async (_, params, expected) => expect(await test(params)).toMatch(expected))
})

describe('each trouble with its next step', () => {
  it.each<[string, () => JsonObject, RegExp]>([
    [
      'a wrong API token',
      () => ({ credentials: 'wrong-token' }),
      /unknown, expired or revoked: make a new one/,
    ],
    ['nobody listens', () => app({ url: 'http://127.0.0.1:9' }), /nothing listens there; check the URL/],
    [
      'an unknown client',
      () => app({ client_id: '0oaNobody' }),
      /invalid_client.*check Client ID|check Client ID.*invalid_client/s,
    ],
    [
      'the key of somebody else',
      () => app({ private_key: strangersKey() }),
      /not the other half of a public key|Private Key/,
    ],
    ['an unknown key id', () => app({ key_id: 'kid-unknown' }), /set Key ID to the id of a public key/],
    [
      'an RSA algorithm for an EC key',
      () => app({ jwt_algorithm: 'RS256' }),
      /does not fit .* RS256: .*needs an RSA key/,
    ],
    [
      'another curve',
      () => app({ jwt_algorithm: 'ES384' }),
      /does not fit .* ES384: its curve is prime256v1/,
    ],
    ['no key at all', () => app({ private_key: 'hello' }), /"Private Key" cannot be read as a key; expected/],
    ['an algorithm that is none', () => app({ jwt_algorithm: 'HS256' }), /expected one of RS256, RS384/],
    [
      'no scope that is granted',
      () => app({ scopes: 'okta.idps.read' }),
      /consent_required|grant the app at least one/,
    ],
    ['a scope that does not exist', () => app({ scopes: 'okta.nothing.read' }), /take out of Scopes/],
    ['an unknown mapper', () => ({ 'mapper-in': 'Nothing' }), /The mapper "Nothing" \(parameter mapper-in\)/],
    ['an unknown outgoing mapper', () => ({ 'mapper-out': 'Nothing' }), /\(parameter mapper-out\)/],
  ])('%s', async (_, params, expected) => {
    const told = await test(params())
    expect(told).toMatch(expected)
    expect(told).not.toContain(KEY.slice(60, 90))
  })

  it('scopes that were asked for and not granted are named, with both remedies', async () => {
    await register(org, 'ES256', { scopes: ['okta.users.manage'] })
    expect(await test(app())).toBe(
      'The service app was not given okta.groups.read, okta.logs.read; grant it under Okta API Scopes, or take it out of the parameter Scopes.',
    )
    expect(await test(app({ scopes: 'okta.users.read,okta.users.manage' }))).toBe('ok')
  })

  it('only what the scopes allow is asked for', async () => {
    for (const scopes of ['okta.groups.read', 'okta.logs.read', 'okta.logs.read okta.groups.read'])
      expect(await test(app({ scopes }))).toBe('ok')
  })

  it('a missing role of an instance that only reads the log is told', async () => {
    await register(org, 'ES256', { adminRoles: [] })
    expect(await test(app({ scopes: 'okta.logs.read' }))).toMatch(
      /^Reading the System Log failed: .*the service app has no administrator role that permits this: give it one under/,
    )
  })

  it('an access token that Okta does not take is no matter of an API token', async () => {
    await org.faults({ match: { path: '/api/v1/users' }, times: 9, answer: { kind: 'revoked-token' } })
    const told = await test(app())
    expect(told).toMatch(/Okta does not take the access token of the service app, nor a new one/)
    expect(told).not.toMatch(/API token/)
  })

  it('a missing role shows as an empty list, and is told as what it is', async () => {
    await register(org, 'ES256', { adminRoles: [] })
    expect(await test(app())).toMatch(/empty list of users.*most likely no administrator role/)
  })

  it('HTML instead of Okta', async () => {
    await org.faults({
      match: { path: '/api/v1/users' },
      times: 9,
      answer: { kind: 'status', status: 200, html: '<p>hi' },
    })
    expect(await test({})).toMatch(/HTML page.*URL parameter/)
  })
})

describe('with fetching on', () => {
  const fetching = (more: JsonObject): JsonObject => ({ isFetch: true, ...more })
  const own = (filter: string) => fetching({ auto_generate_query_filter: false, fetch_query_filter: filter })
  it.each<[string, JsonObject, RegExp]>([
    ['everything in order', own('eventType eq "user.lifecycle.deactivate"'), /^ok$/],
    ['the automatic filter', fetching({}), /^ok$/],
    ['no filter at all', own(''), /^If you marked the "Query only application events/],
    [
      'a filter without its closing quote (F11)',
      own('eventType eq "x'),
      /The Fetch Query Filter ".*" is not accepted/,
    ],
    [
      'a first fetch that is none',
      fetching({ first_fetch: 'yesterday' }),
      /^First fetch timestamp parameter is not in the correct format/,
    ],
    [
      'a first fetch before 180 days (F13)',
      fetching({ first_fetch: '181 days' }),
      /no events from before 180 days/,
    ],
    [
      'a limit that is no number',
      fetching({ max_fetch: 'many' }),
      /"max_fetch" is "many"; expected a whole number/,
    ],
  ])('%s', async (_, params, expected) => expect(await test(params)).toMatch(expected))

  it('the scope of the log is named when it is missing', async () => {
    expect(await test(app({ isFetch: true, scopes: 'okta.users.read' }))).toMatch(
      /lacks the scope okta\.logs\.read/,
    )
  })
})
