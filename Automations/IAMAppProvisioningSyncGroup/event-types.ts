import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'

const MEMBER_IMPORT = 'app.user_management.app_group_member_import'
/** A group within a group: whose members joined or left, no event says. */
const GROUP_IMPORT = 'app.user_management.app_group_group_member_import'
/** The type of every event of an import; what it did stands in its legacyEventType. */
const IMPORT = 'app.user_management'

const DIRECTIONS = new Map<string, 'add' | 'remove' | 'unclear'>([
  ['group.user_membership.add', 'add'],
  ['group.user_membership.remove', 'remove'],
  [`${MEMBER_IMPORT}.insert_success`, 'add'],
  [`${MEMBER_IMPORT}.delete_success`, 'remove'],
  [`${GROUP_IMPORT}.insert_success`, 'unclear'],
  [`${GROUP_IMPORT}.delete_success`, 'unclear'],
])

/** https://developer.okta.com/docs/reference/api/event-types/ (and its table of the legacy types). */
export const EVENT_TYPES: readonly string[] = [IMPORT, ...DIRECTIONS.keys()]

export const isImport = ({ eventType }: JsonObject): boolean => textOf(eventType).startsWith(IMPORT)

/**
 * What an event says of a membership: `none` for one of another kind, `unclear` for one that changes members without saying
 * whose. The words of displayMessage are Okta's to change and to translate (quirk L9); the types are not.
 */
export function directionOf({
  eventType,
  legacyEventType,
}: JsonObject): 'add' | 'remove' | 'none' | 'unclear' {
  const type = textOf(eventType)
  const known = DIRECTIONS.get(type)
  if (known || type !== IMPORT) return known ?? 'none'
  const legacy = textOf(legacyEventType)
  return legacy === '' ? 'unclear' : (DIRECTIONS.get(legacy) ?? 'none')
}
