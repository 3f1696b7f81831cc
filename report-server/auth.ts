/** Whoever may download the report. */
export interface Credentials {
  readonly username: string
  readonly password: string
}

/** Whether an Authorization header is HTTP basic authentication (RFC 7617) with these credentials. */
export function isAuthorized(header: string | undefined, { username, password }: Credentials): boolean {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? []
  if (encoded === undefined) return false
  return Buffer.from(encoded, 'base64').toString('utf8') === `${username}:${password}`
}
