import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import type { Doorkeeper } from './auth.ts'
import type { Directory } from './directory.ts'
import { invalid, ScimError } from './errors.ts'
import type { Json, JsonObject } from './json.ts'
import type { Switches } from './switches.ts'
import type { Faults } from './testing/faults.ts'

export interface Env {
  Bindings: HttpBindings
}
export type App = Hono<Env>
export type RequestContext = Context<Env>

/** A request below `/scim/v2`, as it came: `path` with its query. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly body?: Json
}

/** One SCIM application: what it holds and how it behaves. */
export interface Application {
  readonly directory: Directory
  readonly doorkeeper: Doorkeeper
  readonly faults: Faults
  readonly calls: Call[]
  switches: Switches
}

export const basePath = '/scim/v2'

/** The address of the application as the caller sees it. */
export function baseOf(c: RequestContext): string {
  return `${new URL(c.req.url).origin}${basePath}`
}

/** Path and query below the base. */
export function pathOf(c: RequestContext): string {
  const { pathname, search } = new URL(c.req.url)
  return `${pathname.slice(basePath.length)}${search}`
}

/** The JSON of a request; 415 for another type, 400 invalidSyntax for what is no JSON. */
export async function bodyOf(c: RequestContext): Promise<Json> {
  if (!/^application\/(scim\+)?json\b/i.test(c.req.header('content-type') ?? ''))
    throw new ScimError(415, 'the body must be application/scim+json')
  const text = await c.req.text()
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('invalidSyntax', 'the body is no JSON')
  }
}

export function scim(c: RequestContext, status: 200 | 201, body: JsonObject): Response {
  c.header('content-type', 'application/scim+json')
  return c.body(JSON.stringify(body), status)
}
