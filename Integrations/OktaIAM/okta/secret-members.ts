/**
 * Members of Okta's objects, and of the requests to it, that hold secrets: passwords and their recovery, links and tokens
 * that stand for one, client secrets of identity providers and applications, seeds of factors (quirks V3, S7).
 */
export const SECRET_MEMBERS: ReadonlySet<string> = new Set([
  'password',
  'tempPassword',
  'answer',
  'passCode',
  'resetPasswordUrl',
  'activationUrl',
  'activationToken',
  'client_secret',
  'clientSecret',
  'sharedSecret',
  'private_key',
  'privateKey',
])
