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
}

/** An API token of an administrator. https://developer.okta.com/docs/guides/create-an-api-token/ */
export function ssws(token: string): Authorization {
  return {
    headers: async () => ({ authorization: `SSWS ${token}` }),
    heard: () => false,
  }
}
