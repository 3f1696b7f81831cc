import { optionalBody } from '../body.ts'
import { type App, endpoint, origin, type RequestContext } from '../context.ts'
import { invalid, notFound } from '../errors.ts'
import { pathGroup } from '../groups/find.ts'
import { membersOf } from '../groups/members.ts'
import { isObject } from '../json.ts'
import { recorder } from '../logs/record.ts'
import { appTarget, groupTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { pageById } from '../paging.ts'
import type { GroupAssignment } from './app.ts'
import { assign } from './assignment.ts'
import { pathApp } from './find.ts'
import { groupAssignmentObject } from './representation.ts'

const page = { otherwise: 20, maximum: 200 }

/** Serves `/api/v1/apps/{id}/groups` (okta-api §14). */
export function groupAssignmentRoutes(app: App, org: Org): void {
  endpoint(app, '/api/v1/apps/:app/groups', { GET: c => list(c, org) })
  endpoint(app, '/api/v1/apps/:app/groups/:group', {
    GET: c => c.json(groupAssignmentObject(pathApp(c, org), assigned(c, org), origin(c))),
    PUT: c => assignGroup(c, org),
    DELETE: c => unassignGroup(c, org),
  })
}

function list(c: RequestContext, org: Org): Response {
  const app = pathApp(c, org)
  const sorted = [...app.groups.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return c.json(pageById(c, org, sorted, page).map(one => groupAssignmentObject(app, one, origin(c))))
}

/** Every member gets the app, who does not have it yet. */
async function assignGroup(c: RequestContext, org: Org): Promise<Response> {
  const body = await optionalBody(c)
  const app = pathApp(c, org)
  const group = pathGroup(c, org)
  const present = app.groups.get(group.id)
  const { priority = present?.priority ?? app.groups.size, profile = present?.profile ?? {} } = body
  if (typeof priority !== 'number' || !Number.isInteger(priority) || priority < 0 || priority > 100)
    throw invalid(
      'priority',
      `priority: must be a whole number from 0 to 100, not ${JSON.stringify(priority)}`,
    )
  if (!isObject(profile)) throw invalid('profile', 'profile: must be an object')
  const assignment = { id: group.id, lastUpdated: org.clock.now(), priority, profile }
  app.groups.set(group.id, assignment)
  if (!present) {
    const record = recorder(c, org)
    record('group.application_assignment.add', [groupTarget(group), appTarget(app)])
    for (const user of membersOf(org, group)) assign(org, app, user, record)
  }
  return c.json(groupAssignmentObject(app, assignment, origin(c)))
}

function unassignGroup(c: RequestContext, org: Org): Response {
  const app = pathApp(c, org)
  const { id } = assigned(c, org)
  const group = pathGroup(c, org)
  app.groups.delete(id)
  const record = recorder(c, org)
  record('group.application_assignment.remove', [groupTarget(group), appTarget(app)])
  for (const user of membersOf(org, group)) assign(org, app, user, record)
  return c.body(null, 204)
}

function assigned(c: RequestContext, org: Org): GroupAssignment {
  const id = c.req.param('group') ?? ''
  const present = pathApp(c, org).groups.get(id)
  if (!present) throw notFound(id, 'ApplicationGroupAssignment')
  return present
}
