import { createHash, randomUUID } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import type { RunningOkta } from '../../../okta-server/server.ts'
import { type Client, client, type Reply } from '../client.ts'

/** A key pair of a client, made in the test. */
export interface Pair {
  alg: string
  kid: string
  privateKey: CryptoKey
  jwk: JWK
}

export async function pair(alg = 'ES256', kid = 'one'): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { alg, kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid } }
}

export const now = () => Math.floor(Date.now() / 1000)
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
export const hash = (token: string) => createHash('sha256').update(token).digest('base64url')

interface Signed {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
  key?: Pair
}

interface Proof extends Signed {
  method?: string
  path?: string
  token?: string
}

/** A service app that speaks to the org: signs assertions and proofs, asks for tokens, calls the API. */
export function service(okta: RunningOkta, key: Pair, clientId = '0oaRobot') {
  const org: Client = client(okta)
  const audience = `${okta.url}/oauth2/v1/token`
  const sign = (payload: JWTPayload, header: Record<string, unknown>, { alg, privateKey }: Pair) =>
    new SignJWT(payload).setProtectedHeader({ alg, ...header }).sign(privateKey)

  const register = (more: object = {}) =>
    org.post('/_test/service-apps', {
      clientId,
      label: 'Robot',
      jwks: { keys: [key.jwk] },
      scopes: ['okta.users.read'],
      adminRoles: ['SUPER_ADMIN'],
      dpop: false,
      ...more,
    })

  const assertion = ({ claims = {}, header = {}, key: signer = key }: Signed = {}) => {
    const usual = { iss: clientId, sub: clientId, aud: audience, exp: now() + 300, jti: randomUUID() }
    return sign({ ...usual, ...claims }, { kid: signer.kid, ...header }, signer)
  }

  const proof = ({ claims = {}, header = {}, key: signer = key, ...request }: Proof = {}) => {
    const { method = 'POST', path = '/oauth2/v1/token', token } = request
    const usual = { htm: method, htu: `${okta.url}${path}`, iat: now(), jti: randomUUID() }
    const { kid, ...jwk } = signer.jwk
    const payload = { ...usual, ...(token !== undefined && { ath: hash(token) }), ...claims }
    return sign(payload, { typ: 'dpop+jwt', jwk, ...header }, signer)
  }

  const post = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> =>
    org.send('POST', '/oauth2/v1/token', {
      text: new URLSearchParams(form).toString(),
      headers: { Authorization: [], 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    })

  /** One token request; an undefined member leaves a usual one out. */
  const ask = async (form: Record<string, string | undefined> = {}, headers: Record<string, string> = {}) => {
    const all = {
      grant_type: 'client_credentials',
      scope: 'okta.users.read',
      client_assertion_type: assertionType,
      client_assertion: await assertion(),
      ...form,
    }
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
    return post(Object.fromEntries(sent), headers)
  }

  const token = async (scope = 'okta.users.read') => String((await ask({ scope })).body.access_token)

  const nonce = async () => String((await ask({}, { DPoP: await proof() })).headers['dpop-nonce'])

  /** The whole way to a bound token. */
  const boundToken = async (scope = 'okta.users.read') => {
    const DPoP = await proof({ claims: { nonce: await nonce() } })
    return String((await ask({ scope }, { DPoP })).body.access_token)
  }

  const call = (method: string, path: string, bearer: string, headers: Record<string, string> = {}) =>
    org.send(method, path, { headers: { Authorization: `Bearer ${bearer}`, ...headers } })

  return { org, register, assertion, proof, post, ask, token, nonce, boundToken, call, audience, clientId }
}
