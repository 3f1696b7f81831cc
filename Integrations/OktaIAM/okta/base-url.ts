import { isPrivate } from '../../../kit/connection.ts'
import { InputError } from '../../../kit/errors.ts'

/**
 * The origin of the org from what people paste: without a scheme, with a slash at the end, with /api/v1 (quirk O8).
 * Throws InputError for anything that is not https (plain http only to this machine) or has a path, query or name of its own.
 */
export function baseUrl(given: string): string {
  const trimmed = given.trim()
  const fail = (why: string) =>
    new InputError(
      `The parameter "url" is ${JSON.stringify(given)}, ${why}; expected https://<domain>.okta.com.`,
    )
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  } catch {
    throw fail('which is not a URL')
  }
  if (url.username || url.password)
    throw new InputError('The parameter "url" holds a name or password; expected https://<domain>.okta.com.')
  if (!isPrivate(url)) throw fail('which is not https')
  if (!/^\/*(api(\/v1)?)?\/*$/.test(url.pathname) || url.search || url.hash)
    throw fail('which has a path of its own')
  return url.origin
}
