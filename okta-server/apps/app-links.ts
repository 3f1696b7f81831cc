import { origin, type RequestContext } from '../context.ts'
import type { Org } from '../org.ts'
import { pathUser } from '../users/find.ts'
import { keepsPasswords } from './app.ts'
import { linkUrl, logoUrl } from './representation.ts'

/** `GET /api/v1/users/{id}/appLinks`: what the user sees on the dashboard; only visible, active assignments. */
export function appLinks(c: RequestContext, org: Org): Response {
  const { id } = pathUser(c, org)
  const visible = [...org.apps.values()].filter(app => app.status === 'ACTIVE' && !app.hidden)
  const links = visible.flatMap(app => {
    const found = app.users.get(id)
    return found ? [{ app, found }] : []
  })
  return c.json(
    links.map(({ app, found }, sortOrder) => ({
      id,
      label: app.label,
      linkUrl: linkUrl(app, origin(c)),
      logoUrl: logoUrl(app, origin(c)),
      appName: app.name,
      appInstanceId: app.id,
      appAssignmentId: found.id,
      credentialsSetup: !keepsPasswords(app) || found.passwordChanged !== null,
      hidden: false,
      sortOrder,
    })),
  )
}
