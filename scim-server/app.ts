import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import {
  type App,
  type Application,
  baseOf,
  basePath,
  type Env,
  pathOf,
  type RequestContext,
  scim,
} from './context.ts'
import { resourceTypes, schemas, serviceProviderConfig, wholeList } from './discovery.ts'
import { notFound, ScimError } from './errors.ts'
import type { JsonObject } from './json.ts'
import { groupKind, userKind } from './kinds.ts'
import { resourceRoutes } from './resources.ts'
import { faultInjection } from './testing/injection.ts'
import { testRoutes } from './testing/routes.ts'

/** The web application: SCIM 2.0 under `/scim/v2`, tokens at `/oauth/token`, the switches under `/_test`. */
export function createApp(application: Application): App {
  const app = new Hono<Env>()
  app.onError((error, c) => {
    if (!(error instanceof ScimError)) console.error(error)
    const refusal = error instanceof ScimError ? error : new ScimError(500, 'Internal Server Error')
    const type = { 'content-type': 'application/scim+json' }
    return c.body(JSON.stringify(refusal.body()), refusal.status as ContentfulStatusCode, type)
  })
  app.notFound(c => c.json(new ScimError(404, `there is nothing at ${c.req.path}`).body(), 404))
  testRoutes(app, application)
  app.post('/oauth/token', async c => {
    const form = new URLSearchParams(await c.req.text())
    const header = c.req.header('authorization')
    const { status, body } = application.doorkeeper.grant(form, header, application.switches.tokenLifetime)
    return c.json(body, status)
  })
  app.use(`${basePath}/*`, async (c, next) => {
    application.calls.push({ method: c.req.method, path: pathOf(c), ...(await sentBody(c)) })
    if (!application.doorkeeper.lets(c.req.header('authorization'))) return unauthorized(c)
    return next()
  })
  app.use(`${basePath}/*`, faultInjection(application))
  discoveryRoutes(app, application)
  resourceRoutes(app, application, userKind(application))
  resourceRoutes(app, application, groupKind(application))
  return app
}

function discoveryRoutes(app: App, application: Application): void {
  app.get(`${basePath}/ServiceProviderConfig`, c =>
    scim(c, 200, serviceProviderConfig(application.switches, baseOf(c))),
  )
  for (const [name, all] of [
    ['ResourceTypes', resourceTypes],
    ['Schemas', schemas],
  ] as const) {
    app.get(`${basePath}/${name}`, c => scim(c, 200, wholeList(all(baseOf(c)))))
    app.get(`${basePath}/${name}/:id`, c => scim(c, 200, byId(all(baseOf(c)), c.req.param('id'))))
  }
}

function byId(all: readonly JsonObject[], id: string): JsonObject {
  const one = all.find(known => known.id === id)
  if (one) return one
  throw notFound(id)
}

async function sentBody(c: RequestContext) {
  const text = await c.req.text()
  if (text === '') return {}
  try {
    return { body: JSON.parse(text) }
  } catch {
    return { body: text }
  }
}

function unauthorized(c: RequestContext): Response {
  c.header('www-authenticate', 'Bearer realm="SCIM", Basic realm="SCIM"')
  c.header('content-type', 'application/scim+json')
  return c.body(JSON.stringify(new ScimError(401, 'Authorization failure').body()), 401)
}
