import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { contextOf } from '../../wire/bundle.ts'
import { openTestOrg, type TestOrg } from '../org.ts'
import { appParams, CLIENT, FORMS, keyPair, register, tokenRequests } from './app.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())
beforeEach(async () => {
  await org.faults()
  await org.forget()
})

const jwksOf = (kid: string) =>
  JSON.stringify({ keys: [{ ...keyPair('ES256').privateKey.export({ format: 'jwk' }), kid }] })
const profile = { email: 'rania.delgado@northwind.example' }
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512']

/** Reads one seeded person; gives the outcome and what the command wants kept. */
async function read(params: JsonObject, integrationContext: JsonObject = {}) {
  const done = await org.command('iam-get-user', { 'user-profile': profile }, params, { integrationContext })
  const kept = done.integrationContext ?? {}
  return { done, kept, vendor: () => contextOf(done, 'IAM.Vendor'), secretKeys: done.secretKeys }
}

it('an API token signs in without asking for anything', async () => {
  const { vendor, kept } = await read({})
  expect(vendor()).toMatchObject({ success: true, email: profile.email })
  expect(kept).toEqual({})
  expect(await tokenRequests(org)).toBe(0)
})

describe.each(ALGORITHMS)('%s', algorithm => {
  it.each([
    ['without DPoP', false, 1],
    // Once to learn that it is demanded, once to get the nonce, once with it.
    ['with DPoP', true, 3],
  ])('%s signs in, and the next command needs no new token', async (_, dpop, asked) => {
    await register(org, algorithm, { dpop })
    const params = appParams(org, algorithm)
    const first = await read(params)
    expect(first.vendor()).toMatchObject({ success: true, email: profile.email })
    expect(first.secretKeys).toEqual(['oauth'])
    expect(await tokenRequests(org)).toBe(asked)

    await org.forget()
    const second = await read(params, first.kept)
    expect(second.vendor()).toMatchObject({ success: true })
    expect(second.kept).toEqual({})
    expect(await tokenRequests(org)).toBe(0)
  })
})

describe.each(['RS256', 'ES256'])('a key for %s', algorithm => {
  it.each(Object.keys(FORMS))('may be given as %s', async form => {
    await register(org, algorithm)
    const text = FORMS[form]?.(keyPair(algorithm).privateKey) ?? ''
    const { vendor } = await read(appParams(org, algorithm, { private_key: text }))
    expect(vendor()).toMatchObject({ success: true })
  })
})

describe('a token that is no longer good', () => {
  const revoke = {
    match: { method: 'GET', path: '/api/v1/users.*' },
    times: 1,
    answer: { kind: 'revoked-token' },
  }
  it.each([false, true])('is replaced once, and the command goes on (DPoP %s)', async dpop => {
    await register(org, 'ES256', { dpop })
    const params = appParams(org, 'ES256')
    const { kept } = await read(params)
    await org.forget()
    await org.faults(revoke)
    const again = await read(params, kept)
    expect(again.vendor()).toMatchObject({ success: true })
    expect(await tokenRequests(org)).toBeGreaterThanOrEqual(1)
    expect(again.kept.oauth).not.toEqual(kept.oauth)
  })

  it('is not replaced for ever', async () => {
    await register(org, 'ES256')
    await org.faults({ ...revoke, times: 50 })
    const { vendor } = await read(appParams(org, 'ES256'))
    expect(vendor()).toMatchObject({ success: false })
    expect((await org.requests()).filter(request => request.startsWith('GET'))).toHaveLength(2)
  })

  it('of another key is not used', async () => {
    await register(org, 'ES256')
    const { kept } = await read(appParams(org, 'ES256', { key_id: '' }))
    const { privateKey: other, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    await register(org, 'ES256', { jwks: { keys: [publicKey.export({ format: 'jwk' })] } } as JsonObject)
    const { vendor } = await read(
      appParams(org, 'ES256', { key_id: '', private_key: FORMS.JWK?.(other) ?? '' }),
      kept,
    )
    expect(vendor()).toMatchObject({ success: true })
    expect(await tokenRequests(org)).toBe(2)
  })

  it('that lacks a scope is replaced once, as it may have been granted since', async () => {
    await register(org, 'ES256', { scopes: ['okta.groups.read'] })
    const params = appParams(org, 'ES256')
    const before = await read(params)
    expect(before.vendor()).toMatchObject({ success: false })
    expect(await tokenRequests(org)).toBe(1)

    const again = await read(params, before.kept)
    expect(again.vendor()).toMatchObject({ success: false })
    expect(again.vendor().errorMessage).toMatch(/lacks the scope okta\.users\.read/)
    expect(await tokenRequests(org)).toBe(2)

    await register(org, 'ES256')
    const after = await read(params, again.kept)
    expect(after.vendor()).toMatchObject({ success: true })
    expect(await tokenRequests(org)).toBe(3)
  })

  it('of other settings is not used', async () => {
    await register(org, 'ES256')
    const { kept } = await read(appParams(org, 'ES256'))
    await org.forget()
    await read(appParams(org, 'ES256', { scopes: 'okta.users.read' }), kept)
    expect(await tokenRequests(org)).toBe(1)
  })

  it.each([
    ['garbage', { oauth: 'x' }],
    ['an object', { oauth: { accessToken: 7 } }],
    ['a mask', { oauth: '********' }],
    ['null', { oauth: null }],
  ])('that is %s is replaced', async (_, integrationContext) => {
    await register(org, 'ES256')
    expect((await read(appParams(org, 'ES256'), integrationContext)).vendor()).toMatchObject({
      success: true,
    })
  })
})

it('a token whose proof key cannot be read is replaced', async () => {
  await register(org, 'ES256', { dpop: true })
  const params = appParams(org, 'ES256')
  const { kept } = await read(params)
  const token = JSON.parse(String(kept.oauth)) as JsonObject
  const again = await read(params, { oauth: JSON.stringify({ ...token, proofKey: { kty: 'EC' } }) })
  expect(again.vendor()).toMatchObject({ success: true })
  expect(again.kept.oauth).not.toBe(kept.oauth)
})

describe('settings as they are pasted', () => {
  it.each<[string, JsonObject]>([
    ['scopes with blanks between them', { scopes: 'okta.users.read okta.groups.read\nokta.logs.read' }],
    ['blanks around the ids', { client_id: ` ${CLIENT}\n`, key_id: ' kid-ES256 ' }],
    ['a JWKS that knows the id of its key', { key_id: '', private_key: jwksOf('kid-ES256') }],
  ])('%s', async (_, more) => {
    // Of two keys, the id has to tell which one signs.
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
    const own = keyPair('ES256').publicKey.export({ format: 'jwk' })
    const keys = [
      { ...other, kid: 'other' },
      { ...own, kid: 'kid-ES256' },
    ]
    await register(org, 'ES256', { jwks: { keys } } as JsonObject)
    const { vendor } = await read(appParams(org, 'ES256', more))
    expect(vendor()).toMatchObject({ success: true })
  })
})

describe('a token request that fails', () => {
  const fault = (answer: JsonObject, times = 1) =>
    org.faults({ match: { path: '/oauth2/v1/token' }, times, answer })

  it.each<[string, JsonObject]>([
    ['is cut off, even when Okta has seen it', { kind: 'cut', when: 'after' }],
    ['meets a 503', { kind: 'status', status: 503, html: true }],
  ])('because it %s is made again', async (_, answer) => {
    await register(org, 'ES256', { dpop: true })
    await fault(answer)
    const { vendor } = await read(appParams(org, 'ES256'))
    expect(vendor()).toMatchObject({ success: true })
    expect(await tokenRequests(org)).toBe(4)
  })

  it('for good says that it is Okta that is away', async () => {
    await register(org, 'ES256')
    await fault({ kind: 'status', status: 503, html: true }, 9)
    const { vendor } = await read(appParams(org, 'ES256', { 'longest-wait': '1' }))
    expect(vendor().errorMessage).toMatch(/gives the service app .* no token at present/)
  })
})

describe('the nonce of DPoP', () => {
  it('may change between two commands', async () => {
    await register(org, 'ES256', { dpop: true })
    const params = appParams(org, 'ES256')
    const { kept } = await read(params)
    await org.call('POST', '/_test/dpop-nonce', {})
    expect((await read(params, kept)).vendor()).toMatchObject({ success: true })
    expect((await read(params)).vendor()).toMatchObject({ success: true })
  })
})

it('neither the token nor the key is in a line of the wire but the one secret key', async () => {
  await register(org, 'ES256', { dpop: true })
  const params = appParams(org, 'ES256')
  const from = org.bundle.lines.length
  const { kept } = await read(params)
  await read(params, kept)
  const { accessToken } = JSON.parse(String(kept.oauth)) as { accessToken: string }
  const lines = org.bundle.lines.slice(from).join('\n')
  expect(accessToken.length).toBeGreaterThan(100)
  expect(lines.split(accessToken)).toHaveLength(2)
  expect(lines).not.toContain('PRIVATE KEY')
})
