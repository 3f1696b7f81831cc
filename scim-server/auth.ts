/** Whoever may call the application; all three ways are open at once. */
export interface Credentials {
  readonly token: string
  readonly username: string
  readonly password: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Who calls: by the fixed bearer token, by user name and password, or by a token that `/oauth/token` gave out. */
export class Doorkeeper {
  readonly #credentials: Credentials
  readonly #tokens = new Map<string, number>()
  #given = 0

  constructor(credentials: Credentials) {
    this.#credentials = credentials
  }

  /** Whether an Authorization header lets in. */
  lets(header: string | undefined): boolean {
    const { token, username, password } = this.#credentials
    const [, scheme = '', value = ''] = /^(\S+) +(\S+)$/.exec(header ?? '') ?? []
    if (scheme.toLowerCase() === 'basic') return decoded(value) === `${username}:${password}`
    if (scheme.toLowerCase() !== 'bearer') return false
    return value === token || (this.#tokens.get(value) ?? 0) > Date.now()
  }

  /** A token of its own (RFC 6749 §4.4), or the error of §5.2. Lifetimes are real time. */
  grant(form: URLSearchParams, header: string | undefined, lifetime: number) {
    const { clientId, clientSecret } = this.#credentials
    const basic = /^Basic +(\S+)$/i.exec(header ?? '')?.[1]
    const client =
      basic === undefined ? `${form.get('client_id')}:${form.get('client_secret')}` : decoded(basic)
    if (client !== `${clientId}:${clientSecret}`)
      return {
        status: 401,
        body: { error: 'invalid_client', error_description: 'unknown client or wrong secret' },
      } as const
    if (form.get('grant_type') !== 'client_credentials')
      return { status: 400, body: { error: 'unsupported_grant_type' } } as const
    this.#given += 1
    const access_token = `scim-access-${this.#given}`
    this.#tokens.set(access_token, Date.now() + lifetime * 1000)
    return { status: 200, body: { access_token, token_type: 'Bearer', expires_in: lifetime } } as const
  }

  /** Ends every token that was given out before its time. */
  revoke(): void {
    this.#tokens.clear()
  }
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
