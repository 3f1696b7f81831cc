import type { RequestContext } from '../context.ts'
import { notFound } from '../errors.ts'
import type { Org } from '../org.ts'
import type { Application } from './app.ts'

/** The application that the path names by its id; otherwise 404 E0000007. */
export function pathApp(c: RequestContext, org: Org): Application {
  const id = c.req.param('app') ?? ''
  const app = org.apps.get(id)
  if (!app) throw notFound(id, 'AppInstance')
  return app
}
