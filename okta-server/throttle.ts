import type { MiddlewareHandler } from 'hono'
import type { Env, RequestContext } from './context.ts'
import { OktaError } from './errors.ts'
import { recorder } from './logs/record.ts'
import type { Org } from './org.ts'
import type { Allowance } from './rate-limit.ts'

/** Counts the request against its bucket and tells what is left; over the limit it is 429 E0000047. */
export function throttle(org: Org): MiddlewareHandler<Env> {
  return async (c, next) => {
    const allowance = org.limiter.take(c.req.method, new URL(c.req.url).pathname)
    sendAllowance(c, allowance, 1)
    if (allowance.exceeded) {
      recorder(c, org)('system.org.rate_limit.violation', [], { result: 'DENY' })
      throw new OktaError('E0000047')
    }
    await next()
  }
}

/** Sets the three rate-limit headers this many times each; the raw response, as web headers would join copies. */
export function sendAllowance(c: RequestContext, sent: Omit<Allowance, 'exceeded'>, copies: number): void {
  const headers = { Limit: sent.limit, Remaining: sent.remaining, Reset: sent.reset }
  for (const [name, value] of Object.entries(headers))
    c.env.outgoing.setHeader(
      `X-Rate-Limit-${name}`,
      Array.from({ length: copies }, () => String(value)),
    )
}
