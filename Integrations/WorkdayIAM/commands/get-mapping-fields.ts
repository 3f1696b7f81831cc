import { command } from '../../../kit/command.ts'
import { MAPPED_AS, rawEntry } from '../cycle/mapped-entry.ts'
import { firstTexts } from '../cycle/samples.ts'
import type { Session } from '../session.ts'

/** A column that is empty for one person has a value for another. */
const LOOKED_AT = 50

export const getMappingFields = command({
  name: 'get-mapping-fields',
  description: 'Lists the columns of the report, for the mapper editor.',
  effect: 'read',
  args: {},
  outputs: [],
  async run(_, { report }: Session) {
    const columns = new Map<string, string>()
    for (const [index, text] of (await firstTexts(report(), LOOKED_AT)).entries())
      for (const [column, value] of Object.entries(rawEntry({ place: index + 1, text })))
        columns.set(
          column,
          columns.get(column) || (typeof value === 'string' ? value : JSON.stringify(value)),
        )
    const fields = Object.fromEntries(
      [...columns.keys()].sort().map(column => [column, kindOf(columns.get(column))]),
    )
    const rows = Object.entries(fields).map(([field, type]) => ({ field, type }))
    return {
      readable: { title: MAPPED_AS, rows, columns: ['field', 'type'] },
      contents: { [MAPPED_AS]: fields },
    }
  },
})

/** What a column holds, without a person's own value. */
function kindOf(value = ''): string {
  if (value === '') return 'empty'
  return /^[[{]/.test(value) ? 'structure' : 'text'
}
