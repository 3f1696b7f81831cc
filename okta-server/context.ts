import type { HttpBindings } from '@hono/node-server'
import type { Context, Handler, Hono } from 'hono'
import { invalid, OktaError } from './errors.ts'
import type { ServiceApp } from './oauth/service-app.ts'
import type { Answer } from './testing/answers.ts'

/**
 * What handlers find in their context. `nextOrigin` and `nextLoops` are set when a fault makes the next link point elsewhere
 * or to itself, `fault` when one was met, `caller` when an app with an access token calls.
 */
export interface Env {
  Bindings: HttpBindings
  Variables: {
    nextOrigin?: string
    nextLoops?: boolean
    cut?: boolean
    fault?: Answer['kind']
    requestId: string
    caller?: ServiceApp
  }
}

export type App = Hono<Env>
export type RequestContext = Context<Env>

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Serves a path with these methods; every other one is refused with 405 E0000022. */
export function endpoint(app: App, path: string, methods: Partial<Record<Method, Handler<Env>>>): void {
  for (const [method, handler] of Object.entries(methods)) app.on(method, path, handler)
  app.all(path, () => {
    throw new OktaError('E0000022')
  })
}

/** A query parameter that is `true` or `false`; E0000001 for anything else. */
export function flag(c: RequestContext, name: string, otherwise: boolean): boolean {
  const value = c.req.query(name)?.toLowerCase()
  if (value === undefined || value === '') return otherwise
  if (value !== 'true' && value !== 'false')
    throw invalid(name, `${name}: must be true or false, not '${value}'`)
  return value === 'true'
}

/** The org's own address as the caller sees it; all links begin with it. */
export function origin(c: RequestContext): string {
  return new URL(c.req.url).origin
}
