import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { MiddlewareHandler } from 'hono'
import type { Env } from '../context.ts'
import type { Answer } from './answers.ts'
import { pathAndQuery } from './requests.ts'

/** A request and its answer, without credentials. */
export interface Exchange {
  method: string
  /** With its query. */
  path: string
  userAgent: string
  contentType: string
  /** Absent when Okta answered before it had arrived. */
  body?: string
  status: number
  headers: Record<string, string>
  answer: string
  /** The fault that the request met; the answer is then not Okta's, and is left out. */
  fault?: Answer['kind']
}

export type Observe = (exchange: Exchange) => void

/** Hands over every exchange but those with the switches for tests. */
export function observation(observe: Observe): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.path.startsWith('/_test')) return next()
    await next()
    // Only what has arrived: waiting for the rest would change when a request is answered.
    const body = c.env.incoming.complete ? await c.req.text().catch(() => undefined) : undefined
    const fault = c.get('fault')
    observe({
      method: c.req.method,
      path: pathAndQuery(c),
      userAgent: c.req.header('user-agent') ?? '',
      contentType: c.req.header('content-type') ?? '',
      ...(body !== undefined && { body: masked(body) }),
      status: c.res.status,
      headers: Object.fromEntries(c.res.headers),
      answer: fault === undefined ? masked(await c.res.clone().text()) : '',
      ...(fault !== undefined && { fault }),
    })
  }
}

const secretMembers =
  /("(?:password|newPassword|oldPassword)"\s*:\s*\{\s*"value"\s*:\s*|"(?:access_token|answer|tempPassword|client_secret|sharedSecret)"\s*:\s*)"(?:[^"\\]|\\.)*"/g
const secretFormFields = /\b(client_assertion|client_secret|password)=[^&]*/g

/** Secrets become `masked`; their place and type stay, so that the rest can be checked. */
function masked(text: string): string {
  if (text.startsWith('{') || text.startsWith('[')) return text.replace(secretMembers, '$1"masked"')
  return text.replace(secretFormFields, '$1=masked')
}

/** Appends every exchange as a line of JSON to a file of its own in the folder, at once, as processes of tests are killed. */
export function recordTo(folder: string): Observe {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${randomUUID()}.jsonl`)
  return exchange => appendFileSync(file, `${JSON.stringify(exchange)}\n`)
}
