import type { AutomationHost } from '../../kit/automation.ts'
import { Refusal } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { quoted } from '../query.ts'

const TYPE = 'User Profile'
const PAGE_SIZE = 100

/**
 * The custom fields of the User Profile with exactly this value, as it is now. A search may find more than it was asked
 * for, so what it finds is compared. Throws a Refusal when there is none.
 */
export async function readProfile(
  host: Pick<AutomationHost, 'searchIndicators'>,
  value: string,
): Promise<JsonObject> {
  const query = `type:${quoted(TYPE)} and value:${quoted(value)}`
  for (let page = 0, seen = 0; ; page++) {
    const { iocs, total } = await host.searchIndicators({ query, size: PAGE_SIZE, page })
    const found = iocs.find(ioc => ioc.value === value && ioc.indicator_type === TYPE)
    if (found) return (found.CustomFields ?? {}) as JsonObject
    seen += iocs.length
    if (iocs.length === 0 || seen >= total) break
  }
  throw new Refusal(
    `There is no User Profile ${JSON.stringify(value)} any more; create it by a sync of the person, then run the playbook again.`,
  )
}
