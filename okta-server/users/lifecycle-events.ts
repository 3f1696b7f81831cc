import { assignAsGroupsSay, releaseApps } from '../apps/assignment.ts'
import type { EventType } from '../logs/catalogue.ts'
import type { Facts } from '../logs/event.ts'
import type { Record } from '../logs/record.ts'
import { userTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import { endSessions } from '../sessions/sessions.ts'
import type { Call } from './lifecycle.ts'
import type { User } from './user.ts'

/** The event of each call; okta-api §17.5: reactivate sends a new token and logs an activation. */
const events = {
  activate: 'user.lifecycle.activate',
  reactivate: 'user.lifecycle.activate',
  deactivate: 'user.lifecycle.deactivate',
  suspend: 'user.lifecycle.suspend',
  unsuspend: 'user.lifecycle.unsuspend',
  unlock: 'user.account.unlock_by_admin',
  expire_password: 'user.account.expire_password',
  reset_password: 'user.account.reset_password',
  reset_factors: 'user.mfa.factor.reset_all',
} as const satisfies Partial<{ [call in Call]: EventType }>

export type LifecycleCall = keyof typeof events

/** Writes a call's event and does what follows from the call: apps are given or taken, factors and sessions end. */
export function followLifecycle(
  call: LifecycleCall,
  user: User,
  org: Org,
  record: Record,
  debugData?: Facts['debugData'],
): void {
  record(events[call], [userTarget(user)], debugData === undefined ? {} : { debugData })
  if (call === 'reset_factors') org.factors.delete(user.id)
  if (call === 'deactivate') releaseApps(org, user, record)
  // okta-api §8.1 infers it for suspend.
  if (call === 'deactivate' || call === 'suspend') endSessions(org, user, record)
  // Memberships outlive a deactivation, so the groups' apps come back with the user (okta-api §8.1).
  if (call === 'activate') assignAsGroupsSay(org, user, record)
}
