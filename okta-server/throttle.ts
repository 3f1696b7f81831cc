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
    sendAllowance(c, allowance)
    recordUse(c, org, allowance)
    if (allowance.exceeded) throw new OktaError('E0000047')
    await next()
  }
}

/** Once a window and bucket each: the warning from 90 % on, as workforce orgs start with, and the violation. */
function recordUse(c: RequestContext, org: Org, { limit, crossed }: Allowance): void {
  if (!crossed) return
  const debugData = { threshold: String(limit), timeSpan: '1', timeUnit: 'MINUTES' }
  const facts = crossed === 'violation' ? ({ result: 'DENY', debugData } as const) : { debugData }
  recorder(c, org)(`system.org.rate_limit.${crossed}`, [], facts)
}

/** Refuses a request while too many others are in flight: 429 whose Limit is 0 (okta-api §4). */
export function concurrencyLimit(org: Org): MiddlewareHandler<Env> {
  let inFlight = 0
  return async (c, next) => {
    if (inFlight >= org.choices.concurrency) {
      const reset = Math.ceil(Date.now() / 1000) + 1
      sendAllowance(c, { limit: 0, remaining: 0, reset })
      recorder(c, org)('core.concurrency.org.limit.violation', [], { result: 'DENY' })
      throw new OktaError('E0000047')
    }
    inFlight += 1
    try {
      await next()
    } finally {
      inFlight -= 1
    }
  }
}

/** What the rate-limit headers say, and which of them are sent how often: once each unless told. */
type Sent = Pick<Allowance, 'limit' | 'remaining' | 'reset'>

/** Sets the three rate-limit headers on the raw response, as web headers would join copies of one. */
export function sendAllowance(
  c: RequestContext,
  { limit, remaining, reset }: Sent,
  copies: { Limit?: number; Remaining?: number; Reset?: number } = {},
): void {
  for (const [name, value] of Object.entries({ Limit: limit, Remaining: remaining, Reset: reset })) {
    const length = copies[name as keyof typeof copies] ?? 1
    if (length > 0)
      c.env.outgoing.setHeader(
        `X-Rate-Limit-${name}`,
        Array.from({ length }, () => String(value)),
      )
    else c.env.outgoing.removeHeader(`X-Rate-Limit-${name}`)
  }
}
