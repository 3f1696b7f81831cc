import { type KeyObject, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Message, Reply } from './connection.ts'
import { newProofKey, type ProofKey, proof } from './dpop.ts'
import { answerOf, notOkta, OktaError } from './errors.ts'
import { jsonObject } from './json-object.ts'
import type { Algorithm } from './private-key.ts'
import type { Token } from './token.ts'
import { tokenError } from './token-error.ts'

export interface ServiceApp {
  readonly origin: string
  readonly clientId: string
  readonly key: KeyObject
  readonly algorithm: Algorithm
  readonly keyId?: string | undefined
  readonly scopes: readonly string[]
}

const ASSERTION_LIFETIME = '5 minutes'
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

interface Nonce {
  nonce(): string | undefined
  heard(reply: Reply): void
}

/**
 * The token endpoint of an org as one app uses it. `token` throws OktaError when it gives none (okta-api §2.3).
 * https://developer.okta.com/docs/guides/dpop/
 */
export function tokenEndpoint(
  app: ServiceApp,
  ask: (message: Message) => Promise<Reply>,
  log: (text: string) => void,
  { nonce, heard }: Nonce,
) {
  const url = new URL('/oauth2/v1/token', app.origin)
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'okta-identity-lifecycle/1.0',
  }
  const once = async (key: ProofKey | undefined): Promise<Reply> => {
    // Okta takes the `jti` of an assertion and of a proof once.
    const anew = async () => ({
      headers: { ...headers, ...(key && { dpop: await proof(key, 'POST', url, { nonce: nonce() }) }) },
      body: await form(app, url),
    })
    const reply = await ask({ method: 'POST', url, headers, anew })
    heard(reply)
    return reply
  }
  return {
    /** Asks without a proof at first: an app that demands DPoP says so, then asks for its nonce. */
    async token(bound: ProofKey | undefined): Promise<Omit<Token, 'askedAs'>> {
      let key = bound
      let reply = await once(key)
      if (!key && /invalid_dpop_proof|use_dpop_nonce/.test(reply.body)) {
        log(`The app ${app.clientId} demands DPoP; its token is bound to a key made for it.`)
        key = newProofKey()
        reply = await once(key)
      }
      // Twice, as the one just told may expire before it is used.
      for (let more = 2; more > 0 && isNonceWanted(reply); more -= 1) reply = await once(key)
      return readAnswer(app, url, reply, key)
    },
  }
}

async function form({ clientId, key, algorithm, keyId, scopes }: ServiceApp, url: URL): Promise<string> {
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: algorithm, ...(keyId && { kid: keyId }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(url.href)
    .setIssuedAt()
    .setExpirationTime(ASSERTION_LIFETIME)
    .setJti(randomUUID())
    .sign(key)
  return new URLSearchParams({
    grant_type: 'client_credentials',
    scope: scopes.join(' '),
    client_assertion_type: JWT_BEARER,
    client_assertion: assertion,
  }).toString()
}

function readAnswer(
  app: ServiceApp,
  url: URL,
  reply: Reply,
  key: ProofKey | undefined,
): Omit<Token, 'askedAs'> {
  const answer = answerOf('POST', url, reply)
  if (reply.status !== 200) throw tokenError(answer, reply.body, app)
  const said = jsonObject(reply.body) ?? {}
  const { access_token: accessToken, expires_in: seconds, token_type: type, scope } = said
  if (typeof accessToken !== 'string' || typeof seconds !== 'number')
    throw new OktaError(answer, undefined, notOkta(answer, '{}'))
  const bound = key && type === 'DPoP'
  return {
    accessToken,
    expires: Date.now() + seconds * 1000,
    scope: typeof scope === 'string' ? scope : app.scopes.join(' '),
    ...(bound && { proofKey: key }),
  }
}

/** Said in the body by the token endpoint, in a header by the API (okta-api §2.4). */
export function isNonceWanted({ body, headers }: Reply): boolean {
  return body.includes('use_dpop_nonce') || String(headers['www-authenticate']).includes('use_dpop_nonce')
}

/** The nonce that an answer hands out for the next proof. */
export function nonceOf({ headers }: Reply): string | undefined {
  const given = headers['dpop-nonce']
  return typeof given === 'string' && given !== '' ? given : undefined
}
