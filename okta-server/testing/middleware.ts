import { setTimeout as delay } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isAuthorized } from '../auth.ts'
import type { Env, RequestContext } from '../context.ts'
import { codeForStatus, OktaError } from '../errors.ts'
import type { Org } from '../org.ts'
import { sendAllowance } from '../throttle.ts'
import type { Answer } from './faults.ts'

/** Keeps every request for `GET /_test/requests`. */
export function requestLogging(org: Org): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { authorization, ...headers } = c.req.header()
    await next()
    org.requests.add({
      method: c.req.method,
      path: pathAndQuery(c),
      headers,
      authorized: isAuthorized(authorization, org.token),
      status: c.get('cut') ? null : c.res.status,
    })
  }
}

/** Answers a request as the first fitting fault says, before or instead of the org. */
export function faultInjection(org: Org): MiddlewareHandler<Env> {
  return async (c, next) => {
    const answer = org.faults.take(c.req.method, pathAndQuery(c))
    if (!answer) return next()
    switch (answer.kind) {
      case 'rate-limit':
        return rateLimited(c, answer)
      case 'status':
        return injected(c, answer)
      case 'slow':
        await delay(answer.ms)
        return next()
      case 'next-link':
        c.set('nextOrigin', answer.origin)
        return next()
      case 'cut':
        if (answer.when === 'after') await next()
        c.set('cut', true)
        c.env.incoming.socket.destroy()
        return c.body(null, 204)
    }
  }
}

/** A 429 by its reset; `zero` is how Okta tells the concurrency limit, the others are what proxies make of it. */
function rateLimited(c: RequestContext, answer: Extract<Answer, { kind: 'rate-limit' }>): never {
  const reset = Math.ceil(Date.now() / 1000) + answer.reset
  const copies = { normal: 1, absent: 0, doubled: 2, zero: 1 }[answer.headers]
  sendAllowance(c, { limit: answer.headers === 'zero' ? 0 : 600, remaining: 0, reset }, copies)
  throw new OktaError('E0000047')
}

function injected(c: RequestContext, answer: Extract<Answer, { kind: 'status' }>): Response {
  const status = answer.status as ContentfulStatusCode
  if (answer.html !== undefined) return c.html(answer.html, status)
  if (typeof answer.body === 'string') return c.body(answer.body, status)
  if (answer.body !== undefined) return c.json(answer.body, status)
  const code = codeForStatus(answer.status)
  if (code) throw new OktaError(code)
  return c.body(null, status)
}

function pathAndQuery(c: RequestContext): string {
  const url = new URL(c.req.url)
  return `${url.pathname}${url.search}`
}
