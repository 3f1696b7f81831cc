import { InputError } from '../../kit/errors.ts'
import type { Host } from '../../kit/integration.ts'
import { type Authorization, ssws } from './okta/authorization.ts'
import type { Message, Reply } from './okta/connection.ts'
import { type ServiceAppAuthorization, serviceApp } from './okta/oauth.ts'
import { ownKeyId, privateKey } from './okta/private-key.ts'
import type { Params } from './session.ts'

/** The key of the integration context that holds the access token. It is secret, and okta-auth-reset clears just that. */
export const TOKEN_KEY = 'oauth'

/**
 * How the instance signs in: as a service app when "Use OAuth 2.0" is on, else with an API token. Parameters of the other
 * way are not looked at. Throws InputError naming those that are missing.
 */
export function signIn(
  params: Params,
  origin: string,
  ask: (message: Message) => Promise<Reply>,
  host: Host,
): { readonly authorization: Authorization; readonly app?: ServiceAppAuthorization } {
  if (!params.use_oauth) return { authorization: ssws(apiToken(params)) }
  const { client_id: clientId, private_key: keyText, jwt_algorithm: algorithm } = params
  const missing = [!clientId && 'Client ID', !keyText && 'Private Key'].filter(Boolean)
  if (!clientId || !keyText)
    throw new InputError(
      `Required OAuth parameters are missing: ${missing.join(', ')}. "Use OAuth 2.0" is on and needs them.`,
    )
  const app = serviceApp(
    {
      origin,
      clientId,
      key: privateKey(keyText, algorithm),
      algorithm,
      keyId: params.key_id ?? ownKeyId(keyText),
      scopes: separated(params.scopes),
    },
    ask,
    host,
    host.integrationContext[TOKEN_KEY],
  )
  return { authorization: app, app }
}

/** Okta's own console shows scopes with blanks between them, and so they are pasted. */
function separated(scopes: readonly string[]): string[] {
  return [...new Set(scopes.flatMap(one => one.split(/\s+/)).filter(Boolean))]
}

function apiToken(params: Params): string {
  const token = params.credentials?.password || params.apitoken
  if (!token)
    throw new InputError(
      'Missing API token. Put it into the parameter "API Token" of the instance, or switch on "Use OAuth 2.0".',
    )
  // Header values are Latin-1 and one line; an HTTP library would fail on others with a message that quotes the token.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new InputError('The API token holds a blank or another character that no token has; paste it anew.')
  return token
}
