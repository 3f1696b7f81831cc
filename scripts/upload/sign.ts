import { createHash, randomBytes } from 'node:crypto'

export interface Credentials {
  readonly key: string
  readonly authId?: string
  readonly advanced: boolean
}

/**
 * The headers that sign a request (pack layout §6): the key alone for 6.x; with its id for 8.x; and for an Advanced key the
 * SHA-256 of key, nonce and time (milliseconds) in its place, so that the key itself does not travel.
 */
export function signature({ key, authId, advanced }: Credentials): Record<string, string> {
  if (authId === undefined) return { authorization: key }
  if (!advanced) return { authorization: key, 'x-xdr-auth-id': authId }
  const nonce = randomBytes(32).toString('hex')
  const timestamp = String(Date.now())
  const hash = createHash('sha256').update(`${key}${nonce}${timestamp}`).digest('hex')
  return {
    authorization: hash,
    'x-xdr-auth-id': authId,
    'x-xdr-nonce': nonce,
    'x-xdr-timestamp': timestamp,
  }
}
