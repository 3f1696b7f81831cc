import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'

/** The key that a token is bound to, with its public half as it stands in every proof. */
export interface ProofKey {
  readonly key: KeyObject
  readonly jwk: Record<string, unknown>
}

/** A key pair of its own, as Okta advises, and not the one that is registered with the app. */
export function newProofKey(): ProofKey {
  return proofKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
}

/** The proof key of a P-256 private key. */
export function proofKey(key: KeyObject): ProofKey {
  const { d: _, ...jwk } = key.export({ format: 'jwk' })
  return { key, jwk }
}

/**
 * A DPoP proof for one request: `htu` without query and fragment, a `jti` of its own, `ath` for a call with a token
 * (RFC 9449, section 4.2; https://developer.okta.com/docs/guides/dpop/).
 */
export function proof(
  { key, jwk }: ProofKey,
  method: string,
  url: URL,
  { nonce, token }: { readonly nonce?: string | undefined; readonly token?: string | undefined },
): Promise<string> {
  const claims = {
    htm: method,
    htu: url.origin + url.pathname,
    ...(nonce !== undefined && { nonce }),
    ...(token !== undefined && { ath: createHash('sha256').update(token).digest('base64url') }),
  }
  return new SignJWT(claims)
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
    .setIssuedAt()
    .setJti(randomUUID())
    .sign(key)
}
