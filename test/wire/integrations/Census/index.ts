import { choice, command, list } from '../../../../kit/command.ts'
import { type Host, integration } from '../../../../kit/integration.ts'

const make = command({
  name: 'census-make',
  description: 'Makes an indicator of each value.',
  effect: 'change',
  args: { values: list({ required: true, description: 'The values.' }) },
  outputs: [],
  async run({ values }, host: Host) {
    await host.createIndicators(values.map(value => ({ value, type: 'Asked', fields: { city: 'Oslo' } })))
    return `made ${values.length}`
  },
})

const walk = command({
  name: 'census-walk',
  description: 'Reads the indicators page by page.',
  effect: 'read',
  args: {
    by: choice(['page', 'searchAfter'], { required: true, description: 'How the next page is found.' }),
  },
  outputs: [],
  async run({ by }, { searchIndicators }: Host) {
    const asked = { query: 'type:Asked', size: 2, populateFields: 'value,city' }
    const pages = [await searchIndicators({ ...asked, page: 0 })]
    for (let at = pages[0]; at?.searchAfter !== undefined && pages.length < 9; at = pages.at(-1)) {
      const next = by === 'page' ? { page: pages.length } : { searchAfter: at.searchAfter }
      pages.push(await searchIndicators({ ...asked, ...next }))
    }
    const values = pages.map(({ iocs }) => iocs.map(({ value }) => value ?? null))
    return { readable: 'walked', contents: { total: pages.at(-1)?.total ?? null, values } }
  },
})

/** Keeps indicators and counts them. */
export const census = integration({
  id: 'Census',
  category: 'Utilities',
  description: 'Counts.',
  params: {},
  connect: (_, host) => host,
  commands: [make, walk],
  secretMembers: new Set(),
  ismappable: false,
})
