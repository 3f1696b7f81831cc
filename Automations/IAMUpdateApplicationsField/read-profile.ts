import type { AutomationHost } from '../../kit/automation.ts'
import { Refusal } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { quoted } from '../query.ts'
import { customFields, profilesWith, USER_PROFILE } from '../user-profile/search.ts'

/**
 * The custom fields of the User Profile with exactly this value, as it is now. A search may find more than it was asked
 * for, so what it finds is compared. Throws a Refusal when there is none.
 */
export async function readProfile(
  host: Pick<AutomationHost, 'searchIndicators'>,
  value: string,
): Promise<JsonObject> {
  const query = `type:${quoted(USER_PROFILE)} and value:${quoted(value)}`
  const [found] = await profilesWith(host, query, profile => profile.value === value)
  if (found) return customFields(found)
  throw new Refusal(
    `There is no User Profile ${JSON.stringify(value)} any more; create it by a sync of the person, then run the playbook again.`,
  )
}
