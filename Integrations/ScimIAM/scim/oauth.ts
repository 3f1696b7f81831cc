import type { Message, Reply } from '../../../kit/http.ts'
import type { Host } from '../../../kit/integration.ts'
import { errorOf, jsonObject, notScim, placeOf, ScimError } from './errors.ts'
import type { Authorization } from './patience.ts'

/** Who asks for tokens, where, and for what. */
interface OAuthClient {
  readonly tokenUrl: URL
  readonly clientId: string
  readonly clientSecret: string
  readonly scope: string | undefined
}

interface Token {
  readonly accessToken: string
  /** Milliseconds since 1970, by the local clock. */
  readonly expires: number
  /** Of whom and for what it was given; a token of other settings is not used. */
  readonly askedAs: string
}

export interface OAuthAuthorization extends Authorization {
  /** The token to keep for the next command; undefined when it is the one that was given. */
  kept(): string | undefined
}

const RENEW_BEFORE_MILLISECONDS = 30_000
/** RFC 6749 §5.1 lets a server leave expires_in out. */
const USUAL_SECONDS = 3600

/**
 * OAuth 2.0 client credentials (RFC 6749 §4.4). `ask` sends a request to the token endpoint; `stored` is what an earlier
 * command kept. A token that the server no longer takes (401) is replaced once by a new one.
 */
export function clientCredentials(
  client: OAuthClient,
  ask: (message: Message) => Promise<Reply>,
  { keepSecret }: Pick<Host, 'keepSecret'>,
  stored?: unknown,
): OAuthAuthorization {
  const { tokenUrl, clientId, clientSecret, scope = '' } = client
  // As they travel; a token endpoint may give back what it was asked.
  const formEncoded = new URLSearchParams({ s: clientSecret }).toString().slice(2)
  for (const secret of [basicPair(client), encodeURIComponent(clientSecret), formEncoded]) keepSecret(secret)
  const askedAs = [tokenUrl.href, clientId, scope].join('\n')
  let token = readToken(stored, askedAs)
  if (token) keepSecret(token.accessToken)
  let fresh = false
  let coming: Promise<Token> | undefined
  const renewed = async () => {
    token = { ...(await newToken(client, ask)), askedAs }
    fresh = true
    keepSecret(token.accessToken)
    return token
  }
  const present = async () => {
    if (token && token.expires - RENEW_BEFORE_MILLISECONDS > Date.now()) return token
    coming ??= renewed().finally(() => {
      coming = undefined
    })
    return coming
  }
  return {
    headers: async () => ({ authorization: `Bearer ${(await present()).accessToken}` }),
    renew() {
      token = undefined
      return true
    },
    kept: () => (fresh && token ? JSON.stringify(token) : undefined),
  }
}

/** By HTTP Basic, which every server must take (RFC 6749 §2.3.1), else in the body, which some want all the same. */
async function newToken(
  client: OAuthClient,
  ask: (message: Message) => Promise<Reply>,
): Promise<Omit<Token, 'askedAs'>> {
  const reply = await ask(tokenRequest(client, 'header'))
  const isClientRefused = reply.status === 401 || /invalid_client/.test(reply.body)
  return readAnswer(client, isClientRefused ? await ask(tokenRequest(client, 'body')) : reply)
}

function tokenRequest(client: OAuthClient, way: 'header' | 'body'): Message {
  const { tokenUrl, clientId, clientSecret, scope } = client
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(scope && { scope }),
    ...(way === 'body' && { client_id: clientId, client_secret: clientSecret }),
  })
  return {
    method: 'POST',
    url: tokenUrl,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'okta-identity-lifecycle/1.0',
      ...(way === 'header' && { authorization: `Basic ${basicPair(client)}` }),
    },
    body: body.toString(),
  }
}

/** Both are form-encoded before they are joined (RFC 6749 §2.3.1). */
function basicPair({ clientId, clientSecret }: OAuthClient): string {
  return Buffer.from([clientId, clientSecret].map(encodeURIComponent).join(':')).toString('base64')
}

function readAnswer({ tokenUrl, clientId }: OAuthClient, reply: Reply): Omit<Token, 'askedAs'> {
  const place = placeOf('POST', tokenUrl, reply)
  const said = jsonObject(reply.body)
  if (reply.status !== 200) {
    if (typeof said?.error !== 'string') throw errorOf(place, reply.body)
    const description = typeof said.error_description === 'string' ? ` (${said.error_description})` : ''
    throw new ScimError(
      place,
      `The token endpoint gave the client ${clientId} no token: ${said.error}${description}; check Client ID, Client secret and OAuth 2.0 scope`,
    )
  }
  const { access_token: accessToken, expires_in: seconds } = said ?? {}
  if (typeof accessToken !== 'string' || accessToken === '') throw notScim(place, said ? '' : reply.body)
  const lifetime = Number(seconds) > 0 ? Number(seconds) : USUAL_SECONDS
  return { accessToken, expires: Date.now() + lifetime * 1000 }
}

/** Whatever else stands there is no token, and a new one is asked for. */
function readToken(stored: unknown, askedAs: string): Token | undefined {
  const { accessToken, expires, askedAs: was } = jsonObject(String(stored)) ?? {}
  if (typeof accessToken !== 'string' || typeof expires !== 'number' || was !== askedAs) return undefined
  return { accessToken, expires, askedAs }
}
