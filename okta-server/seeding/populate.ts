import type { Application } from '../apps/app.ts'
import { assign } from '../apps/assignment.ts'
import { OktaError } from '../errors.ts'
import { kinds } from '../factors/factor.ts'
import { type Group, newGroup } from '../groups/group.ts'
import { unrecorded } from '../logs/record.ts'
import type { Org } from '../org.ts'
import { newRole } from '../roles/role.ts'
import { digest } from '../users/password.ts'
import type { User } from '../users/user.ts'
import { addDefaultZones } from '../zones/zone.ts'
import type { SeedThings } from './things.ts'

/** Finds people by login: undefined for those whom a smaller org leaves out, RangeError for those nobody knows. */
export type FindPerson = (login: string) => User | undefined

/** Adds what every org has, and then what the seed says. Throws RangeError for names that do not exist. */
export function addThings(org: Org, things: Partial<SeedThings>, person: FindPerson): void {
  addDefaultZones(org)
  const everyone = newGroup(org, 'BUILT_IN', { name: 'Everyone', description: everyoneText }, org.founded)
  org.groups.set(everyone.id, everyone)
  const apps = (things.apps ?? []).map(app => addApp(org, app))
  const departments = peopleByDepartment(org)
  for (const group of things.groups ?? []) addGroup(org, group, departments, person)
  for (const [at, { groups, users, label }] of (things.apps ?? []).entries()) {
    const app = apps[at]
    if (app) assignApp(org, app, { groups, users, label }, person)
  }
  for (const admin of things.admins ?? []) addRoles(org, admin, person)
  for (const factor of things.factors ?? []) addFactor(org, factor, person)
  for (const app of things.serviceApps ?? []) org.oauth.apps.set(app.clientId, app)
  for (const idp of things.identityProviders ?? []) {
    const id = org.ids.next('0oa')
    org.idps.set(id, { id, status: 'ACTIVE', created: org.founded, ...idp })
  }
}

const everyoneText = 'All users in your organization'

function peopleByDepartment(org: Org): Map<string, User[]> {
  const people = new Map<string, User[]>()
  for (const user of org.users.after()) {
    const { department } = user.profile
    if (typeof department !== 'string') continue
    const others = people.get(department)
    if (others) others.push(user)
    else people.set(department, [user])
  }
  return people
}

function addGroup(
  org: Org,
  { name, description, type, source, department, members }: SeedThings['groups'][number],
  departments: Map<string, User[]>,
  person: FindPerson,
): void {
  const sourceId = source === undefined ? undefined : appNamed(org, source).id
  const group = newGroup(org, type, { name, description }, org.founded, sourceId)
  for (const user of departments.get(department ?? '') ?? []) group.members.add(user.id)
  for (const login of members) {
    const user = person(login)
    if (user) group.members.add(user.id)
  }
  org.groups.set(group.id, group)
}

function addApp(
  org: Org,
  { name, label, signOnMode, status, hidden, features, settings }: SeedThings['apps'][number],
): Application {
  const id = org.ids.next('0oa')
  const dates = { created: org.founded, lastUpdated: org.founded }
  const assignments = { users: new Map(), groups: new Map() }
  const app = { id, name, label, status, signOnMode, ...dates, hidden, features, settings, ...assignments }
  org.apps.set(id, app)
  return app
}

function assignApp(
  org: Org,
  app: Application,
  { groups, users, label }: Pick<SeedThings['apps'][number], 'groups' | 'users' | 'label'>,
  person: FindPerson,
): void {
  for (const login of users) {
    const user = person(login)
    if (user) assign(org, app, user, unrecorded, true)
  }
  for (const [priority, name] of groups.entries()) {
    const { id, members } = groupNamed(org, name, label)
    app.groups.set(id, { id, lastUpdated: org.founded, priority, profile: {} })
    for (const userId of members) {
      const user = org.users.get(userId)
      if (user) assign(org, app, user, unrecorded)
    }
  }
}

function appNamed(org: Org, label: string): Application {
  for (const app of org.apps.values()) if (app.label === label) return app
  throw new RangeError(`the seed has no app with the label '${label}'`)
}

function groupNamed(org: Org, name: string, label: string): Group {
  for (const group of org.groups.values()) if (group.profile.name === name) return group
  throw new RangeError(`the seed assigns the app '${label}' to a group '${name}' that it does not have`)
}

function addRoles(org: Org, { login, roles }: SeedThings['admins'][number], person: FindPerson): void {
  const user = person(login)
  if (!user) return
  try {
    const assigned = roles.map(type => newRole({ type }, org.founded, () => org.ids.next('ra1')))
    org.roles.set(user.id, assigned)
  } catch (error) {
    if (error instanceof OktaError)
      throw new RangeError(`the seed's roles of ${login}: ${error.causes.join('; ')}`)
    throw error
  }
}

function addFactor(
  org: Org,
  {
    login,
    factorType,
    provider = kinds[factorType].provider,
    profile,
    answer,
  }: SeedThings['factors'][number],
  person: FindPerson,
): void {
  const user = person(login)
  if (!user) return
  const factor = {
    id: org.ids.next(kinds[factorType].prefix),
    factorType,
    provider,
    status: 'ACTIVE' as const,
    created: user.created,
    lastUpdated: user.created,
    profile,
    ...(answer !== undefined && { answer: digest(answer.toLowerCase()) }),
    sent: null,
    used: null,
  }
  org.factors.set(user.id, [...(org.factors.get(user.id) ?? []), factor])
}
