import { requiredBody } from '../body.ts'
import { type App, endpoint, origin, type RequestContext } from '../context.ts'
import { invalid, notFound, OktaError } from '../errors.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { recorder } from '../logs/record.ts'
import type { Org } from '../org.ts'
import { pageById } from '../paging.ts'
import { listedUser } from '../users/representation.ts'
import type { User } from '../users/user.ts'
import { type Application, type AppUser, keepsPasswords } from './app.ts'
import { assign } from './assignment.ts'
import { pathApp } from './find.ts'
import { appUserObject } from './representation.ts'

const page = { otherwise: 50, maximum: 500 }

/** Serves `/api/v1/apps/{id}/users` (okta-api §14). */
export function appUserRoutes(app: App, org: Org): void {
  endpoint(app, '/api/v1/apps/:app/users', { GET: c => list(c, org), POST: c => assignUser(c, org) })
  endpoint(app, '/api/v1/apps/:app/users/:user', {
    GET: c => c.json(shown(c, org, pathApp(c, org), assigned(c, org))),
    POST: c => update(c, org),
    DELETE: c => unassign(c, org),
  })
}

function list(c: RequestContext, org: Org): Response {
  const app = pathApp(c, org)
  // okta-api §6.1: a list without filter support refuses one.
  if (c.req.query('filter')) throw new OktaError('E0000031')
  const prefix = c.req.query('q')?.toLowerCase() ?? ''
  const found = [...app.users.values()].filter(one => startsWith(one, org.users.get(one.userId), prefix))
  return c.json(pageById(c, org, found, page).map(one => shown(c, org, app, one)))
}

/** An assignment, with `expand=user` together with the user whose it is. */
function shown(c: RequestContext, org: Org, app: Application, one: AppUser): object {
  const user = c.req.query('expand') === 'user' ? org.users.get(one.userId) : undefined
  const embedded = user && { _embedded: { user: listedUser(user, org, origin(c)) } }
  return { ...appUserObject(app, one, org, origin(c)), ...embedded }
}

function startsWith({ userName }: AppUser, user: User | undefined, prefix: string): boolean {
  const { firstName = '', lastName = '', email = '' } = user?.profile ?? {}
  return [userName, firstName, lastName, email].some(text => text.toLowerCase().startsWith(prefix))
}

/** Answers 200; an assignment that is there already is updated, one by a group becomes direct (okta-api §18.9). */
async function assignUser(c: RequestContext, org: Org): Promise<Response> {
  const body = await requiredBody(c)
  const app = pathApp(c, org)
  if (typeof body.id !== 'string') throw invalid('id', 'id: The field cannot be left blank')
  if (body.scope !== undefined && body.scope !== 'USER')
    throw invalid('scope', `scope: must be USER, not ${JSON.stringify(body.scope)}`)
  const user = org.users.get(body.id)
  if (!user) throw notFound(body.id, 'User')
  requireAssignable(user)
  const changes = sentChanges(body, app, org)
  const after = assign(org, app, user, recorder(c, org), true)
  if (!after) throw new TypeError(`${user.id} was not assigned`)
  return answer(c, org, app, put(app, { ...after, ...changes }))
}

/** okta-api §14: SUSPENDED is not in Okta's list of assignable statuses either. */
function requireAssignable({ status }: User): void {
  if (status === 'DEPROVISIONED' || status === 'SUSPENDED') throw new OktaError('E0000117')
}

async function update(c: RequestContext, org: Org): Promise<Response> {
  const body = await requiredBody(c)
  const app = pathApp(c, org)
  const present = assigned(c, org)
  const user = org.users.get(present.userId)
  if (user) requireAssignable(user)
  const changes = sentChanges(body, app, org)
  const profile = { ...present.profile, ...changes.profile }
  return answer(c, org, app, put(app, { ...present, ...changes, profile, lastUpdated: org.clock.now() }))
}

/** What a group gives cannot be taken away here: the assignment becomes one by the group again (okta-api §14). */
function unassign(c: RequestContext, org: Org): Response {
  const user = org.users.get(assigned(c, org).userId)
  if (user) assign(org, pathApp(c, org), user, recorder(c, org), false)
  return c.body(null, 204)
}

function assigned(c: RequestContext, org: Org): AppUser {
  const id = c.req.param('user') ?? ''
  const present = pathApp(c, org).users.get(id)
  if (!present) throw notFound(id, 'AppUser')
  return present
}

function sentChanges(
  { credentials = {}, profile = {} }: JsonObject,
  app: Application,
  org: Org,
): Partial<AppUser> {
  if (!isObject(profile)) throw invalid('profile', 'profile: must be an object')
  if (!isObject(credentials)) throw invalid('credentials', 'credentials: must be an object')
  const { userName, password } = credentials
  if (password !== undefined && !keepsPasswords(app)) throw new OktaError('E0000041')
  return {
    profile,
    ...(userName !== undefined && { userName: nameOf(userName) }),
    ...(password !== undefined && { passwordChanged: org.clock.now() }),
  }
}

function nameOf(userName: Json): string {
  if (typeof userName !== 'string' || userName === '')
    throw invalid('credentials.userName', 'credentials.userName: The field cannot be left blank')
  return userName
}

function put(app: Application, appUser: AppUser): AppUser {
  app.users.set(appUser.userId, appUser)
  return appUser
}

function answer(c: RequestContext, org: Org, app: Application, appUser: AppUser): Response {
  return c.json(appUserObject(app, appUser, org, origin(c)))
}
