import { assignAsGroupsSay } from '../apps/assignment.ts'
import { OktaError } from '../errors.ts'
import type { Record } from '../logs/record.ts'
import { groupTarget, userTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import type { User } from '../users/user.ts'
import type { Group } from './group.ts'
import { isMember } from './members.ts'

/** Only the membership of an OKTA_GROUP is the API's to change: 501 E0000060 and 403 E0000006 (okta-api §18.8). */
export function requireOwnMembership(group: Group): void {
  if (group.type === 'BUILT_IN') throw new OktaError('E0000060')
  if (group.type === 'APP_GROUP') throw new OktaError('E0000006')
}

/** Makes a user a member, which may assign apps; nothing happens when the user is one. */
export function join(org: Org, group: Group, user: User, record: Record): void {
  if (isMember(group, user.id)) return
  group.members.add(user.id)
  touchMembership(org, group)
  record('group.user_membership.add', [userTarget(user), groupTarget(group)])
  assignAsGroupsSay(org, user, record)
}

/** Ends a membership, which may take apps away; nothing happens when the user is no member. */
export function leave(org: Org, group: Group, user: User, record: Record): void {
  if (!group.members.delete(user.id)) return
  touchMembership(org, group)
  record('group.user_membership.remove', [userTarget(user), groupTarget(group)])
  assignAsGroupsSay(org, user, record)
}

/** Everyone gains or loses somebody with every user that comes or goes. */
export function touchEveryone(org: Org): void {
  for (const group of org.groups.values()) if (group.type === 'BUILT_IN') touchMembership(org, group)
}

/** A removed user leaves no traces in groups; that is part of the removal and writes no events of its own. */
export function forgetMember(org: Org, user: User): void {
  for (const group of org.groups.values()) if (group.members.delete(user.id)) touchMembership(org, group)
  touchEveryone(org)
}

function touchMembership(org: Org, group: Group): void {
  const present = org.groups.get(group.id) ?? group
  org.groups.set(group.id, { ...present, lastMembershipUpdated: org.clock.now() })
}
