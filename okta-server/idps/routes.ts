import { type App, endpoint, origin, type RequestContext } from '../context.ts'
import { invalid, notFound } from '../errors.ts'
import type { Org } from '../org.ts'
import { pageById } from '../paging.ts'
import { type IdentityProvider, idpObject, idpTypes } from './idp.ts'

const page = { otherwise: 20, maximum: 200 }

/** Serves `/api/v1/idps`, to read only (okta-api §16). */
export function idpRoutes(app: App, org: Org): void {
  endpoint(app, '/api/v1/idps', { GET: c => list(c, org) })
  endpoint(app, '/api/v1/idps/:idp', { GET: c => c.json(idpObject(pathIdp(c, org), origin(c))) })
}

function list(c: RequestContext, org: Org): Response {
  const type = c.req.query('type') || undefined
  if (type !== undefined && !idpTypes.some(known => known === type))
    throw invalid('type', `type: must be one of ${idpTypes.join(', ')}, not '${type}'`)
  const prefix = c.req.query('q')?.toLowerCase() ?? ''
  const found = [...org.idps.values()].filter(
    idp => (type === undefined || idp.type === type) && idp.name.toLowerCase().startsWith(prefix),
  )
  return c.json(pageById(c, org, found, page).map(idp => idpObject(idp, origin(c))))
}

function pathIdp(c: RequestContext, org: Org): IdentityProvider {
  const id = c.req.param('idp') ?? ''
  const idp = org.idps.get(id)
  if (!idp) throw notFound(id, 'IdpTrust')
  return idp
}
