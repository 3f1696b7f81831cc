import { optionalBody } from '../body.ts'
import { type App, endpoint, origin, type RequestContext } from '../context.ts'
import { OktaError } from '../errors.ts'
import { recorder } from '../logs/record.ts'
import { appTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import type { Application } from './app.ts'
import { appLinks } from './app-links.ts'
import { pathApp } from './find.ts'
import { groupAssignmentRoutes } from './groups-routes.ts'
import { listApps } from './list.ts'
import { listedApp } from './representation.ts'
import { appUserRoutes } from './users-routes.ts'

/** Serves `/api/v1/apps`, everything about one application, and a user's application links (okta-api §14). */
export function appRoutes(app: App, org: Org): void {
  const one = '/api/v1/apps/:app'
  endpoint(app, '/api/v1/apps', { GET: c => listApps(c, org) })
  endpoint(app, one, {
    GET: c => c.json(listedApp(pathApp(c, org), org, origin(c))),
    DELETE: c => deleteApp(c, org),
  })
  endpoint(app, `${one}/lifecycle/activate`, { POST: c => setStatus(c, org, 'ACTIVE') })
  endpoint(app, `${one}/lifecycle/deactivate`, { POST: c => setStatus(c, org, 'INACTIVE') })
  appUserRoutes(app, org)
  groupAssignmentRoutes(app, org)
  endpoint(app, '/api/v1/users/:id/appLinks', { GET: c => appLinks(c, org) })
}

/** The assignments stay; a call that changes nothing answers the same. */
async function setStatus(c: RequestContext, org: Org, status: Application['status']): Promise<Response> {
  await optionalBody(c)
  const present = pathApp(c, org)
  if (present.status !== status) {
    org.apps.set(present.id, { ...present, status, lastUpdated: org.clock.now() })
    const event = status === 'ACTIVE' ? 'application.lifecycle.activate' : 'application.lifecycle.deactivate'
    recorder(c, org)(event, [appTarget(present)])
  }
  return c.json({})
}

function deleteApp(c: RequestContext, org: Org): Response {
  const app = pathApp(c, org)
  if (app.status === 'ACTIVE')
    throw new OktaError('E0000056', { causes: ['The application must be deactivated before deletion.'] })
  org.apps.delete(app.id)
  recorder(c, org)('application.lifecycle.delete', [appTarget(app)])
  return c.body(null, 204)
}
