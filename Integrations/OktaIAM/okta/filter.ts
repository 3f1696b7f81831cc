import { InputError } from '../../../kit/errors.ts'

/**
 * A value as a string literal of Okta's filter language: `"` and `\` escaped as in JSON.
 * Throws InputError on a control character, which no attribute that one looks up can hold.
 * https://developer.okta.com/docs/reference/core-okta-api/#filter
 */
export function quote(value: string): string {
  refuseControlCharacters(value)
  return `"${value.replace(/["\\]/g, character => `\\${character}`)}"`
}

/**
 * A value as one segment of a request path. Throws InputError for what would change the path itself: an empty value,
 * `.`, `..`, or control characters. A slash is encoded, but Okta cannot find a login by it (look-ups leave such out).
 */
export function segment(value: string): string {
  refuseControlCharacters(value)
  if (value === '' || value === '.' || value === '..') {
    throw new InputError(
      `${JSON.stringify(value)} cannot stand in a request path; expected an id or a login.`,
    )
  }
  return encodeURIComponent(value)
}

function refuseControlCharacters(value: string): void {
  const found = /[\u0000-\u001f\u007f]/.exec(value)
  if (!found) return
  const code = found[0].charCodeAt(0).toString(16).padStart(4, '0')
  throw new InputError(
    `The value ${JSON.stringify(value)} holds a control character (U+${code.toUpperCase()} at position ${found.index + 1}); expected text without any.`,
  )
}
