import { requiredBody } from '../body.ts'
import { type App, endpoint, origin, type RequestContext } from '../context.ts'
import { notFound, OktaError } from '../errors.ts'
import { recorder } from '../logs/record.ts'
import { userTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { pathUser } from '../users/find.ts'
import type { User } from '../users/user.ts'
import { isSame, newRole, type Role, roleObject } from './role.ts'

/** Serves `/api/v1/users/{id}/roles` (okta-api §11). */
export function roleRoutes(app: App, org: Org): void {
  endpoint(app, '/api/v1/users/:id/roles', { GET: c => list(c, org), POST: c => assignRole(c, org) })
  endpoint(app, '/api/v1/users/:id/roles/:role', {
    GET: c => {
      const user = pathUser(c, org)
      return c.json(roleObject(pathRole(c, org, user), user.id, origin(c)))
    },
    DELETE: c => unassignRole(c, org),
  })
}

function rolesOf(org: Org, user: User): readonly Role[] {
  return org.roles.get(user.id) ?? []
}

function list(c: RequestContext, org: Org): Response {
  const user = pathUser(c, org)
  return c.json(rolesOf(org, user).map(role => roleObject(role, user.id, origin(c))))
}

/** Answers 201; a role that the user has is 409 E0000090. */
async function assignRole(c: RequestContext, org: Org): Promise<Response> {
  const body = await requiredBody(c)
  const user = pathUser(c, org)
  // okta-api §11 infers a 403 and leaves the code open.
  if (user.status === 'DEPROVISIONED') throw new OktaError('E0000038')
  const role = newRole(body, org.clock.now(), () => org.ids.next('ra1'))
  const present = rolesOf(org, user)
  if (present.some(other => isSame(other, role))) throw new OktaError('E0000090')
  org.roles.set(user.id, [...present, role])
  recordPrivileges(c, org, user)
  return c.json(roleObject(role, user.id, origin(c)), 201)
}

/** While roles are left, the event is another grant that lists them (okta-api §17.5). */
function unassignRole(c: RequestContext, org: Org): Response {
  const user = pathUser(c, org)
  const role = pathRole(c, org, user)
  const left = rolesOf(org, user).filter(({ id }) => id !== role.id)
  if (left.length === 0) {
    org.roles.delete(user.id)
    const debugData = { privilegeRevoked: role.label }
    recorder(c, org)('user.account.privilege.revoke', [userTarget(user)], { debugData })
  } else {
    org.roles.set(user.id, left)
    recordPrivileges(c, org, user)
  }
  return c.body(null, 204)
}

function recordPrivileges(c: RequestContext, org: Org, user: User): void {
  const privilegeGranted = rolesOf(org, user)
    .map(({ label }) => label)
    .join(', ')
  recorder(c, org)('user.account.privilege.grant', [userTarget(user)], { debugData: { privilegeGranted } })
}

function pathRole(c: RequestContext, org: Org, user: User): Role {
  const id = c.req.param('role') ?? ''
  const role = rolesOf(org, user).find(one => one.id === id)
  if (!role) throw notFound(id, 'RoleAssignment')
  return role
}
