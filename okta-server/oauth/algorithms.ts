/** What a client may sign assertions and proofs with (okta-api §2.3); never a shared secret, never `none`. */
export const algorithms: readonly string[] = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512']

/** How far the clock of a client may be ahead, in seconds. */
export const leeway = 5

/** Real time in seconds: the lives of tokens and proofs do not follow the org's clock. */
export function secondsNow(): number {
  return Math.floor(Date.now() / 1000)
}
