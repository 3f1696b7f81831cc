import type { MiddlewareHandler } from 'hono'
import { isAuthorized } from '../auth.ts'
import type { Env } from '../context.ts'
import type { Org } from '../org.ts'
import { pathAndQuery } from './requests.ts'

/** Keeps every request for `GET /_test/requests`. */
export function requestLogging(org: Org): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { authorization, ...headers } = c.req.header()
    await next()
    org.requests.add({
      method: c.req.method,
      path: pathAndQuery(c),
      headers,
      authorized: c.get('caller') !== undefined || isAuthorized(authorization, org.token),
      status: c.get('cut') ? null : c.res.status,
    })
  }
}
