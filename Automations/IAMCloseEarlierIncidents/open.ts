import type { AutomationHost } from '../../kit/automation.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { carryOut } from '../carry-out.ts'
import { quoted } from '../query.ts'

const PAGE = 100

export const isOpen = ({ status }: JsonObject): boolean => status === 0 || status === 1

/**
 * The open incidents of these types, over all pages. A search finds by words, so what it found is looked at again. Throws a
 * Refusal with what the search says when it fails.
 */
export async function openIncidents(
  host: Pick<AutomationHost, 'executeCommand'>,
  types: readonly string[],
): Promise<JsonObject[]> {
  const query = `(${types.map(type => `type:${quoted(type)}`).join(' or ')}) and -status:closed`
  const found: JsonObject[] = []
  for (let page = 0; ; page += 1) {
    const [entry] = await carryOut(host, 'getIncidents', { query, size: PAGE, page })
    const { data } = (entry?.Contents ?? {}) as { data?: JsonObject[] | null }
    found.push(...(data ?? []))
    if ((data ?? []).length < PAGE)
      return found.filter(one => isOpen(one) && types.includes(String(one.type)))
  }
}
