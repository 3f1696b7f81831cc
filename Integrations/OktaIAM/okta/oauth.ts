import type { Host } from '../../../kit/integration.ts'
import type { Authorization } from './authorization.ts'
import type { Message, Reply } from './connection.ts'
import { proof } from './dpop.ts'
import { missingOf, notGranted } from './scopes.ts'
import { askedAsOf, readToken, type Token, writeToken } from './token.ts'
import { isNonceWanted, nonceOf, type ServiceApp, tokenEndpoint } from './token-endpoint.ts'

export interface ServiceAppAuthorization extends Authorization {
  /** The token to keep for the next command; undefined when it is the one that was given. */
  kept(): string | undefined
  /** What the token in use may do, and what of the scopes asked for it may not; asks for one when there is none. */
  rights(): Promise<Rights>
}

export interface Rights {
  readonly scopes: readonly string[]
  readonly missing: readonly string[]
}

// Okta gives a token for an hour; one about to end is not worth sending.
const RENEW_BEFORE_MILLISECONDS = 60_000
const ADVICE = new Map([
  ['E0000004', 'Okta does not take the access token of the service app; see that the app is active'],
  [
    'E0000006',
    'the service app has no administrator role that permits this: give it one under Applications > the app > Admin roles',
  ],
  [
    'E0000011',
    'Okta does not take the access token of the service app, nor a new one; see that the app is active, and that the URL parameter is the org’s own',
  ],
])

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
  const askedAs = askedAsOf(app)
  let token: Token | undefined = readToken(stored, askedAs)
  const isOfEarlierCommand = token !== undefined
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
      if (isScopeLacking(reply)) {
        // What was granted since is in a new token only; one of this command has it.
        if (token && !fresh) token = { ...token, expires: 0 }
        return isOfEarlierCommand
      }
      if (reply.status !== 401) return challenged
      if (token) token = { ...token, expires: 0 }
      return true
    },
    advice: ADVICE,
    kept: () => (fresh && token ? writeToken(token) : undefined),
    rights: async () => {
      const { scope } = await present()
      return { scopes: scope.split(' ').filter(Boolean), missing: missingOf(app.scopes, scope) }
    },
  }
}

/** A scope that was never granted drops out without a word and shows only as a 403 of the first command that needs it. */
function warnOfMissing(asked: readonly string[], given: string, log: Host['log']): void {
  const missing = missingOf(asked, given)
  if (missing.length) log('info', notGranted(missing))
}

function isScopeLacking({ status, headers }: Reply): boolean {
  return status === 403 && String(headers['www-authenticate']).includes('insufficient_scope')
}
