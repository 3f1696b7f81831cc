import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from 'jose'
import { algorithms, leeway, secondsNow } from './algorithms.ts'
import type { Replay } from './replay.ts'

const oldest = 300

/** A DPoP proof that is refused: `invalid_dpop_proof` with this description. */
export class ProofError extends Error {}

/** What a proof is checked against. */
export interface Expected {
  method: string
  /** Without query and fragment. */
  url: string
  used: Replay
  /** For API calls: the access token and the thumbprint of the key it is bound to. */
  bound?: { token: string; jkt: string }
}

export interface Proof {
  jkt: string
  nonce: string | undefined
}

/** Checks a DPoP proof; whose it is, and its nonce. Throws ProofError (okta-api §2.4). */
export async function checkProof(jwt: string, { method, url, used, bound }: Expected): Promise<Proof> {
  const { claims, jkt } = await verified(jwt)
  const problem = claimProblem(claims, method, url, secondsNow())
  if (problem !== undefined) throw new ProofError(problem)
  if (bound && claims.ath !== hash(bound.token)) throw new ProofError(invalidClaim('ath'))
  if (bound && jkt !== bound.jkt)
    throw new ProofError('The access token is bound to another key than that of the DPoP proof JWT.')
  if (!used.isFirst(`${jkt} ${claims.jti}`)) throw new ProofError('The DPoP proof JWT has already been used.')
  return { jkt, nonce: typeof claims.nonce === 'string' ? claims.nonce : undefined }
}

/** What is wrong with the claims of a proof for this request, undefined when nothing is. Pure. */
export function claimProblem(
  { htm, htu, iat, jti }: JWTPayload,
  method: string,
  url: string,
  now: number,
): string | undefined {
  if (htm !== method) return invalidClaim('htm')
  if (!isSameUrl(htu, url)) return invalidClaim('htu')
  if (typeof iat !== 'number' || iat > now + leeway) return invalidClaim('iat')
  if (iat < now - oldest) return 'The DPoP proof JWT is older than five minutes.'
  if (typeof jti !== 'string' || jti === '') return invalidClaim('jti')
  return undefined
}

/** A query is a fault, not noise: Okta refuses it (https://github.com/okta/okta-sdk-nodejs/issues/453). */
function isSameUrl(htu: unknown, url: string): boolean {
  if (typeof htu !== 'string' || /[?#]/.test(htu)) return false
  return URL.canParse(htu) && new URL(htu).href === new URL(url).href
}

async function verified(jwt: string): Promise<{ claims: JWTPayload; jkt: string }> {
  try {
    const options = { typ: 'dpop+jwt', algorithms: [...algorithms] }
    const { payload, protectedHeader } = await jwtVerify(jwt, EmbeddedJWK, options)
    return { claims: payload, jkt: await calculateJwkThumbprint(protectedHeader.jwk ?? {}) }
  } catch {
    // jose's EmbeddedJWK refuses a private key as well.
    throw new ProofError('The DPoP proof JWT is not a valid JWT: its typ, alg, jwk or signature is wrong.')
  }
}

/** `ath` of a token: its SHA-256, base64url. */
export function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

function invalidClaim(name: string): string {
  return `'${name}' claim in the DPoP proof JWT is invalid.`
}
