import { createHash, createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto'
import { type ProofKey, proofKey } from './dpop.ts'
import { jsonObject } from './json-object.ts'
import type { ServiceApp } from './token-endpoint.ts'

/** A token with the key it is bound to: what outlives a command, in a secret key of the integration context. */
export interface Token {
  readonly accessToken: string
  /** Milliseconds since 1970, by the local clock. */
  readonly expires: number
  readonly scope: string
  /** Of whom and for what it was given; a token of other settings is not used. */
  readonly askedAs: string
  /** Absent for a Bearer token. */
  readonly proofKey?: ProofKey
}

/** Of whom and for what a token is asked, the key by its thumbprint: a token of another key is not used. */
export function askedAsOf({ origin, clientId, key, algorithm, keyId = '', scopes }: ServiceApp): string {
  const half = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const thumbprint = createHash('sha256').update(half).digest('base64url')
  return [origin, clientId, keyId, algorithm, thumbprint, scopes.join(' ')].join('\n')
}

/** One text, so that a host which keeps secrets apart has one text to keep. */
export function writeToken({ proofKey: bound, ...token }: Token): string {
  return JSON.stringify({ ...token, ...(bound && { proofKey: bound.key.export({ format: 'jwk' }) }) })
}

/** Whatever else stands there is no token, and a new one is asked for. */
export function readToken(stored: unknown, askedAs: string): Token | undefined {
  const { proofKey: jwk, ...token } = (jsonObject(String(stored)) ?? {}) as unknown as Omit<
    Token,
    'proofKey'
  > & {
    proofKey?: JsonWebKey
  }
  if (token.askedAs !== askedAs || typeof token.accessToken !== 'string') return undefined
  try {
    return { ...token, ...(jwk && { proofKey: proofKey(createPrivateKey({ key: jwk, format: 'jwk' })) }) }
  } catch {
    return undefined
  }
}
