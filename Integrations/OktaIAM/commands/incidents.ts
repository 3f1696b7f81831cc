import { command } from '../../../kit/command.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { incidentOf } from '../fetch/event.ts'
import { DEFAULT_FETCH, fetchEvents, MOST_FETCH } from '../fetch/events.ts'
import { wantedFilters } from '../fetch/filters.ts'
import { firstFetch } from '../fetch/first-fetch.ts'
import { readPlace, writePlace } from '../fetch/place.ts'
import { keptRows } from '../iam/configuration.ts'
import { textOf } from '../iam/profile.ts'
import type { Session } from '../session.ts'

export const fetchIncidents = command({
  name: 'fetch-incidents',
  description: 'Turns events of the System Log into incidents.',
  effect: 'read',
  scopes: ['okta.logs.read'],
  unlisted: true,
  args: {},
  outputs: [],
  async run(_, { client, params, host }: Session) {
    const { place, undelivered } = readPlace(host.lastRun)
    const filters = wantedFilters(
      params.auto_generate_query_filter,
      params.fetch_query_filter,
      keptRows(host.integrationContext)
        .map(row => textOf(row.ApplicationID) ?? '')
        .filter(Boolean),
    )
    const since = firstFetch(params.first_fetch, host.now())
    const most = Math.min(params.max_fetch || DEFAULT_FETCH, MOST_FETCH)
    const fetched = await fetchEvents(client, { filters, place, since, most }, host.log)
    const events: JsonObject[] = [...undelivered, ...fetched.events]
    return { incidents: events.map(incidentOf), lastRun: writePlace(fetched.place) }
  },
})
