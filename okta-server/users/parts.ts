import type { RequestContext } from '../context.ts'
import { invalid } from '../errors.ts'
import { isObject, type JsonObject } from '../json.ts'

const credentialLinks = [
  'changePassword',
  'changeRecoveryQuestion',
  'expirePassword',
  'forgotPassword',
  'resetPassword',
]

/** What a user's answer leaves out because the content type asks so: `okta-response=omitCredentials,…` (okta-api §8). */
export function omitter(c: RequestContext): (user: JsonObject) => JsonObject {
  const asked = /;\s*okta-response\s*=\s*"?([\w,\s]+)"?/i.exec(c.req.header('content-type') ?? '')?.[1] ?? ''
  const parts = asked.toLowerCase().split(/[,\s]+/)
  return ({ credentials, _links, ...user }) => ({
    ...user,
    ...(credentials !== undefined && !parts.includes('omitcredentials') && { credentials }),
    ...(_links !== undefined && {
      _links:
        parts.includes('omitcredentialslinks') && isObject(_links)
          ? without(_links, credentialLinks)
          : _links,
    }),
  })
}

/**
 * `fields` of the user list, such as `id,status,profile:(firstName,lastName)`: the named attributes and no others. Names
 * that do not exist are passed over; E0000001 for what is no such list.
 */
export function projection(fields: string): (user: JsonObject) => JsonObject {
  const wanted = new Map<string, Set<string> | undefined>()
  const item = /\s*(\w+)\s*(?::\s*\(([\w\s,-]*)\)\s*)?(?:,|$)/y
  while (item.lastIndex < fields.length) {
    const [, name, attributes] = item.exec(fields) ?? []
    if (name === undefined)
      throw invalid('fields', `fields: must be like id,status,profile:(firstName,lastName), not '${fields}'`)
    wanted.set(
      name,
      attributes === undefined ? undefined : new Set(attributes.split(',').map(one => one.trim())),
    )
  }
  return user =>
    Object.fromEntries(
      Object.entries(user)
        .filter(([name]) => wanted.has(name))
        .map(([name, value]) => {
          const attributes = wanted.get(name)
          return [name, attributes && isObject(value) ? only(value, attributes) : value]
        }),
    )
}

function only(value: JsonObject, names: Set<string>): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name)))
}

function without(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
}
