import { type Answer, errorOf, OktaError } from './errors.ts'
import { jsonObject } from './json-object.ts'

const NOT_THE_HALF = 'Private Key is not the other half of a public key that is registered with the app'

/** What the token endpoint's errors most often mean (okta-api §2.3), and what to do. */
const ADVICE: [RegExp, string][] = [
  // Before the keys, because they hold the word.
  [/private_key_jwt/i, 'set the app’s Client authentication to "Public key / Private key"'],
  [/JWKS/, 'add the public key of Private Key to the app, under Public Keys'],
  [
    /audience/i,
    'the URL parameter must be the org itself, not a custom domain of it that the app does not know',
  ],
  [
    /\bkid\b|key/i,
    'set Key ID to the id of a public key that is registered with the app, and Private Key to its other half',
  ],
  [/signature/i, NOT_THE_HALF],
  [/\b(exp|iat)\b|expir|\btime\b/i, 'the clock of this machine is wrong by more than Okta accepts'],
]
const BY_ERROR = new Map([
  ['invalid_client', 'check Client ID, and that the public key of Private Key is registered with the app'],
  ['invalid_scope', 'take out of Scopes what is no scope of Okta'],
  ['consent_required', 'grant the app at least one of them under Okta API Scopes'],
  ['unauthorized_client', 'the app must be an API Services app'],
  [
    'invalid_dpop_proof',
    'report this; the app can be used meanwhile without "Require Demonstrating Proof of Possession"',
  ],
])

interface Asking {
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly keyId?: string | undefined
}

/** The error of an answer that brings no token: {error, error_description}, Okta's envelope for 429, or a gateway's. */
export function tokenError(answer: Answer, body: string, { clientId, scopes, keyId }: Asking): OktaError {
  const said = jsonObject(body)
  if (answer.status !== undefined && answer.status >= 500) return unavailable(answer, clientId)
  if (typeof said?.error !== 'string') return errorOf(answer, body)
  const description = typeof said.error_description === 'string' ? said.error_description : ''
  const [, byText] =
    ADVICE.find(([pattern]) => said.error === 'invalid_client' && pattern.test(description)) ?? []
  const isOfKeyId = keyId && byText === NOT_THE_HALF
  const advice = isOfKeyId
    ? 'Private Key is not the other half of the public key that Key ID names'
    : (byText ?? BY_ERROR.get(said.error) ?? 'see the app in the Admin Console')
  const about =
    said.error === 'consent_required' || said.error === 'invalid_scope'
      ? ` Asked for: ${scopes.join(', ')}.`
      : ''
  return new OktaError(
    answer,
    said.error,
    `Okta gave the service app ${clientId} no token: ${(description || said.error).replace(/\.?$/, '')}.${about} Next step: ${advice}`,
  )
}

/** Repeating did not help, and neither the URL nor the app is at fault. */
function unavailable(answer: Answer, clientId: string): OktaError {
  return new OktaError(
    answer,
    undefined,
    `Okta gives the service app ${clientId} no token at present, so the request that needs one was not sent. Next step: try again later`,
  )
}
