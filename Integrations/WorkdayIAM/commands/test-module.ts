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
    let last: string | undefined
    for (const [index, text] of texts.entries()) {
      last = faultIn(await mapEntry({ place: index + 1, text, digest: digestOf(text) }, session.reader))
      // A single row may be incomplete; a report whose rows all are has no such column.
      if (last === undefined) return 'ok'
    }
    throw new Refusal(`None of the first ${texts.length} entries can be used. ${last}`)
  },
})

function faultIn(entry: MappedEntry): string | undefined {
  const fault = faultOf({ entry, found: {} })
  if (!fault) return undefined
  const columns = Object.keys(entry.raw).join(', ')
  return `Entry ${entry.place}: ${fault.reason} Check the mapper and the date format; the columns are ${columns}.`
}
