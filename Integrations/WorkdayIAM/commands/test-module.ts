import { command } from '../../../kit/command.ts'
import { Refusal } from '../../../kit/errors.ts'
import { digestOf } from '../cycle/digest.ts'
import { type MappedEntry, mapEntry } from '../cycle/mapped-entry.ts'
import { firstTexts } from '../cycle/samples.ts'
import { faultOf } from '../decide/gates.ts'
import type { Session } from '../session.ts'

const LOOKED_AT = 50

/** Tells apart what can be wrong with an instance: the address, the sign-in, the report's form, the mapper, the date format. */
export const testModule = command({
  name: 'test-module',
  description:
    'Tests the address and the sign-in, and whether the mapper and the date format fit the report.',
  effect: 'read',
  unlisted: true,
  args: {},
  outputs: [],
  async run(_, session: Session) {
    const texts = await firstTexts(session.report(), LOOKED_AT)
    if (texts.length === 0)
      throw new Refusal(
        'The report is empty: Workday answers without a single entry. Check the report and what its user may see.',
      )
    const entries: MappedEntry[] = []
    for (const [index, text] of texts.entries())
      entries.push(await mapEntry({ place: index + 1, text, digest: digestOf(text) }, session.reader))
    const faults = entries.flatMap(entry => faultIn(entry) ?? [])
    // A single entry may be incomplete; where half of them are, a column or the date format is wrong.
    if (faults.length * 2 >= entries.length && faults.length > 0)
      throw new Refusal(
        `${faults.length} of the first ${entries.length} entries cannot be used. ${faults[0]}`,
      )
    if (entries.every(({ status, prehire }) => status === '' && !prehire))
      throw new Refusal(
        `None of the first ${entries.length} entries has an employment status, by which leavers are known. Check the report and the mapper; the columns are ${columnsOf(entries[0])}.`,
      )
    return 'ok'
  },
})

const columnsOf = (entry: MappedEntry | undefined) => Object.keys(entry?.raw ?? {}).join(', ')

function faultIn(entry: MappedEntry): string | undefined {
  const fault = faultOf({ entry, found: {} })
  if (!fault) return undefined
  return `Entry ${entry.place}: ${fault.reason} Check the mapper and the date format; the columns are ${columnsOf(entry)}.`
}
