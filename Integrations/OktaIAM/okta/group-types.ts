import { Refusal } from '../../../kit/errors.ts'
import type { Group } from './groups.ts'

/** Whose a group is: only an OKTA_GROUP is kept in Okta by hand (okta-api §13). */
const KEPT_ELSEWHERE: ReadonlyMap<unknown, string> = new Map([
  ['APP_GROUP', 'comes from an application; change it there'],
  ['BUILT_IN', 'belongs to Okta, which keeps it itself'],
])

/**
 * Refuses what Okta would: changing a group, or the members of one, that is kept elsewhere. `what` completes "cannot be".
 * Okta's own answers (E0000006, E0000060) do not say why.
 */
export function requireOktaGroup(group: Group, what: string): void {
  const { id, type, profile } = group
  if (type === 'OKTA_GROUP') return
  const why = KEPT_ELSEWHERE.get(type) ?? 'is no OKTA_GROUP'
  throw new Refusal(
    `The group ${JSON.stringify(profile.name)} (${id}, ${String(type)}) cannot be ${what}: it ${why}.`,
    { groupId: id, type: type ?? null },
  )
}
