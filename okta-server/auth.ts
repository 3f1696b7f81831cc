import type { MiddlewareHandler } from 'hono'
import type { Env } from './context.ts'
import { OktaError } from './errors.ts'
import type { Org } from './org.ts'

/** Whether an Authorization header carries the org's API token. */
export function isAuthorized(header: string | undefined, token: string): boolean {
  return header !== undefined && sswsToken(header) === token
}

/** No header or another scheme: 401 E0000004. Another token, or an owner who was deactivated: 401 E0000011. */
export function authentication(org: Org): MiddlewareHandler<Env> {
  return async (c, next) => {
    const token = sswsToken(c.req.header('authorization') ?? '')
    if (token === undefined) throw new OktaError('E0000004')
    const owner = org.users.get(org.ownerId)
    if (token !== org.token || !owner || owner.status === 'DEPROVISIONED') throw new OktaError('E0000011')
    await next()
  }
}

function sswsToken(header: string): string | undefined {
  return /^SSWS\s+(\S+)\s*$/i.exec(header)?.[1]
}
