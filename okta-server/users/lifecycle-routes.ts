import { type App, endpoint, flag, origin, type RequestContext } from '../context.ts'
import type { JsonObject } from '../json.ts'
import type { Facts } from '../logs/event.ts'
import { recorder } from '../logs/record.ts'
import type { Org } from '../org.ts'
import { endSessions } from '../sessions/sessions.ts'
import { newPassword } from './credentials.ts'
import { pathUser } from './find.ts'
import { followLifecycle, type LifecycleCall } from './lifecycle-events.ts'
import { requireTransition } from './refusal.ts'
import { singleUser } from './representation.ts'
import { changed, okta, type User } from './user.ts'

const plainCalls = ['deactivate', 'suspend', 'unsuspend', 'unlock', 'reset_factors'] as const

/** Calls that make a one-time token, with whether it goes out by e-mail when nobody says so (okta-api §8.1). */
const tokenCalls = [
  ['activate', true],
  ['reactivate', false],
] as const

/** Serves `POST /api/v1/users/{id}/lifecycle/…`. */
export function lifecycleRoutes(app: App, org: Org): void {
  for (const call of plainCalls) serve(app, org, call, (c, user) => put(c, org, user, call) && {})
  for (const [call, emailed] of tokenCalls)
    serve(app, org, call, (c, user) => {
      const sendEmail = flag(c, 'sendEmail', emailed)
      put(c, org, user, call)
      return sendEmail ? {} : activationToken(c, org)
    })
  serve(app, org, 'reset_password', (c, user) => resetPassword(c, org, user))
  serve(app, org, 'expire_password', (c, user) =>
    flag(c, 'tempPassword', false)
      ? temporaryPassword(c, org, user)
      : singleUser(expirePassword(c, org, user), org, origin(c)),
  )
  serve(app, org, 'expire_password_with_temp_password', (c, user) => temporaryPassword(c, org, user))
}

function serve(app: App, org: Org, name: string, act: (c: RequestContext, user: User) => JsonObject): void {
  endpoint(app, `/api/v1/users/:id/lifecycle/${name}`, { POST: c => c.json(act(c, pathUser(c, org))) })
}

function put(
  c: RequestContext,
  org: Org,
  user: User,
  call: LifecycleCall,
  { changes = {}, debugData }: { changes?: Partial<User>; debugData?: Facts['debugData'] } = {},
): User {
  const now = org.clock.now()
  const status = requireTransition(call, user, org)
  const activated = call === 'activate' ? now : user.activated
  const after = changed(user, { activated, ...changes, status }, now)
  org.users.put(after)
  followLifecycle(call, after, org, recorder(c, org), debugData)
  return after
}

/** `provider=FEDERATION` hands the sign-in to an identity provider; without it the way back leads to Okta. */
function resetPassword(c: RequestContext, org: Org, user: User): JsonObject {
  if (c.req.query('provider') === 'FEDERATION') {
    requireTransition('reset_password', user, org)
    const provider = { type: 'FEDERATION', name: 'FEDERATION' } as const
    org.users.put(changed(user, { provider, password: null, status: 'ACTIVE' }, org.clock.now()))
    followLifecycle('reset_password', user, org, recorder(c, org))
    return {}
  }
  const sendEmail = flag(c, 'sendEmail', true)
  const revokeSessions = flag(c, 'revokeSessions', false)
  const provider = user.provider.type === 'FEDERATION' ? okta : user.provider
  put(c, org, user, 'reset_password', { changes: { provider } })
  if (revokeSessions) endSessions(org, user, recorder(c, org))
  return sendEmail ? {} : { resetPasswordUrl: `${origin(c)}/reset_password/${org.ids.token('reset')}` }
}

function expirePassword(c: RequestContext, org: Org, user: User): User {
  const debugData = { tempPasswordSet: 'false', sessionRevocation: 'false' }
  return put(c, org, user, 'expire_password', { debugData })
}

/** Replaces the password by one that the answer tells, and that has to be changed at the next sign-in. */
function temporaryPassword(c: RequestContext, org: Org, user: User): JsonObject {
  requireTransition('expire_password', user, org)
  const tempPassword = `Tp9${org.ids.token('temporary password', 9)}`
  const changes = newPassword(tempPassword, user, org.clock.now(), false)
  const revokeSessions = flag(c, 'revokeSessions', false)
  const debugData = { tempPasswordSet: 'true', sessionRevocation: String(revokeSessions) }
  put(c, org, user, 'expire_password', { changes, debugData })
  if (revokeSessions) endSessions(org, user, recorder(c, org))
  return { tempPassword }
}

/** Identity Engine's form of the activation link (okta-api §8.1). */
function activationToken(c: RequestContext, org: Org): JsonObject {
  const activationToken = org.ids.token('activation')
  return { activationUrl: `${origin(c)}/tokens/${activationToken}/verify`, activationToken }
}
