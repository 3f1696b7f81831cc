import { isMember } from '../groups/members.ts'
import type { Record } from '../logs/record.ts'
import { membershipTargets } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import type { User } from '../users/user.ts'
import type { Application, AppUser } from './app.ts'

/** The scope a user's assignment has to have: USER stays, else any assigned group gives GROUP, else none. */
export function scopeFor(
  org: Org,
  app: Application,
  user: User,
  direct: boolean,
): AppUser['scope'] | undefined {
  if (direct) return 'USER'
  for (const id of app.groups.keys()) {
    const group = org.groups.get(id)
    if (group && isMember(group, user.id)) return 'GROUP'
  }
  return undefined
}

/**
 * Brings one assignment in line with the groups, and with what was assigned directly. Returns it, or undefined when
 * the user does not have the app. Nobody DEPROVISIONED gains one (E0000117 is the caller's to say).
 */
export function assign(
  org: Org,
  app: Application,
  user: User,
  record: Record,
  direct = app.users.get(user.id)?.scope === 'USER',
): AppUser | undefined {
  const present = app.users.get(user.id)
  const scope = scopeFor(org, app, user, direct)
  if (scope === undefined) {
    if (present) remove(app, present, user, record)
    return undefined
  }
  if (present?.scope === scope) return present
  if (!present && user.status === 'DEPROVISIONED') return undefined
  const now = org.clock.now()
  const after = present ? { ...present, scope, lastUpdated: now } : newAppUser(org, user, scope, now)
  app.users.set(user.id, after)
  if (!present) record('application.user_membership.add', membershipTargets(app, after, user))
  return after
}

/** The same for every app, after the user's groups changed. */
export function assignAsGroupsSay(org: Org, user: User, record: Record): void {
  for (const app of org.apps.values()) assign(org, app, user, record)
}

/** Deactivation takes the apps away, but the assignments of INACTIVE apps stay as they are (okta-api §8.1). */
export function releaseApps(org: Org, user: User, record: Record): void {
  for (const app of org.apps.values()) {
    const present = app.users.get(user.id)
    if (present && app.status === 'ACTIVE') remove(app, present, user, record)
  }
}

/** A removed user leaves no traces in apps. */
export function forgetAppUser(org: Org, user: User): void {
  for (const app of org.apps.values()) app.users.delete(user.id)
}

function remove(app: Application, present: AppUser, user: User, record: Record): void {
  app.users.delete(user.id)
  record('application.user_membership.remove', membershipTargets(app, present, user))
}

function newAppUser(org: Org, user: User, scope: AppUser['scope'], now: string): AppUser {
  return {
    id: org.ids.next('0ua'),
    userId: user.id,
    scope,
    created: now,
    lastUpdated: now,
    statusChanged: now,
    passwordChanged: null,
    userName: user.profile.login,
    profile: nothing,
  }
}

// Shared by all, so that a large org stays small.
const nothing = {}
