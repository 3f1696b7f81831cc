import { assignAsGroupsSay } from '../apps/assignment.ts'
import { listedApp } from '../apps/representation.ts'
import { requiredBody } from '../body.ts'
import { type App, endpoint, origin, type RequestContext } from '../context.ts'
import { notFound, OktaError } from '../errors.ts'
import { recorder } from '../logs/record.ts'
import { groupTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { pageById } from '../paging.ts'
import { pathUser } from '../users/find.ts'
import { listedUser } from '../users/representation.ts'
import type { User } from '../users/user.ts'
import { pathGroup } from './find.ts'
import { newGroup, requireFreeName, sentProfile } from './group.ts'
import { listGroups } from './list.ts'
import { groupsOf, isShownAsMember, membersOf } from './members.ts'
import { join, leave, requireOwnMembership } from './membership.ts'
import { groupObject } from './representation.ts'

const pages = {
  members: { otherwise: 1000, maximum: 1000 },
  groupsOfUser: { otherwise: 200, maximum: 200 },
  apps: { otherwise: 20, maximum: 200 },
} as const

/** Serves `/api/v1/groups`, everything about one group, and the groups of a user (okta-api §13). */
export function groupRoutes(app: App, org: Org): void {
  endpoint(app, '/api/v1/groups', { GET: c => listGroups(c, org), POST: c => createGroup(c, org) })
  endpoint(app, '/api/v1/groups/:group', {
    GET: c => c.json(groupObject(pathGroup(c, org), origin(c))),
    PUT: c => replaceGroup(c, org),
    DELETE: c => deleteGroup(c, org),
  })
  endpoint(app, '/api/v1/groups/:group/users', { GET: c => listMembers(c, org) })
  endpoint(app, '/api/v1/groups/:group/users/:user', {
    PUT: c => changeMembership(c, org, join),
    DELETE: c => changeMembership(c, org, leave),
  })
  endpoint(app, '/api/v1/groups/:group/apps', { GET: c => listApps(c, org) })
  endpoint(app, '/api/v1/users/:id/groups', { GET: c => listGroupsOfUser(c, org) })
}

/** Answers 200, not 201 (okta-api §13). */
async function createGroup(c: RequestContext, org: Org): Promise<Response> {
  const profile = sentProfile(await requiredBody(c))
  requireFreeName(org, profile.name)
  const group = newGroup(org, 'OKTA_GROUP', profile, org.clock.now())
  org.groups.set(group.id, group)
  recorder(c, org)('group.lifecycle.create', [groupTarget(group)])
  return c.json(groupObject(group, origin(c)))
}

async function replaceGroup(c: RequestContext, org: Org): Promise<Response> {
  const body = await requiredBody(c)
  const present = pathGroup(c, org)
  // okta-api §18.8: what Okta answers for Everyone is not known.
  if (present.type !== 'OKTA_GROUP') throw new OktaError('E0000006')
  const profile = sentProfile(body)
  requireFreeName(org, profile.name, present)
  const group = { ...present, profile, lastUpdated: org.clock.now() }
  org.groups.set(group.id, group)
  recorder(c, org)('group.profile.update', [groupTarget(group)])
  return c.json(groupObject(group, origin(c)))
}

/** The apps that the group assigned go with it. */
function deleteGroup(c: RequestContext, org: Org): Response {
  const group = pathGroup(c, org)
  if (group.type === 'BUILT_IN') throw new OktaError('E0000006')
  const members = [...membersOf(org, group)]
  org.groups.delete(group.id)
  for (const app of org.apps.values()) app.groups.delete(group.id)
  const record = recorder(c, org)
  record('group.lifecycle.delete', [groupTarget(group)])
  for (const member of members) assignAsGroupsSay(org, member, record)
  return c.body(null, 204)
}

function listMembers(c: RequestContext, org: Org): Response {
  const shown = [...membersOf(org, pathGroup(c, org))].filter(isShownAsMember)
  const members = pageById(c, org, shown, pages.members)
  return c.json(members.map(user => listedUser(user, org, origin(c))))
}

function changeMembership(c: RequestContext, org: Org, change: typeof join): Response {
  const group = pathGroup(c, org)
  requireOwnMembership(group)
  change(org, group, userById(c, org), recorder(c, org))
  return c.body(null, 204)
}

/** The user whose id is the last part of the path; a login will not do here. */
function userById(c: RequestContext, org: Org): User {
  const id = c.req.param('user') ?? ''
  const user = org.users.get(id)
  if (!user) throw notFound(id, 'User')
  return user
}

function listApps(c: RequestContext, org: Org): Response {
  const { id } = pathGroup(c, org)
  const assigned = [...org.apps.values()].filter(app => app.groups.has(id))
  return c.json(pageById(c, org, assigned, pages.apps).map(app => listedApp(app, org, origin(c))))
}

function listGroupsOfUser(c: RequestContext, org: Org): Response {
  const groups = pageById(c, org, groupsOf(org, pathUser(c, org).id), pages.groupsOfUser)
  return c.json(groups.map(group => groupObject(group, origin(c))))
}
