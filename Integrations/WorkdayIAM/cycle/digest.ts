import { createHash } from 'node:crypto'

/** Half of SHA-256 in base64url: 22 characters, which no two of 100,000 entries share. */
const LENGTH = 22

/** The digest of a text. */
export const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, LENGTH)

/** A digest of many texts in their order. */
export function runningDigest(): { add(text: string): void; value(): string } {
  const hash = createHash('sha256')
  return {
    add: text => void hash.update(text).update('\n'),
    value: () => hash.digest('base64url').slice(0, LENGTH),
  }
}
