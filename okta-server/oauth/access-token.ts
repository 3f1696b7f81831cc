import { type CryptoKey, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import type { Ids } from '../ids.ts'
import { secondsNow } from './algorithms.ts'

const algorithm = 'RS256'
const type = 'application/okta-internal-at+jwt'

/** What goes into an access token. */
export interface Grant {
  clientId: string
  scopes: readonly string[]
  /** The org's URL: issuer and audience. */
  origin: string
  /** Seconds until it expires. */
  lifetime: number
  /** The thumbprint of the key it is bound to (DPoP). */
  jkt?: string
}

/** What an access token of this org says. */
export interface Claims {
  clientId: string
  scopes: readonly string[]
  jkt: string | undefined
}

/** Issues the org's access tokens and reads them back. Its key exists only while the server runs. */
export class AccessTokens {
  #keys: Promise<{ publicKey: CryptoKey; privateKey: CryptoKey }> | undefined
  readonly #revoked = new Set<string>()
  readonly #ids: Ids

  constructor(ids: Ids) {
    this.#ids = ids
  }

  /** A signed token and its id (okta-api §2.3). */
  async issue({ clientId, scopes, origin, lifetime, jkt }: Grant): Promise<{ token: string; id: string }> {
    const id = `AT.${this.#ids.token('access token', 43)}`
    const { privateKey } = await this.#key()
    const now = secondsNow()
    const claims = { ver: 1, cid: clientId, scp: [...scopes], ...(jkt !== undefined && { cnf: { jkt } }) }
    const token = await new SignJWT(claims)
      .setProtectedHeader({ typ: type, alg: algorithm, kid: 'embedded-okta' })
      .setJti(id)
      .setIssuer(origin)
      .setAudience(origin)
      .setSubject(clientId)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(privateKey)
    return { token, id }
  }

  /** What a token says; undefined when it is expired, revoked, or none of this org's. */
  async read(token: string): Promise<Claims | undefined> {
    if (this.#revoked.has(token)) return undefined
    try {
      const { publicKey } = await this.#key()
      const { payload } = await jwtVerify(token, publicKey, { algorithms: [algorithm], typ: type })
      const { cid, scp, cnf } = payload as { cid: string; scp: string[]; cnf?: { jkt: string } }
      return { clientId: cid, scopes: scp, jkt: cnf?.jkt }
    } catch {
      return undefined
    }
  }

  revoke(token: string): void {
    this.#revoked.add(token)
  }

  // Making a key takes a while, so it is made when somebody needs it.
  #key(): Promise<{ publicKey: CryptoKey; privateKey: CryptoKey }> {
    this.#keys ??= generateKeyPair(algorithm)
    return this.#keys
  }
}
