import type { Next } from 'hono'
import { origin, type RequestContext } from '../context.ts'
import { OktaError } from '../errors.ts'
import type { Org } from '../org.ts'
import { sendLinks } from '../paging.ts'
import type { Claims } from './access-token.ts'
import { algorithms } from './algorithms.ts'
import { checkProof, ProofError } from './proof.ts'
import { covers, neededScope } from './scopes.ts'

export type Scheme = 'Bearer' | 'DPoP'

/**
 * Lets an API call with an access token through when token, proof, scope and admin role allow it. 401 E0000011, 400 without
 * a body, or 403 E0000006; what is wrong is told by WWW-Authenticate (okta-api §2.2, §2.4).
 */
export async function authenticateApp(
  c: RequestContext,
  org: Org,
  { scheme, token }: { scheme: Scheme; token: string },
  next: Next,
): Promise<Response | undefined> {
  const claims = await org.oauth.tokens.read(token)
  const app = org.oauth.apps.get(claims?.clientId ?? '')
  if (!claims || !app) throw invalidToken(c, scheme, 'The access token is invalid.')
  const refused = await possessionProblem(c, org, scheme, token, claims)
  if (refused) return refused
  c.set('caller', app)
  const needed = neededScope(c.req.method, c.req.path)
  if (needed !== undefined && !covers(claims.scopes, needed)) {
    const description = 'The access token provided does not contain the required scopes.'
    challenge(c, scheme, 'insufficient_scope', description)
    throw new OktaError('E0000006')
  }
  if (needed !== undefined && app.adminRoles.length === 0) return withoutRole(c, org)
  await next()
  return undefined
}

/** A list of users is empty for an app that administers nobody; everything else is refused (okta-api §2.2). */
function withoutRole(c: RequestContext, org: Org): Response {
  if (c.req.method !== 'GET' || c.req.path !== '/api/v1/users') throw new OktaError('E0000006')
  sendLinks(c, org, 200, undefined)
  return c.json([])
}

/** The refusal when the caller does not prove to hold the key that the token is bound to. */
async function possessionProblem(
  c: RequestContext,
  org: Org,
  scheme: Scheme,
  token: string,
  { jkt }: Claims,
): Promise<Response | undefined> {
  if (jkt === undefined) {
    if (scheme === 'Bearer') return undefined
    throw invalidToken(c, scheme, 'The access token is not bound to a key.')
  }
  const proof = c.req.header('dpop')
  if (scheme === 'Bearer')
    return badRequest(c, 'invalid_request', 'A DPoP-bound access token must be sent with the DPoP scheme.')
  if (proof === undefined) return badRequest(c, 'invalid_request', 'The DPoP proof JWT header is missing.')
  try {
    const url = `${origin(c)}${new URL(c.req.url).pathname}`
    await checkProof(proof, { method: c.req.method, url, used: org.oauth.proofs, bound: { token, jkt } })
    return undefined
  } catch (error) {
    if (error instanceof ProofError) return badRequest(c, 'invalid_dpop_proof', error.message)
    throw error
  }
}

function invalidToken(c: RequestContext, scheme: Scheme, description: string): OktaError {
  challenge(c, scheme, 'invalid_token', description)
  return new OktaError('E0000011')
}

/** Without a body: only the header explains it (https://github.com/okta/okta-sdk-dotnet/issues/875). */
function badRequest(c: RequestContext, error: string, description: string): Response {
  challenge(c, 'DPoP', error, description)
  return c.body(null, 400)
}

/** The header in the form of live answers (https://github.com/okta/okta-sdk-nodejs/issues/453). */
function challenge(c: RequestContext, scheme: Scheme, error: string, description: string): void {
  const parts = {
    ...(scheme === 'DPoP' && { algs: algorithms.join(' ') }),
    authorization_uri: `${origin(c)}/oauth2/v1/authorize`,
    realm: origin(c),
    scope: neededScope(c.req.method, c.req.path) ?? '',
    error,
    error_description: description,
    resource: c.req.path,
  }
  const text = Object.entries(parts).map(([name, value]) => `${name}="${value}"`)
  c.header('WWW-Authenticate', `${scheme} ${text.join(', ')}`)
}
