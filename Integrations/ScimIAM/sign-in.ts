import { InputError } from '../../kit/errors.ts'
import type { Message, Reply } from '../../kit/http.ts'
import type { Host } from '../../kit/integration.ts'
import { privateUrl } from './scim/address.ts'
import { clientCredentials, type OAuthAuthorization } from './scim/oauth.ts'
import type { Authorization } from './scim/patience.ts'
import type { Params } from './session.ts'

/** The key of the integration context that holds the access token. */
export const TOKEN_KEY = 'oauth'

/**
 * How the instance signs in: with a Bearer token, a user name and its password, or OAuth client credentials. Exactly one of
 * them is filled. Throws InputError saying what is missing, or what is too much.
 */
export function signIn(
  params: Params,
  ask: (message: Message) => Promise<Reply>,
  host: Host,
): { readonly authorization: Authorization; readonly oauth?: OAuthAuthorization } {
  const { api_token: token, credentials, oauth_credentials: client, token_url: tokenUrl } = params
  const ways = [
    token?.password && 'API token',
    (credentials?.identifier || credentials?.password) && 'Username and Password',
    (client?.identifier || client?.password || tokenUrl) &&
      'Client ID, Client secret and OAuth 2.0 token URL',
  ].filter(Boolean)
  if (ways.length !== 1)
    throw new InputError(
      ways.length
        ? `The instance has several ways of signing in: ${ways.join('; ')}. Fill one of them and empty the others.`
        : 'The instance has no way of signing in. Fill API token, or Username and Password, or Client ID, Client secret and OAuth 2.0 token URL.',
    )
  if (token?.password) return { authorization: fixed(`Bearer ${bearer(token.password)}`) }
  if (credentials?.identifier || credentials?.password) return { authorization: basic(credentials, host) }
  return oauthOf(params, ask, host)
}

function oauthOf(
  { oauth_credentials: client, token_url: tokenUrl, scope }: Params,
  ask: (message: Message) => Promise<Reply>,
  host: Host,
) {
  const missing = [
    !client?.identifier && 'Client ID',
    !client?.password && 'Client secret',
    !tokenUrl && 'OAuth 2.0 token URL',
  ].filter(Boolean)
  if (!client?.identifier || !client.password || !tokenUrl)
    throw new InputError(`The sign-in by OAuth 2.0 lacks: ${missing.join(', ')}.`)
  const oauth = clientCredentials(
    {
      tokenUrl: privateUrl('token_url', tokenUrl),
      clientId: client.identifier,
      clientSecret: client.password,
      scope,
    },
    ask,
    host,
    host.integrationContext[TOKEN_KEY],
  )
  return { authorization: oauth, oauth }
}

function basic({ identifier, password }: { identifier: string; password: string }, host: Host) {
  if (!identifier || !password)
    throw new InputError(`The sign-in lacks: ${identifier ? 'Password' : 'Username'}.`)
  // RFC 7617 §2: a colon would end the name.
  if (identifier.includes(':'))
    throw new InputError(
      'The parameter "credentials" has a user name with a colon, which HTTP Basic cannot send.',
    )
  const encoded = Buffer.from(`${identifier}:${password}`).toString('base64')
  host.keepSecret(encoded)
  return fixed(`Basic ${encoded}`)
}

function fixed(authorization: string): Authorization {
  return { headers: async () => ({ authorization }), renew: () => false }
}

function bearer(token: string): string {
  // Header values are Latin-1 and one line; an HTTP library would fail on others with a message that quotes the token.
  if (/^[\x21-\x7e]+$/.test(token)) return token
  throw new InputError('The API token holds a blank or another character that no token has; paste it anew.')
}
