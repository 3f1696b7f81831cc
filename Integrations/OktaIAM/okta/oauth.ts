import { createPrivateKey, type JsonWebKey, type KeyObject, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Host } from '../../../kit/integration.ts'
import type { Authorization } from './authorization.ts'
import type { Message, Reply } from './connection.ts'
import { newProofKey, type ProofKey, proof, proofKey } from './dpop.ts'
import { answerOf, notOkta, OktaError } from './errors.ts'
import { jsonObject } from './json-object.ts'
import type { Algorithm } from './private-key.ts'
import { tokenError } from './token-error.ts'

export interface ServiceApp {
  readonly origin: string
  readonly clientId: string
  readonly key: KeyObject
  readonly algorithm: Algorithm
  readonly keyId?: string | undefined
  readonly scopes: readonly string[]
}

/** A token with the key it is bound to: what outlives a command, in a secret key of the integration context. */
interface Token {
  readonly accessToken: string
  /** Milliseconds since 1970, by the local clock. */
  readonly expires: number
  readonly scope: string
  /** Of whom and for what it was given; a token of other settings is not used. */
  readonly askedAs: string
  /** Absent for a Bearer token. */
  readonly proofKey?: ProofKey
}

export interface ServiceAppAuthorization extends Authorization {
  /** The token to keep for the next command; undefined when it is the one that was given. */
  kept(): string | undefined
  /** What the token in use may do; asks for one when there is none. */
  scope(): Promise<string>
}

// Okta gives a token for an hour; one about to end is not worth sending.
const RENEW_BEFORE_MILLISECONDS = 60_000
const ASSERTION_LIFETIME = '5 minutes'
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * OAuth 2.0 client credentials of a service app with a signed assertion, and DPoP when the app demands it (Okta's default
 * for new apps). `ask` sends a request to the token endpoint; `stored` is what an earlier command kept.
 * https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/
 */
export function serviceApp(
  app: ServiceApp,
  ask: (message: Message) => Promise<Reply>,
  { log, keepSecret }: Pick<Host, 'log' | 'keepSecret'>,
  stored?: unknown,
): ServiceAppAuthorization {
  const askedAs = [app.origin, app.clientId, app.keyId ?? '', app.scopes.join(' ')].join('\n')
  let token: Token | undefined = readToken(stored, askedAs)
  if (token) keepSecret(token.accessToken)
  let fresh = false
  let nonce: string | undefined
  let coming: Promise<Token> | undefined

  const renew = async () => {
    const endpoint = tokenEndpoint(app, ask, text => log('info', text), {
      nonce: () => nonce,
      heard: reply => {
        nonce = nonceOf(reply) ?? nonce
      },
    })
    token = { ...(await endpoint.token(token?.proofKey)), askedAs }
    fresh = true
    keepSecret(token.accessToken)
    warnOfMissing(app.scopes, token.scope, log)
    return token
  }
  const present = async (): Promise<Token> => {
    if (token && token.expires - RENEW_BEFORE_MILLISECONDS > Date.now()) return token
    coming ??= renew().finally(() => {
      coming = undefined
    })
    return coming
  }
  return {
    async headers(method, url) {
      const { accessToken, proofKey } = await present()
      if (!proofKey) return { authorization: `Bearer ${accessToken}` }
      return {
        authorization: `DPoP ${accessToken}`,
        dpop: await proof(proofKey, method, url, { nonce, token: accessToken }),
      }
    },
    heard(reply) {
      const given = nonceOf(reply)
      const challenged = given !== undefined && given !== nonce && isNonceWanted(reply)
      nonce = given ?? nonce
      if (reply.status !== 401) return challenged
      if (token) token = { ...token, expires: 0 }
      return true
    },
    kept: () => (fresh && token ? writeToken(token) : undefined),
    scope: async () => (await present()).scope,
  }
}

interface Nonce {
  nonce(): string | undefined
  heard(reply: Reply): void
}

function tokenEndpoint(
  app: ServiceApp,
  ask: (message: Message) => Promise<Reply>,
  log: (text: string) => void,
  { nonce, heard }: Nonce,
) {
  const url = new URL('/oauth2/v1/token', app.origin)
  const once = async (key: ProofKey | undefined): Promise<Reply> => {
    const headers: Record<string, string> = {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'okta-identity-lifecycle/1.0',
      ...(key && { dpop: await proof(key, 'POST', url, { nonce: nonce() }) }),
    }
    const reply = await ask({ method: 'POST', url, headers, body: await form(app, url) })
    heard(reply)
    return reply
  }
  return {
    /** Asks without a proof at first: an app that demands DPoP says so, then asks for its nonce. */
    async token(bound: ProofKey | undefined): Promise<Omit<Token, 'askedAs'>> {
      let key = bound
      let reply = await once(key)
      if (!key && /invalid_dpop_proof|use_dpop_nonce/.test(reply.body)) {
        log(`The app ${app.clientId} demands DPoP; its token is bound to a key of this process.`)
        key = newProofKey()
        reply = await once(key)
      }
      // Twice, as the one just told may expire before it is used.
      for (let more = 2; more > 0 && isNonceWanted(reply); more -= 1) reply = await once(key)
      return readAnswer(app, url, reply, key)
    },
  }
}

/** A new assertion for every request: Okta takes its `jti` once. */
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

/** A scope that was never granted drops out without a word and shows only as a 403 of the first command that needs it. */
function warnOfMissing(asked: readonly string[], given: string, log: Host['log']): void {
  const missing = asked.filter(scope => !given.split(' ').includes(scope))
  if (missing.length)
    log(
      'info',
      `The service app was not given ${missing.join(', ')}; grant it under Okta API Scopes, or take it out of Scopes.`,
    )
}

/** Said in the body by the token endpoint, in a header by the API (okta-api §2.4). */
function isNonceWanted({ body, headers }: Reply): boolean {
  return body.includes('use_dpop_nonce') || String(headers['www-authenticate']).includes('use_dpop_nonce')
}

function nonceOf({ headers }: Reply): string | undefined {
  const given = headers['dpop-nonce']
  return typeof given === 'string' && given !== '' ? given : undefined
}

/** One text, so that a host which keeps secrets apart has one text to keep. */
function writeToken({ proofKey: bound, ...token }: Token): string {
  return JSON.stringify({ ...token, ...(bound && { proofKey: bound.key.export({ format: 'jwk' }) }) })
}

/** Whatever else stands there is no token, and a new one is asked for. */
function readToken(stored: unknown, askedAs: string): Token | undefined {
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
