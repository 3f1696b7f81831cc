import { type AutomationHost, automation } from '../../kit/automation.ts'
import { text } from '../../kit/command.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { carryOut } from '../carry-out.ts'
import { quoted } from '../query.ts'
import { earlierOpen } from './earlier.ts'

const PAGE = 100

export const IAMCloseEarlierIncidents = automation({
  name: 'IAMCloseEarlierIncidents',
  description:
    'Closes the incidents of a type that were there before this one and are still open, as duplicates of it.',
  args: { type: text({ description: 'The type of the incidents, exactly.', required: true }) },
  outputs: [
    {
      path: 'IAM.ClosedIncidents',
      type: 'Unknown',
      description: 'Ids of the incidents that were closed, the oldest first.',
    },
  ],
  async run({ type }, host) {
    const { id } = host.investigation
    if (!('id' in host.incident)) return 'There is no incident here, so nothing is earlier than it.'
    const ids = earlierOpen(await openOf(type, host), type, id)
    for (const earlier of ids)
      await carryOut(host, 'closeInvestigation', {
        id: earlier,
        closeReason: 'Duplicate',
        closeNotes: `Incident ${id} of the same type came later.`,
      })
    return {
      readable: ids.length
        ? `Closed as earlier than this one: ${ids.join(', ')}.`
        : 'No earlier one is open.',
      contents: ids,
      context: { 'IAM(true)': { ClosedIncidents: ids } },
    }
  },
})

/** Every open incident that the search finds. Throws Refusal with what the search says when it fails. */
async function openOf(type: string, host: AutomationHost): Promise<JsonObject[]> {
  const query = `type:${quoted(type)} and -status:closed`
  const found: JsonObject[] = []
  for (let page = 0; ; page += 1) {
    const [entry] = await carryOut(host, 'getIncidents', { query, size: PAGE, page })
    const { data } = (entry?.Contents ?? {}) as { data?: JsonObject[] | null }
    found.push(...(data ?? []))
    if ((data ?? []).length < PAGE) return found
  }
}
