import { setTimeout as delay } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { MiddlewareHandler, Next } from 'hono'
import type { ContentfulStatusCode, RedirectStatusCode } from 'hono/utils/http-status'
import { accessToken } from '../auth.ts'
import type { Env, RequestContext } from '../context.ts'
import { codeForStatus, OktaError } from '../errors.ts'
import type { Org } from '../org.ts'
import { sendAllowance } from '../throttle.ts'
import type { Answer } from './answers.ts'
import { pathAndQuery } from './requests.ts'

type Of<K extends Answer['kind']> = Extract<Answer, { kind: K }>

/** Answers a request as the first fitting fault says, before, instead of or after the org. */
export function faultInjection(org: Org): MiddlewareHandler<Env> {
  return async (c, next) => {
    const answer = org.faults.take(c.req.method, pathAndQuery(c))
    if (!answer) return next()
    c.set('fault', answer.kind)
    switch (answer.kind) {
      case 'rate-limit':
        return rateLimited(c, answer)
      case 'status':
        return injected(c, answer)
      case 'redirect':
        return c.redirect(answer.to, answer.status as RedirectStatusCode)
      case 'cut':
        return cut(c, answer, next)
      case 'slow':
        return slow(c, answer, next)
      case 'bad-json':
        return badJson(c, next)
      default:
        prepare(c, org, answer)
        return next()
    }
  }
}

/** Faults after which the org itself answers otherwise. */
function prepare(
  c: RequestContext,
  org: Org,
  answer: Of<'next-link' | 'next-loop' | 'expired-nonce' | 'revoked-token'>,
) {
  if (answer.kind === 'next-link') c.set('nextOrigin', answer.origin)
  if (answer.kind === 'next-loop') c.set('nextLoops', true)
  if (answer.kind === 'expired-nonce') org.oauth.nonces.rotate(false)
  if (answer.kind !== 'revoked-token') return
  const access = accessToken(c.req.header('authorization') ?? '')
  // The API token is one for ever, so that it is refused this time only.
  if (!access) throw new OktaError('E0000011')
  org.oauth.tokens.revoke(access.token)
}

/** A 429 by its reset; `zero` is how Okta tells the concurrency limit, the others are what proxies make of it. */
function rateLimited(c: RequestContext, { reset, headers }: Of<'rate-limit'>): never {
  const now = Math.ceil(Date.now() / 1000)
  const limit = headers === 'zero' || headers === 'zeros' ? 0 : 600
  const at = headers === 'zeros' ? 0 : headers === 'past' ? now - reset : now + reset
  const all = (copies: number) => ({ Limit: copies, Remaining: copies, Reset: copies })
  const copies = {
    absent: all(0),
    doubled: all(2),
    'no-reset': { Reset: 0 },
    'doubled-reset': { Reset: 2 },
    normal: {},
    past: {},
    zero: {},
    zeros: {},
  }[headers]
  sendAllowance(c, { limit, remaining: 0, reset: at }, copies)
  throw new OktaError('E0000047')
}

function injected(c: RequestContext, answer: Of<'status'>): Response {
  const status = answer.status as ContentfulStatusCode
  if (answer.html !== undefined) return c.html(answer.html, status)
  if (typeof answer.body === 'string') return c.body(answer.body, status)
  if (answer.body !== undefined) return c.json(answer.body, status)
  const code = codeForStatus(answer.status)
  if (code) throw new OktaError(code)
  return c.body(null, status)
}

/** Breaks the connection before the org knows of the request, within its answer, or behind the change. */
async function cut(c: RequestContext, { when }: Of<'cut'>, next: Next): Promise<Response | undefined> {
  if (when !== 'before') await next()
  c.set('cut', true)
  if (when !== 'middle') {
    c.env.incoming.socket.destroy()
    return c.body(null, 204)
  }
  const body = Buffer.from(await c.res.arrayBuffer())
  const headers = { ...Object.fromEntries(c.res.headers), 'content-length': String(body.length) }
  c.env.outgoing.writeHead(c.res.status, headers)
  c.env.outgoing.write(body.subarray(0, body.length / 2), () => c.env.incoming.socket.destroy())
  // hono passes over what a middleware returns behind the handler, and wants it set.
  c.res = RESPONSE_ALREADY_SENT
  return undefined
}

/** The whole answer later, or in pieces each of which comes that much later. */
async function slow(c: RequestContext, { ms, pieces }: Of<'slow'>, next: Next): Promise<undefined> {
  if (pieces === 1) await delay(ms)
  await next()
  if (pieces === 1) return
  const body = Buffer.from(await c.res.arrayBuffer())
  const size = Math.max(1, Math.ceil(body.length / pieces))
  let at = 0
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await delay(ms)
      controller.enqueue(new Uint8Array(body.subarray(at, at + size)))
      at += size
      if (at >= body.length) controller.close()
    },
  })
  c.res = new Response(stream, { status: c.res.status, headers: c.res.headers })
}

/** The org acts, but of its answer only the first half arrives, as if that were all. */
async function badJson(c: RequestContext, next: Next): Promise<undefined> {
  await next()
  const text = await c.res.text()
  c.res = new Response(text.slice(0, text.length / 2), { status: c.res.status, headers: c.res.headers })
}
