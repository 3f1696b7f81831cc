import { assignAsGroupsSay } from '../apps/assignment.ts'
import { requiredBody } from '../body.ts'
import { flag, origin, type RequestContext } from '../context.ts'
import { invalid, notFound, OktaError } from '../errors.ts'
import type { Group } from '../groups/group.ts'
import { join, requireOwnMembership, touchEveryone } from '../groups/membership.ts'
import { isObject, type JsonObject } from '../json.ts'
import { type Record, recorder } from '../logs/record.ts'
import { userTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import {
  credentialsOf,
  federatedPassword,
  isFederated,
  isImported,
  newPassword,
  newProvider,
  newRecovery,
  passwordValue,
} from './credentials.ts'
import { creation } from './lifecycle.ts'
import { mergedProfile } from './profile.ts'
import { singleUser } from './representation.ts'
import { okta, type Profile, type User } from './user.ts'

const mostGroups = 20

/** `POST /api/v1/users`: answers 200 with the user; the status follows from okta-api §7.4. */
export async function createUser(c: RequestContext, org: Org): Promise<Response> {
  const body = await requiredBody(c)
  checkReferences(body, org)
  const profile = mergedProfile({}, body.profile)
  requireFreeLogin(org, profile)
  const now = org.clock.now()
  const credentials = credentialsOf(body)
  const provider = flag(c, 'provider', false) ? newProvider(credentials.provider) : okta
  const secret = secretOf(credentials, profile, now)
  if (secret.password && isFederated(provider)) throw federatedPassword(provider)
  const groups = groupsNamed(body, org)
  for (const group of groups) requireOwnMembership(group)
  const wanted = {
    activate: flag(c, 'activate', true),
    changePassword: c.req.query('nextLogin') === 'changePassword',
  }
  const outcome = creation(wanted, { hasPassword: secret.password !== null, provider: provider.type })
  if ('refused' in outcome) throw new OktaError(outcome.refused)
  const user: User = {
    id: org.ids.next('00u'),
    version: 1,
    status: outcome.status,
    created: now,
    activated: outcome.status === 'STAGED' ? null : now,
    statusChanged: now,
    lastLogin: null,
    lastUpdated: now,
    profile,
    provider,
    recovery: newRecovery(credentials.recovery_question) ?? null,
    ...secret,
  }
  org.users.put(user)
  welcome(user, groups, org, recorder(c, org))
  return c.json(singleUser(user, org, origin(c)))
}

/** Writes the events of a creation and makes the user a member of Everyone and of the groups that were sent. */
function welcome(user: User, groups: Group[], org: Org, record: Record): void {
  record('user.lifecycle.create', [userTarget(user)])
  if (user.status !== 'STAGED') record('user.lifecycle.activate', [userTarget(user)])
  touchEveryone(org)
  assignAsGroupsSay(org, user, record)
  for (const group of groups) join(org, group, user, record)
}

/** Refuses a login that another user has, whatever the case, as live answers do. */
export function requireFreeLogin(org: Org, profile: Profile, self?: User): void {
  const other = org.users.byLogin(profile.login)
  if (other && other.id !== self?.id)
    throw invalid('login', 'login: An object with this field already exists in the current organization')
}

/** The user type and the groups that a body names have to exist. */
export function checkReferences({ type, groupIds = [] }: JsonObject, org: Org): void {
  const typeId = isObject(type) ? type.id : undefined
  if (typeId !== undefined && typeId !== org.typeId && typeId !== 'default')
    throw invalid('type', `type: There is no user type ${JSON.stringify(typeId)}`)
  if (!Array.isArray(groupIds)) throw invalid('groupIds', 'groupIds: must be a list of group ids')
  if (groupIds.length > mostGroups) throw new OktaError('E0000093')
  for (const id of groupIds) if (!org.groups.has(String(id))) throw notFound(String(id), 'UserGroup')
}

/** The groups that a new user joins; only those whose members are the API's to choose. */
function groupsNamed({ groupIds }: JsonObject, org: Org): Group[] {
  const ids = Array.isArray(groupIds) ? groupIds.map(String) : []
  return ids.map(id => org.groups.get(id)).filter(group => group !== undefined)
}

function secretOf(
  credentials: JsonObject,
  profile: Profile,
  now: string,
): Pick<User, 'password' | 'formerPasswords' | 'passwordChanged'> {
  const none = { password: null, formerPasswords: [], passwordChanged: null }
  const value = passwordValue(credentials.password)
  if (value !== undefined) return newPassword(value, { ...none, profile }, now, false)
  return isImported(credentials.password)
    ? { ...none, password: { kind: 'unknown' }, passwordChanged: now }
    : none
}
