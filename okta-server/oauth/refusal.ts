import type { JsonObject } from '../json.ts'

const statuses = {
  invalid_client: 401,
  invalid_request: 400,
  invalid_scope: 400,
  consent_required: 400,
  unsupported_grant_type: 400,
  unauthorized_client: 400,
  use_dpop_nonce: 400,
  invalid_dpop_proof: 400,
} as const

/** A refusal of the token endpoint: OAuth's form, not Okta's envelope (okta-api §2.3). */
export class OAuthError extends Error {
  readonly error: keyof typeof statuses
  readonly status: 400 | 401

  constructor(error: keyof typeof statuses, description: string) {
    super(description)
    this.error = error
    this.status = statuses[error]
  }

  body(): JsonObject {
    return { error: this.error, error_description: this.message }
  }
}
