import { createHash, createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto'
import fc from 'fast-check'
import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { newProofKey, proof, proofKey } from '../../../Integrations/OktaIAM/okta/dpop.ts'

const key = newProofKey()
const url = new URL('https://acme.okta.com/api/v1/users?limit=200&q=a%20b#top')
const claims = async (more: Parameters<typeof proof>[3] = {}, method = 'GET', at = url) =>
  decodeJwt(await proof(key, method, at, more))

describe('a proof', () => {
  it('is signed by the key whose public half it shows, and nothing of the private one', async () => {
    const text = await proof(key, 'POST', url, {})
    const header = decodeProtectedHeader(text)
    expect(header).toMatchObject({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256' } })
    expect(Object.keys(header.jwk ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y'])
    const shown = createPublicKey({ key: header.jwk as JsonWebKey, format: 'jwk' })
    await expect(compactVerify(text, shown)).resolves.toBeDefined()
    const other = createPublicKey({ key: newProofKey().jwk as JsonWebKey, format: 'jwk' })
    await expect(compactVerify(text, other)).rejects.toThrow()
  })

  it.each([
    ['https://acme.okta.com/api/v1/users?limit=200', 'https://acme.okta.com/api/v1/users'],
    ['https://acme.okta.com/oauth2/v1/token#x', 'https://acme.okta.com/oauth2/v1/token'],
    ['https://ACME.okta.com:443/a%20b/?x', 'https://acme.okta.com/a%20b/'],
    ['http://127.0.0.1:8065/api/v1/logs?filter=a%3Fb', 'http://127.0.0.1:8065/api/v1/logs'],
  ])('for %s names %s: no query, no fragment', async (at, htu) =>
    expect(await claims({}, 'GET', new URL(at))).toMatchObject({ htm: 'GET', htu }),
  )

  it('has just the claims of RFC 9449: nonce and ath only when there are any', async () => {
    expect(Object.keys(await claims()).sort()).toEqual(['htm', 'htu', 'iat', 'jti'])
    expect(await claims({ nonce: 'n1' })).toMatchObject({ nonce: 'n1' })
    const ath = createHash('sha256').update('a.b.c').digest('base64url')
    expect(await claims({ token: 'a.b.c' })).toMatchObject({ ath })
    expect(await claims({ token: 'a.b.c' })).not.toHaveProperty('nonce')
  })

  it('is made now, and never twice with the same jti', async () => {
    const before = Math.floor(Date.now() / 1000)
    const made = await Promise.all(Array.from({ length: 20 }, () => claims()))
    const after = Math.ceil(Date.now() / 1000)
    for (const { iat } of made) {
      expect(iat).toBeGreaterThanOrEqual(before)
      expect(iat).toBeLessThanOrEqual(after)
    }
    expect(new Set(made.map(({ jti }) => jti)).size).toBe(20)
  })

  it('never holds a query, whatever the URL', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webUrl({ withQueryParameters: true, withFragments: true }), async at => {
        const asked = new URL(at)
        const { htu } = await claims({}, 'GET', asked)
        expect(htu).not.toMatch(/[?#]/)
        const { host, pathname } = new URL(String(htu))
        expect([host, pathname]).toEqual([asked.host, asked.pathname])
      }),
      { numRuns: 50 },
    )
  })
})

it('a key that was kept as a JWK makes proofs of the same key', async () => {
  const kept = key.key.export({ format: 'jwk' })
  const again = proofKey(createPrivateKey({ key: kept, format: 'jwk' }))
  expect(again.jwk).toEqual(key.jwk)
  const shown = createPublicKey({ key: key.jwk as JsonWebKey, format: 'jwk' })
  await expect(compactVerify(await proof(again, 'GET', url, {}), shown)).resolves.toBeDefined()
})
