import { createHash, hash } from 'node:crypto'

/** 132 bits of SHA-256 in base64url: the chance that two of 100,000 entries share them is 1 in 10 to the 30. */
const LENGTH = 22

/** The digest of a text. */
export const digestOf = (text: string): string => hash('sha256', text, 'base64url').slice(0, LENGTH)

/** A digest of many texts in their order. */
export function runningDigest(): { add(text: string): void; value(): string } {
  const whole = createHash('sha256')
  return {
    add: text => void whole.update(`${text}\n`),
    value: () => whole.digest('base64url').slice(0, LENGTH),
  }
}
