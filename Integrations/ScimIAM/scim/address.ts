import { isPrivate } from '../../../kit/connection.ts'
import { InputError } from '../../../kit/errors.ts'

/** Where the resources of a server lie: its origin, and the path before /Users, without a slash at the end. */
export interface Address {
  readonly origin: string
  readonly path: string
}

/**
 * The base address from what people paste: with a slash at the end, with /Users. Throws InputError for anything that is not
 * https (plain http only to this machine) or has a query, a fragment or a name of its own.
 */
export function baseAddress(given: string): Address {
  const { origin, pathname, search, hash } = privateUrl('url', given)
  if (search || hash) throw wrong('url', given, 'which has a query or a fragment', 'https://<host>/scim/v2')
  return { origin, path: pathname.replace(/\/+(Users|Groups)?\/*$/, '') }
}

/** An address to which a secret may travel. Throws InputError naming the parameter. */
export function privateUrl(parameter: string, given: string): URL {
  const expected = parameter === 'url' ? 'https://<host>/scim/v2' : 'https://<host>/oauth/token'
  if (!URL.canParse(given)) throw wrong(parameter, given, 'which is not a URL', expected)
  const url = new URL(given)
  if (url.username || url.password)
    throw new InputError(`The parameter "${parameter}" holds a name or password; expected ${expected}.`)
  if (!isPrivate(url)) throw wrong(parameter, given, 'which is not https', expected)
  return url
}

/** Never the query, in which people paste tokens. */
function wrong(parameter: string, given: string, why: string, expected: string): InputError {
  const [address = ''] = given.split(/[?#]/)
  return new InputError(
    `The parameter "${parameter}" is ${JSON.stringify(address)}, ${why}; expected ${expected}.`,
  )
}
