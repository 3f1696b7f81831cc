import type { JsonObject } from '../json.ts'
import type { Digest } from '../users/password.ts'

interface Kind {
  /** How ids of this type begin (okta-api §1). */
  prefix: string
  provider: string
  /** The word that System Log reasons use. */
  word: string
}

/** The types of factors (okta-api §10), with the provider Okta takes when none is told. */
export const kinds = {
  push: { prefix: 'opf', provider: 'OKTA', word: 'OKTA_VERIFY_PUSH' },
  sms: { prefix: 'mbl', provider: 'OKTA', word: 'SMS_FACTOR' },
  call: { prefix: 'clf', provider: 'OKTA', word: 'CALL_FACTOR' },
  email: { prefix: 'emf', provider: 'OKTA', word: 'EMAIL_FACTOR' },
  question: { prefix: 'ufs', provider: 'OKTA', word: 'SECURITY_QUESTION' },
  'token:software:totp': { prefix: 'ost', provider: 'OKTA', word: 'OKTA_SOFT_TOKEN' },
  'token:hotp': { prefix: 'uft', provider: 'CUSTOM', word: 'HOTP' },
  'token:hardware': { prefix: 'ykk', provider: 'YUBICO', word: 'YUBIKEY_TOKEN' },
  webauthn: { prefix: 'fwf', provider: 'FIDO', word: 'FIDO_WEBAUTHN' },
  signed_nonce: { prefix: 'crp', provider: 'OKTA', word: 'OKTA_VERIFY_FASTPASS' },
} as const satisfies Record<string, Kind>

export type FactorType = keyof typeof kinds

/** A factor that a user has enrolled. */
export interface Factor {
  readonly id: string
  readonly factorType: FactorType
  readonly provider: string
  readonly status: 'ACTIVE' | 'PENDING_ACTIVATION'
  readonly created: string
  readonly lastUpdated: string
  readonly profile: JsonObject
  /** Only for a question. */
  readonly answer?: Digest
  /** When a code was sent last, and when one was used last. */
  readonly sent: string | null
  readonly used: string | null
}

export function factorType(value: unknown): FactorType | undefined {
  return (Object.keys(kinds) as FactorType[]).find(known => known === value)
}

/** The code that every factor of this org accepts, so that a test can sign in. */
export const passCode = '123456'

/** The factor as Okta shows it: `verify` when ACTIVE, `activate` and a list of `resend` before (okta-api §10). */
export function factorObject(factor: Factor, userId: string, origin: string): JsonObject {
  const user = `${origin}/api/v1/users/${userId}`
  const self = `${user}/factors/${factor.id}`
  const link = (href: string, allow: string) => ({ href, hints: { allow: [allow] } })
  return {
    id: factor.id,
    factorType: factor.factorType,
    provider: factor.provider,
    vendorName: factor.provider,
    status: factor.status,
    created: factor.created,
    lastUpdated: factor.lastUpdated,
    profile: { ...factor.profile },
    _links: {
      ...(factor.status === 'ACTIVE'
        ? { verify: link(`${self}/verify`, 'POST') }
        : {
            activate: link(`${self}/lifecycle/activate`, 'POST'),
            resend: [{ name: factor.factorType, ...link(`${self}/resend`, 'POST') }],
          }),
      self: link(self, 'GET'),
      user: link(user, 'GET'),
    },
  }
}
