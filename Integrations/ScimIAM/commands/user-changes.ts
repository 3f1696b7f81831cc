import { Refusal } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import type { Call } from '../scim/client.ts'
import { ScimError } from '../scim/errors.ts'
import { patches } from '../scim/features.ts'
import { patchBody } from '../scim/member-calls.ts'
import { type Resource, resource, segment } from '../scim/resource.ts'
import type { Server } from '../scim/server.ts'
import { type Found, getUser, isActive, isOverlooked } from '../scim/users.ts'
import type { Session } from '../session.ts'
import type { UserPlan } from '../wanted/plan.ts'
import { bodyOf, merged, type Operation, operations, type WantedValues } from '../wanted/resource.ts'
import { wantedBy } from './profile.ts'

/**
 * Creates the user that the profile describes; undefined when somebody has the userName already whom the filter overlooked, so
 * that all has to be decided anew. Throws as `Client.send` does.
 */
export async function createUser(
  session: Session,
  profile: JsonObject,
  active: boolean,
): Promise<Resource | undefined> {
  const wanted = await wantedBy(session, profile, 'User Profile - Create')
  const given = wanted.filter(([, value]) => value !== null)
  const body = bodyOf({ ...merged({}, given), active })
  try {
    const { value, place } = await session.server.client.send({ method: 'POST', path: '/Users', body })
    return resource(value, place)
  } catch (error) {
    if (!(error instanceof ScimError) || error.status !== 409) throw error
    if (await isOverlooked(session.server, String(body.userName ?? ''))) return undefined
    error.message +=
      ' Somebody has the userName, or another value that may be there once only, and was not found by it; look in the application who that is.'
    throw error
  }
}

/** A user after a change, or as it was when there was nothing to change. */
export interface Changed {
  readonly user: Resource
  readonly changed: boolean
  /** What to know of a change that the server has taken. */
  readonly reason?: string
  /** Why it is no success all the same. */
  readonly failure?: string
}

/** Changes what differs, by PATCH, or by PUT of the whole user where there is no PATCH. Throws as `Client.send` does. */
export async function changeUser(
  session: Session,
  { steps }: UserPlan,
  profile: JsonObject,
  found: Found,
): Promise<Changed> {
  const { server } = session
  const wanted = steps.includes('update') ? await wantedBy(session, profile, 'User Profile - Update') : []
  const active = steps.includes('activate') ? true : steps.includes('deactivate') ? false : undefined
  const changes = [...activeChange(active), ...operations(found.user, wanted)]
  if (!changes.length) return { user: found.user, changed: false }
  const { value, place } = await sendChange(server, found, changes, wanted, active)
  const answered = value && resource(value, place)
  if (answered && isAsWished(answered, active)) return { user: answered, changed: true }
  const now = (await readBack(server, found.user.id)) ?? answered
  if (!now) {
    const user = { ...merged(found.user, wanted), ...(active !== undefined && { active }), id: found.user.id }
    return { user, changed: true, reason: UNREAD }
  }
  return { user: now, changed: true, ...(!isAsWished(now, active) && { failure: unchanged(now) }) }
}

const UNREAD =
  'The server has taken the change and the user could not be read back, so the user is told as wished.'

/** A server may take a change of `active` with success and do nothing of it. */
function isAsWished(user: Resource, active: boolean | undefined): boolean {
  return active === undefined || isActive(user) === active
}

function unchanged(user: Resource): string {
  const state = isActive(user) ? 'active' : 'inactive'
  return `The server answered the change with success, and the user ${user.id} is ${state} all the same; change it in the application, and see whether the server lets "active" be changed.`
}

function activeChange(active: boolean | undefined): Operation[] {
  return active === undefined ? [] : [{ op: 'replace', path: 'active', value: active }]
}

async function sendChange(
  server: Server,
  { user, version }: Found,
  changes: readonly Operation[],
  wanted: WantedValues,
  active: boolean | undefined,
) {
  const knowledge = await server.knowledge()
  const path = `/Users/${segment(user.id)}`
  const ifMatch = knowledge.features.etag ? version : undefined
  const put = (): Call => ({ method: 'PUT', path, body: putBody(user, wanted, active), ifMatch })
  if (!patches(knowledge, 'Users')) return server.client.send(put())
  try {
    return await server.client.send({ method: 'PATCH', path, body: patchBody(changes), ifMatch })
  } catch (error) {
    if (!isUnsupported(error)) throw error
    knowledge.patchRefused.add('Users')
    return server.client.send(put())
  }
}

function putBody(user: Resource, wanted: WantedValues, active: boolean | undefined): JsonObject {
  return bodyOf({ ...merged(user, wanted), ...(active !== undefined && { active }) })
}

/** The method is none that the server has, whatever it has said of itself; a proxy that says so has no say in it. */
export function isUnsupported(error: unknown): boolean {
  return error instanceof ScimError && error.isOwn && (error.status === 405 || error.status === 501)
}

/** The user after a change; undefined when reading fails, which must not look like a change that failed. */
async function readBack(server: Server, id: string): Promise<Resource | undefined> {
  try {
    return (await getUser(server, id))?.user
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}
