import type { Org } from '../org.ts'
import type { User } from '../users/user.ts'
import type { Group } from './group.ts'

/** Whether a user belongs to a group; everybody belongs to Everyone. */
export function isMember(group: Group, userId: string): boolean {
  return group.type === 'BUILT_IN' || group.members.has(userId)
}

/** All users who belong to a group, DEPROVISIONED ones too, in the order of their creation. */
export function* membersOf(org: Org, group: Group): Generator<User> {
  if (group.type === 'BUILT_IN') return yield* org.users.after()
  for (const id of [...group.members].sort()) {
    const user = org.users.get(id)
    if (user) yield user
  }
}

/** Whether a list of members shows a user; they keep their memberships all the same (okta-api §18.7). */
export function isShownAsMember(user: User): boolean {
  return user.status !== 'DEPROVISIONED'
}

export function groupsOf(org: Org, userId: string): Group[] {
  return [...org.groups.values()].filter(group => isMember(group, userId))
}
