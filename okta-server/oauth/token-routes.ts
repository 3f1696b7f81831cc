import { type App, endpoint, origin, type RequestContext } from '../context.ts'
import { recorder } from '../logs/record.ts'
import { serviceAppTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { authenticatedClient } from './client.ts'
import { checkProof, ProofError } from './proof.ts'
import { OAuthError } from './refusal.ts'
import { scopes as knownScopes } from './scopes.ts'
import type { ServiceApp } from './service-app.ts'

/** Okta knows these, but a service app never has them. */
const otherGrants = [
  'authorization_code',
  'refresh_token',
  'password',
  'implicit',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
]

/** Serves `POST /oauth2/v1/token`, client credentials only (okta-api §2.3). */
export function tokenRoutes(app: App, org: Org): void {
  endpoint(app, '/oauth2/v1/token', { POST: c => token(c, org) })
}

async function token(c: RequestContext, org: Org): Promise<Response> {
  const form = await formBody(c)
  const grantType = form.get('grant_type')
  if (!grantType)
    throw new OAuthError('invalid_request', "The request is missing the parameter 'grant_type'.")
  if (grantType !== 'client_credentials' && !otherGrants.includes(grantType))
    throw new OAuthError('unsupported_grant_type', `The grant type '${grantType}' is not supported.`)
  const app = await authenticatedClient(c, org, form)
  c.set('caller', app)
  try {
    if (grantType !== 'client_credentials')
      throw new OAuthError('unauthorized_client', `The client may not use the grant type '${grantType}'.`)
    return await granted(c, org, app, form.get('scope') ?? '')
  } catch (error) {
    if (error instanceof OAuthError) recordRefusal(c, org, app, error)
    throw error
  }
}

async function formBody(c: RequestContext): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? ''))
    throw new OAuthError('invalid_request', 'The body must be application/x-www-form-urlencoded.')
  return new URLSearchParams(await c.req.text())
}

async function granted(c: RequestContext, org: Org, app: ServiceApp, scope: string): Promise<Response> {
  const jkt = await boundKey(c, org, app)
  const scopes = grantedScopes(scope, app)
  const lifetime = org.choices.accessTokenLifetime
  const grant = { clientId: app.clientId, scopes, origin: origin(c), lifetime }
  const { token, id } = await org.oauth.tokens.issue(jkt === undefined ? grant : { ...grant, jkt })
  const accessToken = {
    id,
    type: 'access_token',
    alternateId: 'unknown',
    displayName: 'Access Token',
  } as const
  recorder(c, org)('app.oauth2.token.grant.access_token', [serviceAppTarget(app), accessToken], {
    debugData: {
      grantType: 'client_credentials',
      clientAuthType: 'private_key_jwt',
      requestedScopes: scope,
      grantedScopes: scopes.join(' '),
    },
  })
  return c.json({
    token_type: jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: lifetime,
    access_token: token,
    scope: scopes.join(' '),
  })
}

/** The thumbprint of the key that the token is bound to; undefined when an app that need not sends no proof. */
async function boundKey(c: RequestContext, org: Org, app: ServiceApp): Promise<string | undefined> {
  const header = c.req.header('dpop')
  if (header === undefined) {
    if (!app.dpop) return undefined
    throw new OAuthError('invalid_dpop_proof', 'The DPoP proof JWT header is missing.')
  }
  const { nonces, proofs } = org.oauth
  const { jkt, nonce } = await checkProof(header, {
    method: 'POST',
    url: `${origin(c)}/oauth2/v1/token`,
    used: proofs,
  }).catch(error => {
    throw error instanceof ProofError ? new OAuthError('invalid_dpop_proof', error.message) : error
  })
  c.header('dpop-nonce', nonces.current())
  if (nonce === undefined || !nonces.accepts(nonce))
    throw new OAuthError('use_dpop_nonce', 'Authorization server requires nonce in DPoP proof.')
  return jkt
}

/** Those of the asked scopes that the app has; what it has not drops out silently (okta-api §2.2). */
function grantedScopes(scope: string, app: ServiceApp): string[] {
  const asked = [...new Set(scope.split(' ').filter(Boolean))]
  if (asked.length === 0) throw new OAuthError('invalid_scope', "The request must contain a 'scope'.")
  if (!asked.every(one => knownScopes.includes(one)))
    throw new OAuthError(
      'invalid_scope',
      'One or more scopes are not configured for the authorization server resource.',
    )
  const scopes = asked.filter(one => app.scopes.includes(one))
  if (scopes.length === 0)
    throw new OAuthError('consent_required', 'You are not allowed any of the requested scopes.')
  return scopes
}

/** Asking for a nonce is a step of the way, not a failure. */
function recordRefusal(c: RequestContext, org: Org, app: ServiceApp, { error }: OAuthError): void {
  if (error === 'use_dpop_nonce') return
  const facts = { result: 'FAILURE', reason: error } as const
  recorder(c, org)('app.oauth2.token.grant.access_token', [serviceAppTarget(app)], facts)
}
