import type { Record } from '../logs/record.ts'
import { userTarget } from '../logs/targets.ts'
import type { Org } from '../org.ts'
import type { User } from '../users/user.ts'

/** The ids of the live sessions of a user, oldest first, by user id. Nobody signs in here: a test starts them. */
export type Sessions = Map<string, readonly string[]>

export function startSessions(org: Org, { id }: User, count: number): void {
  const started = Array.from({ length: count }, () => `102${org.ids.token('session', 22)}`)
  org.sessions.set(id, [...(org.sessions.get(id) ?? []), ...started])
}

/** Ends all sessions of a user; each writes its `user.session.end` (okta-api §17.5). */
export function endSessions(org: Org, user: User, record: Record): void {
  for (const id of org.sessions.get(user.id) ?? [])
    record('user.session.end', [userTarget(user)], { debugData: { session: id } })
  org.sessions.delete(user.id)
}
