import type { MiddlewareHandler } from 'hono'
import type { Env, RequestContext } from './context.ts'
import { OktaError } from './errors.ts'
import { isObject, type JsonObject } from './json.ts'

/** Refuses what Okta refuses before it looks at a request: no length (411), an Accept without JSON (E0000019). */
export const negotiation: MiddlewareHandler<Env> = async (c, next) => {
  const changes = c.req.method === 'POST' || c.req.method === 'PUT'
  const measured = c.req.header('content-length') ?? c.req.header('transfer-encoding')
  if (changes && measured === undefined) return c.json({ status: 411, message: 'Length Required' }, 411)
  const accept = c.req.header('accept')
  if (accept && !/(application|\*)\/(\*|([\w.-]+\+)?json)/i.test(accept)) throw new OktaError('E0000019')
  return next()
}

/** The body as a JSON object, `{}` when there is none. E0000018/E0000021 for its type, E0000003 for its form. */
export async function optionalBody(c: RequestContext): Promise<JsonObject> {
  const text = await c.req.text()
  if (text === '') return {}
  const type = c.req.header('content-type')
  if (type === undefined) throw new OktaError('E0000018')
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) throw new OktaError('E0000021')
  const body = parsed(text)
  if (!isObject(body)) throw new OktaError('E0000003')
  return body
}

/** The same where a body is needed: none is E0000003. */
export async function requiredBody(c: RequestContext): Promise<JsonObject> {
  if ((await c.req.text()) === '') throw new OktaError('E0000003')
  return optionalBody(c)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new OktaError('E0000003')
  }
}
