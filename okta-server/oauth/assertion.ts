import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type JWK, type JWTPayload } from 'jose'
import { algorithms, leeway, secondsNow } from './algorithms.ts'
import { OAuthError } from './refusal.ts'
import type { Replay } from './replay.ts'
import type { ServiceApp } from './service-app.ts'

const longestLife = 3600

/** What an assertion is checked against. */
export interface Asked {
  apps: ReadonlyMap<string, ServiceApp>
  /** The token endpoint's full URL. */
  audience: string
  used: Replay
}

/** The app that a client assertion proves; every fault of it is 401 invalid_client (okta-api §2.3). */
export async function assertedApp(assertion: string, { apps, audience, used }: Asked): Promise<ServiceApp> {
  const { alg, kid, claims } = decoded(assertion)
  if (alg === undefined || !algorithms.includes(alg))
    throw refused(`The client_assertion is signed with '${alg}'; ${algorithms.join(', ')} are supported.`)
  const app = apps.get(String(claims.iss))
  if (!app) throw refused("Invalid value for 'client_id' parameter.")
  await requireSignature(assertion, alg, keyOf(app, kid))
  const problem = claimProblem(claims, app.clientId, audience, secondsNow())
  if (problem !== undefined) throw refused(problem)
  if (claims.jti !== undefined && !used.isFirst(`${app.clientId} ${claims.jti}`))
    throw refused('The client_assertion token has already been used: its jti is not new.')
  return app
}

/** What is wrong with the claims of an assertion, undefined when nothing is. Pure. */
export function claimProblem(
  { iss, sub, aud, exp, iat }: JWTPayload,
  clientId: string,
  audience: string,
  now: number,
): string | undefined {
  if (iss !== clientId || sub !== clientId)
    return "The issuer and the subject of the client_assertion must be the client's id."
  if (aud !== audience && !(Array.isArray(aud) && aud.includes(audience)))
    return 'The audience claim for client_assertion must be the endpoint invoked for the request.'
  if (typeof exp !== 'number') return 'The client_assertion token must contain an expiration (exp) claim.'
  if (exp <= now) return 'The client_assertion token is expired.'
  if (exp > now + longestLife + leeway)
    return 'The client_assertion token has an expiration too far into the future.'
  if (iat !== undefined && !(typeof iat === 'number' && iat <= now + leeway))
    return 'The client_assertion token has an issue time (iat) in the future.'
  return undefined
}

function decoded(assertion: string): {
  alg: string | undefined
  kid: string | undefined
  claims: JWTPayload
} {
  try {
    const { alg, kid } = decodeProtectedHeader(assertion)
    return { alg, kid, claims: decodeJwt(assertion) }
  } catch {
    throw refused('The client_assertion is not a valid JWT.')
  }
}

/** A kid has to name a key; it may be left out only while there is one key. */
function keyOf({ keys }: ServiceApp, kid: string | undefined): JWK {
  if (keys.length === 0) throw refused('The client does not have any public keys (JWKS) registered.')
  const key = kid === undefined && keys.length === 1 ? keys[0] : keys.find(one => one.kid === kid)
  if (!key) throw refused(`The client has no public key with the kid '${kid ?? '(none)'}'.`)
  return key
}

async function requireSignature(assertion: string, alg: string, key: JWK): Promise<void> {
  try {
    await compactVerify(assertion, await importJWK(key, alg), { algorithms: [alg] })
  } catch {
    throw refused('The client_assertion signature is invalid.')
  }
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_client', description)
}
