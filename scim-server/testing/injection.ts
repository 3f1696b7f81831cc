import { setTimeout as delay } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { MiddlewareHandler, Next } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Application, type Env, pathOf, type RequestContext } from '../context.ts'
import { ScimError } from '../errors.ts'
import { isObject, type Json } from '../json.ts'
import type { Answer } from './answers.ts'

type Of<K extends Answer['kind']> = Extract<Answer, { kind: K }>

const signInPage =
  '<!DOCTYPE html>\n<html><head><title>Sign In</title></head><body><form action="/login"><input name="username"></form></body></html>\n'

/** Answers a request as the first fitting fault says, before, instead of or after the application. */
export function faultInjection({ faults, directory }: Application): MiddlewareHandler<Env> {
  return async (c, next) => {
    const answer = faults.take(c.req.method, pathOf(c))
    if (!answer) return next()
    switch (answer.kind) {
      case 'status':
        return injected(c, answer)
      case 'html':
        return c.html(signInPage, answer.status as ContentfulStatusCode)
      case 'totals':
        return wrongTotals(c, answer.say, next)
      case 'cut':
        return cut(c, answer.when, next)
      case 'slow':
        await delay(answer.ms)
        return next()
      case 'remove-user': {
        const user = directory.users.named(answer.userName)
        if (user) directory.removeUser(user.id)
        return next()
      }
    }
  }
}

/** A text as `body` goes out as it is, anything else as JSON; without one the error is as SCIM tells it. */
function injected(c: RequestContext, { status, body, retryAfter }: Of<'status'>): Response {
  if (retryAfter !== undefined) c.header('retry-after', String(retryAfter))
  const code = status as ContentfulStatusCode
  if (typeof body === 'string') return c.body(body, code)
  const told: Json = body ?? new ScimError(status, `the server was told to answer with ${status}`).body()
  return c.body(JSON.stringify(told), code, { 'content-type': 'application/scim+json' })
}

/** The list is as it is, but its totalResults lies. */
async function wrongTotals(c: RequestContext, say: Of<'totals'>['say'], next: Next): Promise<undefined> {
  await next()
  const body: unknown = await c.res.json()
  if (!isObject(body)) return
  const { totalResults, ...others } = body
  const real = typeof totalResults === 'number' ? totalResults : 0
  const told = { high: real + 7, low: Math.max(0, real - 1), absent: undefined, text: String(real) }[say]
  const { status, headers } = c.res
  c.res = new Response(JSON.stringify({ ...others, ...(told !== undefined && { totalResults: told }) }), {
    status,
    headers,
  })
}

/** Breaks the connection before the application knows of the request, or behind the change. */
async function cut(c: RequestContext, when: Of<'cut'>['when'], next: Next): Promise<Response | undefined> {
  if (when === 'after') await next()
  c.env.incoming.socket.destroy()
  // hono passes over what a middleware returns behind the handler, and wants it set.
  c.res = RESPONSE_ALREADY_SENT
  return when === 'before' ? RESPONSE_ALREADY_SENT : undefined
}
