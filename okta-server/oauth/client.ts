import { origin, type RequestContext } from '../context.ts'
import type { Org } from '../org.ts'
import { assertedApp } from './assertion.ts'
import { OAuthError } from './refusal.ts'
import type { ServiceApp } from './service-app.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Who asks for a token. Only `private_key_jwt` counts: 401 invalid_client for the rest, 400 for a wrong type. */
export async function authenticatedClient(
  c: RequestContext,
  org: Org,
  form: URLSearchParams,
): Promise<ServiceApp> {
  const assertion = form.get('client_assertion')
  const type = form.get('client_assertion_type')
  if (assertion !== null && type !== assertionType)
    throw new OAuthError(
      'invalid_request',
      type === null
        ? "The request is missing the parameter 'client_assertion_type'."
        : `The client_assertion_type must be '${assertionType}'.`,
    )
  if (!assertion) throw withoutAssertion(c, org, form)
  return assertedApp(assertion, {
    apps: org.oauth.apps,
    audience: `${origin(c)}/oauth2/v1/token`,
    used: org.oauth.assertions,
  })
}

function withoutAssertion(c: RequestContext, org: Org, form: URLSearchParams): OAuthError {
  const id = form.get('client_id') ?? basicUser(c.req.header('authorization'))
  if (id === undefined)
    return new OAuthError('invalid_client', 'A client_assertion must be provided in the request.')
  return new OAuthError(
    'invalid_client',
    org.oauth.apps.has(id)
      ? 'Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.'
      : "Invalid value for 'client_id' parameter.",
  )
}

function basicUser(header: string | undefined): string | undefined {
  const encoded = /^Basic\s+(\S+)\s*$/i.exec(header ?? '')?.[1]
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString().split(':')[0]
}
