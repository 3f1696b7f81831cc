import type { MiddlewareHandler } from 'hono'
import type { Env } from './context.ts'
import { OktaError } from './errors.ts'
import { authenticateApp, type Scheme } from './oauth/caller.ts'
import type { Org } from './org.ts'

/** Whether an Authorization header carries the org's API token. */
export function isAuthorized(header: string | undefined, token: string): boolean {
  return header !== undefined && sswsToken(header) === token
}

/**
 * No header or another scheme: 401 E0000004. Another API token, or an owner who was deactivated: 401 E0000011. An access
 * token is a matter of its own (okta-api §2).
 */
export function authentication(org: Org): MiddlewareHandler<Env> {
  return async (c, next) => {
    const header = c.req.header('authorization') ?? ''
    const access = accessToken(header)
    if (access) return authenticateApp(c, org, access, next)
    const token = sswsToken(header)
    if (token === undefined) throw new OktaError('E0000004')
    const owner = org.users.get(org.ownerId)
    if (token !== org.token || !owner || owner.status === 'DEPROVISIONED') throw new OktaError('E0000011')
    await next()
  }
}

function sswsToken(header: string): string | undefined {
  return /^SSWS\s+(\S+)\s*$/i.exec(header)?.[1]
}

/** The access token of a header with the scheme Bearer or DPoP, undefined for others. */
export function accessToken(header: string): { scheme: Scheme; token: string } | undefined {
  const [, scheme, token] = /^(Bearer|DPoP)\s+(\S+)\s*$/i.exec(header) ?? []
  if (scheme === undefined || token === undefined) return undefined
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token }
}
