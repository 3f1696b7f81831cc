import type { AutomationHost } from '../../kit/automation.ts'
import { Refusal } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { carryOut } from '../carry-out.ts'
import { EVENT_TYPES } from './event-types.ts'
import type { NamedGroup } from './events.ts'
import { LONG } from './groups.ts'
import { isObject, OVERLAP_MS } from './mapping.ts'

/** The filter of the System Log for a group's members: ilm §3, 3.3, with the types that count by name. */
export function filterFor({ id, displayName }: NamedGroup): string {
  const types = EVENT_TYPES.map(type => `eventType eq ${literal(type)}`).join(' or ')
  return `(${types}) and (target.id eq ${literal(id)} or target.displayName eq ${literal(displayName)})`
}

/** Okta's filter language escapes as JSON does: https://developer.okta.com/docs/reference/core-okta-api/#filter */
const literal = (value: string): string => `"${value.replace(/["\\]/g, character => `\\${character}`)}"`

/**
 * All events of a group's members from an instant on. Throws a Refusal when Okta does not give all of them: okta-get-logs ends with
 * an error entry when a page is missing.
 */
export async function readLog(
  host: Pick<AutomationHost, 'executeCommand'>,
  okta: string,
  group: NamedGroup,
  since: Date,
  now: Date,
): Promise<JsonObject[]> {
  const entries = await carryOut(host, 'okta-get-logs', {
    filter: filterFor(group),
    since: since.toISOString(),
    // Okta's clock may be ahead of ours.
    until: new Date(now.getTime() + OVERLAP_MS).toISOString(),
    limit: 'all',
    using: okta,
    ...LONG,
  })
  const [entry] = entries
  if (!Array.isArray(entry?.Contents))
    throw new Refusal(
      `okta-get-logs on ${JSON.stringify(okta)} did not give all events of the group ${JSON.stringify(group.displayName)}; nothing was changed.`,
    )
  return entry.Contents.filter(isObject)
}
