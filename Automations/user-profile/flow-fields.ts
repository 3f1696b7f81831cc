import type { JsonObject } from '../../kit/wire.ts'

/** Fields that drive the flows (ilm §6) and say nothing of the person; a target system is not to get them. */
const OF_THE_FLOWS = new Set([
  'adaccountstatus',
  'isprocessed',
  'istemporaryuser',
  'temporaryuserprofile',
  'sourcepriority',
  'sourceoftruth',
  'sourceinstance',
  'reportdigest',
  'conversionhire',
  'forcesync',
  'terminationtrigger',
  'applications',
  'appprofiles',
  'oktauserid',
  'formeridentity',
  'active',
])

/** The fields of a profile, by cliName, that say something of the person. */
export function personFields(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !OF_THE_FLOWS.has(name)))
}
