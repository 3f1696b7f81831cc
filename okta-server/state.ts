import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Application } from './apps/app.ts'
import type { Factor } from './factors/factor.ts'
import type { Group } from './groups/group.ts'
import type { IdentityProvider } from './idps/idp.ts'
import type { LogEvent } from './logs/event.ts'
import type { ServiceApp } from './oauth/service-app.ts'
import { type Org, type OrgOptions, openOrg } from './org.ts'
import type { Role } from './roles/role.ts'
import type { User } from './users/user.ts'
import type { Zone } from './zones/zone.ts'

const version = 2
const fileName = 'okta.json'

interface Saved {
  v: number
  seedNumber: number
  ownerId: string
  counters: [string, number][]
  users: User[]
  groups: Listed<Group, 'members'>[]
  apps: Listed<Application, 'users' | 'groups'>[]
  roles: [string, readonly Role[]][]
  factors: [string, readonly Factor[]][]
  zones: Zone[]
  idps: IdentityProvider[]
  events: LogEvent[]
  /** Absent in files of older servers. */
  serviceApps?: ServiceApp[]
  sessions?: [string, readonly string[]][]
}

/** A thing whose sets and maps are lists, as JSON knows nothing else. */
type Listed<T, K extends keyof T> = Omit<T, K> & {
  [key in K]: T[key] extends Map<string, infer V> ? V[] : T[key] extends Set<infer V> ? V[] : never
}

/** Writes the org to a folder, at once or not at all: a new file takes the place of the old one by its name. */
export function saveState(org: Org, folder: string): void {
  const { seedNumber, ownerId, ids, users } = org
  // Choices are not saved, so what a choice holds back arrives before the end.
  org.logs.hold(null)
  const saved: Saved = {
    v: version,
    seedNumber,
    ownerId,
    counters: [...ids.counters],
    users: [...users.after()],
    groups: [...org.groups.values()].map(group => ({ ...group, members: [...group.members] })),
    apps: [...org.apps.values()].map(app => ({
      ...app,
      users: [...app.users.values()],
      groups: [...app.groups.values()],
    })),
    roles: [...org.roles],
    factors: [...org.factors],
    zones: [...org.zones.values()],
    idps: [...org.idps.values()],
    events: org.logs.after(0).map(({ event }) => event),
    serviceApps: [...org.oauth.apps.values()],
    sessions: [...org.sessions],
  }
  mkdirSync(folder, { recursive: true })
  const temporary = join(folder, `${fileName}.${process.pid}`)
  writeFileSync(temporary, JSON.stringify(saved), { mode: 0o600 })
  renameSync(temporary, join(folder, fileName))
}

/** The org as it was saved in a folder, or undefined when nothing was; RangeError for an unknown version. */
export function loadState(folder: string, options: OrgOptions): Org | undefined {
  const saved = readState(join(folder, fileName))
  if (!saved) return undefined
  if (saved.v !== version)
    throw new RangeError(`${join(folder, fileName)} has the version ${saved.v}, this server reads ${version}`)
  const org = openOrg({ ...options, seedNumber: saved.seedNumber, counters: saved.counters })
  for (const user of saved.users) org.users.put(user)
  org.users.forgetWrites()
  restore(org, saved)
  org.groups.forgetWrites()
  org.ownerId = saved.ownerId
  return org
}

function restore(org: Org, saved: Saved): void {
  for (const group of saved.groups) org.groups.set(group.id, { ...group, members: new Set(group.members) })
  for (const app of saved.apps) {
    const users = new Map(app.users.map(user => [user.userId, user]))
    const groups = new Map(app.groups.map(group => [group.id, group]))
    org.apps.set(app.id, { ...app, users, groups })
  }
  for (const [userId, roles] of saved.roles) org.roles.set(userId, roles)
  for (const [userId, factors] of saved.factors) org.factors.set(userId, factors)
  for (const zone of saved.zones) org.zones.set(zone.id, zone)
  for (const idp of saved.idps) org.idps.set(idp.id, idp)
  for (const event of saved.events) org.logs.add(event)
  for (const app of saved.serviceApps ?? []) org.oauth.apps.set(app.clientId, app)
  for (const [userId, sessions] of saved.sessions ?? []) org.sessions.set(userId, sessions)
}

function readState(path: string): Saved | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new RangeError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
