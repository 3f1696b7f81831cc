import { InputError } from '../../../kit/errors.ts'

/**
 * A value as a string literal of Okta's filter language: `"` and `\` escaped as in JSON.
 * Throws InputError on a control character or a lone surrogate, which no attribute that one looks up can hold.
 * https://developer.okta.com/docs/reference/core-okta-api/#filter
 */
export function quote(value: string): string {
  refuseUnprintable(value)
  return `"${value.replace(/["\\]/g, character => `\\${character}`)}"`
}

/**
 * A value as one segment of a request path. Throws InputError for what would change the path itself: an empty value,
 * `.`, `..`, or control characters or lone surrogates. A slash is encoded, but Okta cannot find a login by it (look-ups leave such out).
 */
export function segment(value: string): string {
  refuseUnprintable(value)
  if (value === '' || value === '.' || value === '..') {
    throw new InputError(
      `${JSON.stringify(value)} cannot stand in a request path; expected an id or a login.`,
    )
  }
  return encodeURIComponent(value)
}

function refuseUnprintable(value: string): void {
  // Half of a surrogate pair cannot be written in a URL.
  if (/\p{Surrogate}/u.test(value))
    throw new InputError(
      `The value ${JSON.stringify(value)} is not well-formed Unicode; expected text without lone surrogates.`,
    )
  const found = /[\u0000-\u001f\u007f]/.exec(value)
  if (!found) return
  const code = found[0].charCodeAt(0).toString(16).padStart(4, '0')
  throw new InputError(
    `The value ${JSON.stringify(value)} holds a control character (U+${code.toUpperCase()} at position ${found.index + 1}); expected text without any.`,
  )
}
