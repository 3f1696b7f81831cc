import type { RequestContext } from '../context.ts'
import { notFound, OktaError } from '../errors.ts'
import type { Org } from '../org.ts'
import type { User } from './user.ts'

/** The user that the path names by id, login, short name or `me`; otherwise 404 E0000007. */
export function pathUser(c: RequestContext, org: Org): User {
  const reference = c.req.param('id') ?? ''
  const user = reference === 'me' ? caller(c, org) : org.users.find(reference)
  if (!user) throw notFound(reference, 'User')
  return user
}

/** Behind a service app stands nobody; what Okta then answers is UNKNOWN (okta-api §8). */
function caller(c: RequestContext, org: Org): User | undefined {
  return c.get('caller') ? undefined : org.users.get(org.ownerId)
}

/** The entity tag of `GET /users/{id}`: weak, another one after every write. */
export function entityTag(user: User): string {
  return `W/"${user.id.slice(-6)}-${user.version}"`
}

/** Refuses with 412 E0000231 when `If-Match` names another version; `*` fits every one. */
export function requireMatch(c: RequestContext, user: User): void {
  const wanted = c.req.header('if-match')
  if (wanted === undefined || wanted.trim() === '*') return
  const tags = wanted.split(',').map(tag => tag.trim().replace(/^W\//, ''))
  if (!tags.includes(entityTag(user).replace(/^W\//, ''))) throw new OktaError('E0000231')
}
