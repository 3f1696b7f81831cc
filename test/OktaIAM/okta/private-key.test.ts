import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALGORITHMS, ownKeyId, privateKey } from '../../../Integrations/OktaIAM/okta/private-key.ts'
import { InputError } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { FORMS, keyPair } from '../sign-in/app.ts'

const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const same = (read: KeyObject, key: KeyObject) => read.equals(key)
const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
const ed25519 = generateKeyPairSync('ed25519').privateKey
const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey
const jwk = (key: KeyObject, more: JsonObject = {}) => ({ ...key.export({ format: 'jwk' }), ...more })
const jwks = (...keys: unknown[]) => JSON.stringify({ keys })

describe.each(ALGORITHMS)('a key for %s', algorithm => {
  const { privateKey: key } = keyPair(algorithm)
  it.each(Object.entries(FORMS))('is read from %s', (_, form) =>
    expect(same(privateKey(form(key), algorithm), key)).toBe(true),
  )
  it.each<[string, (text: string) => string]>([
    ['blanks around it', text => `\n  ${text}\n\n`],
    ['line breaks of Windows', text => text.replaceAll('\n', '\r\n')],
    ['no line break at its end', text => text.trim()],
    ['tabs for line breaks', text => text.trim().replaceAll('\n', '\t')],
  ])('is read with %s', (_, mangle) => expect(same(privateKey(mangle(pem(key)), algorithm), key)).toBe(true))
})

it('is read whatever a field made of its line breaks', () => {
  const { privateKey: key } = keyPair('ES256')
  const blank = fc.array(fc.constantFrom(' ', '\n', '\r\n', '\t', '\\n'), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(blank, { minLength: 8, maxLength: 8 }), blanks => {
      let turn = 0
      const text = pem(key)
        .trim()
        .replaceAll('\n', () => {
          turn += 1
          return blanks[turn % blanks.length]?.join('') ?? ' '
        })
      expect(same(privateKey(text, 'ES256'), key)).toBe(true)
    }),
    { numRuns: 50 },
  )
})

describe('a key that does not fit is refused, with what would', () => {
  const [rsa, p256, p384, p521] = ['RS256', 'ES256', 'ES384', 'ES512'].map(one => keyPair(one).privateKey)
  it.each([
    ['RSA', rsa, 'ES256', /a key of the type rsa, and ES256 needs an EC key/],
    ['P-256', p256, 'RS256', /a key of the type ec, and RS256 needs an RSA key/],
    ['P-256', p256, 'ES384', /its curve is prime256v1, and ES384 needs secp384r1/],
    ['P-384', p384, 'ES256', /its curve is secp384r1, and ES256 needs prime256v1/],
    ['P-521', p521, 'ES384', /its curve is secp521r1, and ES384 needs secp384r1/],
  ] as const)('%s, %#', (_, key, algorithm, why) => {
    if (!key) throw new Error('no key')
    expect(() => privateKey(pem(key), algorithm)).toThrow(InputError)
    expect(() => privateKey(pem(key), algorithm)).toThrow(why)
    expect(() => privateKey(pem(key), algorithm)).toThrow(/Choose the algorithm of the key/)
  })

  it.each([
    ['RSA of 1024 bits', short, 'RS256', /it has 1024 bits, and 2048 are the least/],
    ['RSA of 1024 bits', short, 'ES256', /a key of the type rsa, and ES256 needs an EC key/],
    ['Ed25519', ed25519, 'ES256', /a key of the type ed25519, and ES256 needs an EC key/],
    ['Ed25519', ed25519, 'RS512', /a key of the type ed25519, and RS512 needs an RSA key/],
    ['RSA-PSS', pss, 'RS256', /a key of the type rsa-pss, and RS256 needs an RSA key/],
    ['secp256k1', secp256k1, 'ES256', /its curve is secp256k1, and ES256 needs prime256v1/],
  ] as const)('%s fits no algorithm, so a new key is needed: %#', (_, key, algorithm, why) => {
    expect(() => privateKey(pem(key), algorithm)).toThrow(why)
    expect(() => privateKey(pem(key), algorithm)).toThrow(/\. Make a new key, RSA of 2048 bits or more or EC/)
  })
})

describe('what OpenSSL writes around a key is left out', () => {
  const { privateKey: key, publicKey } = keyPair('ES256')
  const sec1 = key.export({ type: 'sec1', format: 'pem' }).toString()
  const bag =
    'Bag Attributes\n    friendlyName: okta key\n    localKeyID: 54 69\nKey Attributes: <No Attributes>\n'
  const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n'
  const half = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  it.each([
    ['ecparam -genkey', parameters + sec1],
    ['pkcs12', bag + pem(key)],
    ['a public half behind it', pem(key) + half],
    ['a public half in front of it', half + pem(key)],
  ])('%s', (_, text) => {
    const oneLine = text.trim().replaceAll('\n', ' ')
    const escaped = text.replaceAll('\n', '\\n')
    for (const given of [text, oneLine, escaped]) expect(same(privateKey(given, 'ES256'), key)).toBe(true)
  })
})

describe('a JWKS', () => {
  const { privateKey: key, publicKey } = keyPair('ES256')
  it.each([
    ['of one private key', [jwk(key)]],
    ['with a public half beside it', [jwk(publicKey), jwk(key)]],
    ['with what is no key beside it', [null, 'x', jwk(key)]],
  ])('%s is taken', (_, keys) => expect(same(privateKey(jwks(...keys), 'ES256'), key)).toBe(true))

  it.each([
    [
      'two private keys',
      [jwk(key), jwk(keyPair('RS256').privateKey)],
      /holds 2 keys; expected a JWK, or a JWKS/,
    ],
    ['a public key', [jwk(publicKey)], /holds a public key/],
    ['nothing', [], /cannot be read as a key/],
  ])('of %s is refused', (_, keys, why) => {
    expect(() => privateKey(jwks(...keys), 'ES256')).toThrow(InputError)
    expect(() => privateKey(jwks(...keys), 'ES256')).toThrow(why)
  })
})

it.each([
  ['a JWK', JSON.stringify(jwk(ed25519, { kid: 'mine' })), 'mine'],
  ['a JWK without', JSON.stringify(jwk(ed25519)), undefined],
  ['a JWKS', jwks({ kty: 'EC', kid: 'other' }, jwk(ed25519, { kid: 'mine' })), 'mine'],
  ['an empty JWKS', jwks(), undefined],
  ['a kid that is no text', JSON.stringify(jwk(ed25519, { kid: 7 })), undefined],
  ['a PEM', pem(ed25519), undefined],
])('the key id of %s', (_, text, kid) => expect(ownKeyId(text)).toBe(kid))

describe('what is no private key is refused without being quoted', () => {
  const { privateKey: key, publicKey } = keyPair('RS256')
  const encrypted = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
  it.each([
    ['nothing', '', /cannot be read as a key/],
    ['a word', 'hello-secret', /cannot be read as a key/],
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString(), /holds a public key/],
    ['a public JWK', JSON.stringify(publicKey.export({ format: 'jwk' })), /holds a public key/],
    ['an encrypted key', encrypted.toString(), /holds an encrypted key/],
    ['half a key', pem(key).slice(0, 400), /cannot be read as a key/],
    ['half a JWK', JSON.stringify(key.export({ format: 'jwk' })).slice(0, 200), /cannot be read as a key/],
    ['a list', '[]', /cannot be read as a key/],
  ])('%s', (_, text, why) => {
    let message = ''
    try {
      privateKey(text, 'RS256')
    } catch (error) {
      expect(error).toBeInstanceOf(InputError)
      message = (error as Error).message
    }
    expect(message).toMatch(why)
    expect(message).toMatch(/expected an unencrypted private key in PEM form/)
    if (text.length > 4) expect(message).not.toContain(text.slice(40, 80) || text)
  })

  it('any text: read, or refused by an InputError', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map(text => `{${text}`),
        ),
        text => {
          expect(() => privateKey(text, 'ES256')).toThrow(InputError)
        },
      ),
    )
  })
})
