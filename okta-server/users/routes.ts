import { forgetAppUser } from '../apps/assignment.ts'
import { type App, endpoint, origin, type RequestContext } from '../context.ts'
import { forgetMember } from '../groups/membership.ts'
import { type Record, recorder } from '../logs/record.ts'
import { userTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { createUser } from './create.ts'
import { credentialsRoutes } from './credentials-routes.ts'
import { entityTag, pathUser } from './find.ts'
import { transition } from './lifecycle.ts'
import { followLifecycle } from './lifecycle-events.ts'
import { lifecycleRoutes } from './lifecycle-routes.ts'
import { listUsers } from './list.ts'
import { omitter } from './parts.ts'
import { singleUser } from './representation.ts'
import { replaceUser, updateUser } from './update.ts'
import { changed, type User } from './user.ts'

/** Serves `/api/v1/users` and everything about one user (okta-api §8). */
export function userRoutes(app: App, org: Org): void {
  endpoint(app, '/api/v1/users', { GET: c => listUsers(c, org), POST: c => createUser(c, org) })
  endpoint(app, '/api/v1/users/:id', {
    GET: c => getUser(c, org),
    POST: c => updateUser(c, org),
    PUT: c => replaceUser(c, org),
    DELETE: c => deleteUser(c, org),
  })
  lifecycleRoutes(app, org)
  credentialsRoutes(app, org)
}

function getUser(c: RequestContext, org: Org): Response {
  const user = pathUser(c, org)
  c.header('ETag', entityTag(user))
  // Nobody is blocked from a device here: lock-outs need sign-ins.
  const embedded = c.req.query('expand') === 'blocks' ? { _embedded: { blocks: [] } } : {}
  return c.json({ ...omitter(c)(singleUser(user, org, origin(c))), ...embedded })
}

/** A user who is not DEPROVISIONED yet is only deactivated; the second call removes it. Both answer 204. */
function deleteUser(c: RequestContext, org: Org): Response {
  const user = pathUser(c, org)
  const facts = { status: user.status, hasPassword: user.password !== null, provider: user.provider.type }
  const outcome = transition('delete', facts)
  const record = recorder(c, org)
  if ('status' in outcome && outcome.status === 'GONE') removeUser(org, user, record)
  else {
    org.users.put(changed(user, { status: 'DEPROVISIONED' }, org.clock.now()))
    followLifecycle('deactivate', user, org, record)
  }
  return c.body(null, 204)
}

function removeUser(org: Org, user: User, record: Record): void {
  record('user.lifecycle.delete.initiated', [userTarget(user)])
  org.users.remove(user)
  forgetMember(org, user)
  forgetAppUser(org, user)
  org.roles.delete(user.id)
  org.factors.delete(user.id)
  org.sessions.delete(user.id)
  record('user.lifecycle.delete.completed', [userTarget(user)])
}
