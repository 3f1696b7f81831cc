import { type AutomationHost, automation } from '../../kit/automation.ts'
import { text } from '../../kit/command.ts'
import { InputError, Refusal } from '../../kit/errors.ts'
import type { Entry, JsonObject } from '../../kit/wire.ts'
import { earlierOpen } from './earlier.ts'

const ERROR = 4
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
      entriesOf(
        await host.executeCommand('closeInvestigation', {
          id: earlier,
          closeReason: 'Duplicate',
          closeNotes: `Incident ${id} of the same type came later.`,
        }),
      )
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
  // Within the quotes of a query a quote would end the name; no type of the platform has one.
  if (type.includes('"'))
    throw new InputError(`The type ${type} holds a quotation mark; expected a name without.`)
  const found: JsonObject[] = []
  for (let page = 0; ; page += 1) {
    const args = { query: `type:"${type}" and -status:closed`, size: PAGE, page }
    const [entry] = entriesOf(await host.executeCommand('getIncidents', args))
    const { data } = (entry?.Contents ?? {}) as { data?: JsonObject[] | null }
    found.push(...(data ?? []))
    if ((data ?? []).length < PAGE) return found
  }
}

function entriesOf(entries: Entry[]): Entry[] {
  const failed = entries.find(({ Type }) => Type === ERROR)
  if (failed) throw new Refusal(String(failed.Contents))
  return entries
}
