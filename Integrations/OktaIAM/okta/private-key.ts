import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { InputError } from '../../../kit/errors.ts'

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
 * The private key of a parameter: PEM (PKCS#8, PKCS#1, SEC 1) or a JWK. Throws InputError when it is none, or one that the
 * algorithm cannot sign with; no message quotes the key.
 */
export function privateKey(text: string, algorithm: Algorithm): KeyObject {
  const key = read(text.trim())
  const fault = misfit(key, algorithm)
  if (!fault) return key
  throw new InputError(
    `The private key does not fit the JWT Signing Algorithm ${algorithm}: ${fault}. Choose the algorithm of the key that is registered with the app.`,
  )
}

function read(text: string): KeyObject {
  try {
    return text.startsWith('{')
      ? createPrivateKey({ key: JSON.parse(text) as JsonWebKey, format: 'jwk' })
      : createPrivateKey(lined(text))
  } catch {
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

/** A field of one line turns the line breaks of a PEM into blanks or into the two characters \n. */
function lined(text: string): string {
  const [, head, body = '', foot] =
    /^(-----BEGIN [A-Z ]+-----)([\s\S]*?)(-----END [A-Z ]+-----)$/.exec(
      text.replaceAll('\\n', '\n').trim(),
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
