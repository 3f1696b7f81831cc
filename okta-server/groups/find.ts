import type { RequestContext } from '../context.ts'
import { notFound } from '../errors.ts'
import type { Org } from '../org.ts'
import type { Group } from './group.ts'

/** The group that the path names by its id; otherwise 404 E0000007. */
export function pathGroup(c: RequestContext, org: Org): Group {
  const id = c.req.param('group') ?? ''
  const group = org.groups.get(id)
  if (!group) throw notFound(id, 'UserGroup')
  return group
}
