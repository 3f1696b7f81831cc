import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { appRoutes } from './apps/routes.ts'
import { authentication } from './auth.ts'
import { negotiation } from './body.ts'
import { type App, type Env, endpoint, origin } from './context.ts'
import { envelope, OktaError } from './errors.ts'
import { factorRoutes } from './factors/routes.ts'
import { groupRoutes } from './groups/routes.ts'
import { idpRoutes } from './idps/routes.ts'
import { logRoutes } from './logs/list.ts'
import { OAuthError } from './oauth/refusal.ts'
import { tokenRoutes } from './oauth/token-routes.ts'
import type { Org } from './org.ts'
import { roleRoutes } from './roles/routes.ts'
import { userSchema } from './schema.ts'
import { faultInjection } from './testing/injection.ts'
import { type Observe, observation } from './testing/observation.ts'
import { requestLogging } from './testing/request-logging.ts'
import { testRoutes } from './testing/routes.ts'
import { concurrencyLimit, throttle } from './throttle.ts'
import { userRoutes } from './users/routes.ts'
import { zoneRoutes } from './zones/routes.ts'

/** The web application of an org: Okta's API under `/api/v1`, its token endpoint, the switches under `/_test`. */
export function createApp(org: Org, observe?: Observe): App {
  const app = new Hono<Env>()
  if (observe) app.use(observation(observe))
  app.onError((error, c) => {
    if (error instanceof OAuthError) return c.json(error.body(), error.status)
    if (!(error instanceof OktaError)) console.error(error)
    const refusal = error instanceof OktaError ? error : new OktaError('E0000009')
    return c.json(envelope(refusal, org.ids.next('oae')), refusal.status as ContentfulStatusCode)
  })
  // Outside the API it is the infrastructure that answers, without Okta's envelope (okta-api §1).
  app.notFound(c => c.json({ status: 404, message: 'Resource not found' }, 404))
  testRoutes(app, org)
  for (const path of ['/api/v1/*', '/oauth2/v1/*']) {
    app.use(path, requestLogging(org), async (c, next) => {
      const requestId = org.ids.token('request', 27)
      c.set('requestId', requestId)
      c.header('X-Okta-Request-Id', requestId)
      c.header('Cache-Control', 'no-cache, no-store')
      await next()
    })
    app.use(path, concurrencyLimit(org), throttle(org), faultInjection(org))
  }
  app.use('/api/v1/*', authentication(org), negotiation)
  tokenRoutes(app, org)
  userRoutes(app, org)
  groupRoutes(app, org)
  appRoutes(app, org)
  roleRoutes(app, org)
  factorRoutes(app, org)
  zoneRoutes(app, org)
  idpRoutes(app, org)
  logRoutes(app, org)
  endpoint(app, '/api/v1/meta/schemas/user/default', {
    GET: c => c.json(userSchema(origin(c), org.schemaId, org.typeId, org.founded)),
  })
  app.all('/api/v1/*', () => {
    throw new OktaError('E0000008')
  })
  return app
}
