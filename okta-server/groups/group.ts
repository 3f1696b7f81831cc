import { invalid } from '../errors.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { Org } from '../org.ts'

export const groupTypes = ['OKTA_GROUP', 'APP_GROUP', 'BUILT_IN'] as const

export type GroupProfile = { [attribute: string]: JsonObject[string] } & {
  name: string
  description: string | null
}

/** A group as the org keeps it; a write puts a new value, the members stay in the one set. */
export interface Group {
  readonly id: string
  readonly created: string
  readonly lastUpdated: string
  readonly lastMembershipUpdated: string
  readonly type: (typeof groupTypes)[number]
  readonly profile: GroupProfile
  /** The app that an imported group comes from. */
  readonly sourceId?: string
  /** Ids of users; stays empty for Everyone, whose members are all there are. */
  readonly members: Set<string>
}

const longestName = 255
const longestDescription = 1024

/** The profile that a body sends for an OKTA_GROUP; E0000001 for what Okta does not take (okta-api §13). */
export function sentProfile(body: JsonObject): GroupProfile {
  const { profile } = body
  if (!isObject(profile)) throw invalid('profile', 'profile: The field cannot be left blank')
  const { name, description = null, ...others } = profile
  const [unknown] = Object.keys(others)
  if (unknown !== undefined)
    throw invalid(unknown, `${unknown}: Property name '${unknown}' is not defined in profile`)
  if (typeof name !== 'string' || name.trim() === '')
    throw invalid('name', 'name: The field cannot be left blank')
  if (name.length > longestName) throw invalid('name', `name: String is too long (maximum: ${longestName})`)
  if (description !== null && typeof description !== 'string')
    throw invalid('description', 'description: must be a string')
  if (description !== null && description.length > longestDescription)
    throw invalid('description', `description: String is too long (maximum: ${longestDescription})`)
  return { name, description: description || null }
}

/** Names are unique among OKTA_GROUPs only: imported groups may repeat one (okta-api §13). */
export function requireFreeName(org: Org, name: string, self?: Group): void {
  for (const group of org.groups.values())
    if (group.type === 'OKTA_GROUP' && group.profile.name === name && group.id !== self?.id)
      throw invalid('name', 'name: An object with this field already exists in the current organization')
}

/** A group that is new now, with the next id. */
export function newGroup(
  org: Org,
  type: Group['type'],
  profile: GroupProfile,
  created: string,
  sourceId?: string,
): Group {
  return {
    id: org.ids.next('00g'),
    created,
    lastUpdated: created,
    lastMembershipUpdated: created,
    type,
    profile,
    ...(sourceId !== undefined && { sourceId }),
    members: new Set(),
  }
}
