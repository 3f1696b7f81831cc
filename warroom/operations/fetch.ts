import { type Fetched, fetchIncidents } from '../fetch/fetch.ts'
import { instancesToFetch } from '../fetch/instances.ts'
import type { Operation } from './operation.ts'
import { tableOf } from './table.ts'

export const fetch: Operation = {
  name: 'fetch',
  argument: '[INSTANCE]',
  description: 'Fetches incidents: of one instance, or of every one that has isFetch on.',
  async run({ parts }, name) {
    const fetched: Fetched[] = []
    for (const instance of instancesToFetch(name, parts.instances))
      fetched.push(await fetchIncidents(parts, instance))
    const rows = fetched.map(each => [each.instance, each.created.join(', '), each.dropped, each.error])
    const headers = ['instance', 'created', 'dropped', 'error']
    return {
      value: fetched.map(each => ({ ...each })),
      shown: tableOf('Fetch', headers, rows, 'No enabled instance has isFetch on.'),
      failed: fetched.some(({ error }) => error !== undefined),
    }
  },
}
