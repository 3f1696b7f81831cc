import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { InputError } from '../../../kit/errors.ts'
import { jsonObject } from './json-object.ts'

export const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

/** The curve that each ES algorithm signs with (RFC 7518, section 3.4), by OpenSSL's names. */
const CURVES: Partial<Record<Algorithm, string>> = {
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
}
// RFC 7518, section 3.3.
const SHORTEST_RSA_BITS = 2048

/**
 * The private key of a parameter: PEM (PKCS#8, PKCS#1, SEC 1), a JWK, or a JWKS with one private key. Throws InputError when
 * it is none, or one that the algorithm cannot sign with; no message quotes the key.
 */
export function privateKey(text: string, algorithm: Algorithm): KeyObject {
  const key = read(text.trim())
  const fault = misfit(key, algorithm)
  if (!fault) return key
  const step = ALGORITHMS.some(one => !misfit(key, one))
    ? 'Choose the algorithm of the key that is registered with the app.'
    : 'Make a new key, RSA of 2048 bits or more or EC on P-256, P-384 or P-521, and register its public half with the app.'
  throw new InputError(
    `The private key does not fit the JWT Signing Algorithm ${algorithm}: ${fault}. ${step}`,
  )
}

/** The `kid` that a JWK carries; undefined for a PEM, or a text that is no key. */
export function ownKeyId(text: string): string | undefined {
  const kid = jsonObject(text) && keysOf(text)[0]?.kid
  return typeof kid === 'string' && kid !== '' ? kid : undefined
}

/** The keys of a JWKS: the private ones when there are any. A JWK is a JWKS of one. */
function keysOf(text: string): JsonWebKey[] {
  const given = JSON.parse(text) as JsonWebKey & { keys?: unknown }
  if (!Array.isArray(given.keys)) return [given]
  const keys = given.keys as (JsonWebKey | null)[]
  const whole = keys.filter(key => key !== null && typeof key === 'object' && Object.hasOwn(key, 'd'))
  return (whole.length ? whole : keys).filter(key => key !== null)
}

function read(text: string): KeyObject {
  try {
    if (!text.startsWith('{')) return createPrivateKey(lined(text))
    const [key, ...others] = keysOf(text)
    if (others.length)
      throw new InputError(
        `The parameter "Private Key" holds ${others.length + 1} keys; expected a JWK, or a JWKS with one private key.`,
      )
    return createPrivateKey({ key: key ?? {}, format: 'jwk' })
  } catch (error) {
    if (error instanceof InputError) throw error
    // A JWK without `d` is the public half.
    const isPublic = text.includes('PUBLIC KEY') || (/^\{.*"kty".*\}$/s.test(text) && !/"d"\s*:/.test(text))
    const what = isPublic
      ? 'holds a public key'
      : text.includes('ENCRYPTED')
        ? 'holds an encrypted key'
        : 'cannot be read as a key'
    throw new InputError(
      `The parameter "Private Key" ${what}; expected an unencrypted private key in PEM form (-----BEGIN PRIVATE KEY----- …), or as a JWK.`,
    )
  }
}

/**
 * The private key's block of a PEM, with what `openssl ecparam -genkey` (EC PARAMETERS) or `openssl pkcs12` (Bag Attributes,
 * certificates) write around it left out. A field of one line turns line breaks into blanks or into the two characters \n.
 */
function lined(text: string): string {
  const [, head, body = '', foot] =
    /(-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----)([\s\S]*?)(-----END (?:[A-Z]+ )*PRIVATE KEY-----)/.exec(
      text.replaceAll('\\n', '\n'),
    ) ?? []
  return head && foot ? `${head}\n${body.trim().replace(/\s+/g, '\n')}\n${foot}\n` : text
}

function misfit({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject, algorithm: Algorithm) {
  const curve = CURVES[algorithm]
  if (!curve) {
    if (type !== 'rsa') return `it is a key of the type ${type}, and ${algorithm} needs an RSA key`
    const bits = details?.modulusLength ?? 0
    return bits < SHORTEST_RSA_BITS
      ? `it has ${bits} bits, and ${SHORTEST_RSA_BITS} are the least`
      : undefined
  }
  if (type !== 'ec') return `it is a key of the type ${type}, and ${algorithm} needs an EC key`
  return details?.namedCurve === curve
    ? undefined
    : `its curve is ${details?.namedCurve}, and ${algorithm} needs ${curve}`
}
