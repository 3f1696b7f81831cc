import type { RequestContext } from '../context.ts'
import { notFound } from '../errors.ts'
import type { Org } from '../org.ts'
import type { User } from '../users/user.ts'
import type { Factor } from './factor.ts'

export function factorsOf(org: Org, user: User): readonly Factor[] {
  return org.factors.get(user.id) ?? []
}

/** The factor of a user that the path names; otherwise 404 E0000007. */
export function pathFactor(c: RequestContext, org: Org, user: User): Factor {
  const id = c.req.param('factor') ?? ''
  const factor = factorsOf(org, user).find(one => one.id === id)
  if (!factor) throw notFound(id, 'UserFactor')
  return factor
}

/** Puts a factor in the place of the one with its id. */
export function putFactor(org: Org, user: User, factor: Factor): void {
  org.factors.set(
    user.id,
    factorsOf(org, user).map(one => (one.id === factor.id ? factor : one)),
  )
}
