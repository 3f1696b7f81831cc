import type { Reply } from './connection.ts'

/** How a request shows who sends it. */
export interface Authorization {
  /** The headers of one attempt at a request. Throws OktaError or InputError when no token can be had. */
  headers(method: string, url: URL): Promise<Record<string, string>>
  /**
   * Learns from an answer; true when the same request is worth sending once more at once, because the token or the
   * nonce that it carried was no longer good.
   */
  heard(reply: Reply): boolean
  /** What to do about an errorCode of Okta that this way of signing in explains. */
  readonly advice?: ReadonlyMap<string, string>
}

const ADVICE = new Map([
  ['E0000004', 'check the API token of the instance'],
  ['E0000006', 'the administrator of the API token has no role that permits this'],
  ['E0000011', 'the API token is unknown, expired or revoked: make a new one under Security > API > Tokens'],
])

/** An API token of an administrator. https://developer.okta.com/docs/guides/create-an-api-token/ */
export function ssws(token: string): Authorization {
  return {
    headers: async () => ({ authorization: `SSWS ${token}` }),
    heard: () => false,
    advice: ADVICE,
  }
}
