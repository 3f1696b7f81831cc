/** Okta's eight user statuses. https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/ */
export const STATUSES = [
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
  'DEPROVISIONED',
] as const
export type Status = (typeof STATUSES)[number]
