import type { AutomationHost } from '../../kit/automation.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { isTrue } from '../texts.ts'

/** The type of the indicators that are people. */
export const USER_PROFILE = 'User Profile'
const PAGE_SIZE = 100

/**
 * The User Profiles that a query finds and that fit, over all pages, each once, temporary ones too. The platform's search may
 * be wider than what was asked.
 */
export async function profilesWith(
  host: Pick<AutomationHost, 'searchIndicators'>,
  query: string,
  fits: (profile: JsonObject) => boolean,
): Promise<JsonObject[]> {
  const found = new Map<Json | undefined, JsonObject>()
  for (let page = 0, seen = 0; ; page += 1) {
    const { total, iocs } = await host.searchIndicators({ query, size: PAGE_SIZE, page })
    for (const one of iocs) if (one.indicator_type === USER_PROFILE && fits(one)) found.set(one.id, one)
    seen += iocs.length
    if (iocs.length === 0 || seen >= total) return [...found.values()]
  }
}

/** A temporary profile waits for a decision and stands for nobody yet; two names of one field are in use (L11). */
export function isTemporary(profile: JsonObject): boolean {
  const { istemporaryuser, temporaryuserprofile } = customFields(profile)
  return [istemporaryuser, temporaryuserprofile].some(isTrue)
}

/** The fields of an indicator, or of an incident, by cliName. */
export function customFields({ CustomFields: fields }: JsonObject): JsonObject {
  return fields && typeof fields === 'object' && !Array.isArray(fields) ? fields : {}
}
