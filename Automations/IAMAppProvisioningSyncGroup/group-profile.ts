import type { AutomationHost } from '../../kit/automation.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { carryOut, jsonArgument } from '../carry-out.ts'
import { quoted } from '../query.ts'
import { textOf } from '../texts.ts'
import { customFields } from '../user-profile/search.ts'
import type { Wish } from './events.ts'
import { type Mapping, mappingsIn } from './mapping.ts'

const GROUP_PROFILE = 'Group Profile'
const PAGE_SIZE = 100

type Host = Pick<AutomationHost, 'searchIndicators' | 'executeCommand'>

/** The mappings of a group of Okta by the instance of the application. Throws as mappingsIn. */
export async function readMappings(host: Host, groupId: string): Promise<JsonObject> {
  const found = await profileOf(host, groupId)
  return mappingsIn(found && customFields(found).groupmappings, groupId)
}

/**
 * Writes what is kept of one application. The others' is read anew just before: an incident of another application may have
 * written it meanwhile. Should the two cross all the same, a mapping that is lost means one full comparison more.
 */
export async function writeMapping(
  host: Host,
  groupId: string,
  app: string,
  mapping: Mapping,
): Promise<void> {
  const found = await profileOf(host, groupId)
  const mappings = mappingsIn(found && customFields(found).groupmappings, groupId)
  const groupmappings = jsonArgument({ ...mappings, [app]: { ...filled(mapping) } })
  if (found) await carryOut(host, 'setIndicator', { id: textOf(found.id), groupmappings })
  else await carryOut(host, 'createNewIndicator', { value: groupId, type: GROUP_PROFILE, groupmappings })
}

/** The field is read by people too. */
function filled({ id, displayName, oktaName, lastSynced, since, seen, waiting, run }: Mapping): JsonObject {
  return {
    id,
    displayName,
    ...(oktaName !== '' && { oktaName }),
    ...(lastSynced !== '' && { lastSynced }),
    ...(lastSynced !== '' && since !== '' && { since }),
    ...(seen.length > 0 && { seen: [...seen] }),
    ...(waiting.length > 0 && { waiting: waiting.map(waiter) }),
    ...(run.incident !== '' && { run: { ...run } }),
  }
}

const waiter = ({ person, direction }: Wish): JsonObject => ({
  ...person,
  ...(direction === 'remove' && { what: direction }),
})

/** A search may find more than it was asked for. */
async function profileOf(host: Host, groupId: string): Promise<JsonObject | undefined> {
  const query = `type:${quoted(GROUP_PROFILE)} and value:${quoted(groupId)}`
  for (let page = 0, seen = 0; ; page += 1) {
    const { iocs, total } = await host.searchIndicators({ query, size: PAGE_SIZE, page })
    const found = iocs.find(ioc => ioc.value === groupId && ioc.indicator_type === GROUP_PROFILE)
    seen += iocs.length
    if (found || iocs.length === 0 || seen >= total) return found
  }
}
