import { command } from '../../../kit/command.ts'
import { textOf } from '../../../kit/iam/profile.ts'
import { MOST_FETCH } from '../fetch/begin.ts'
import { incidentOf } from '../fetch/event.ts'
import { DEFAULT_FETCH, fetchEvents } from '../fetch/events.ts'
import { wantedFilters } from '../fetch/filters.ts'
import { firstFetch } from '../fetch/first-fetch.ts'
import { readPlace, writePlace } from '../fetch/place.ts'
import { keptRows } from '../iam/configuration.ts'
import type { Session } from '../session.ts'

// Hosts stop a fetch after 300 seconds, and then nothing of it is kept.
const FETCH_SECONDS = 240

export const fetchIncidents = command({
  name: 'fetch-incidents',
  description: 'Turns events of the System Log into incidents.',
  effect: 'read',
  scopes: ['okta.logs.read'],
  unlisted: true,
  args: {},
  outputs: [],
  async run(_, { client, params, host }: Session) {
    const now = host.now()
    const filters = wantedFilters(
      params.auto_generate_query_filter,
      params.fetch_query_filter,
      keptRows(host.integrationContext)
        .map(row => textOf(row.ApplicationID) ?? '')
        .filter(Boolean),
    )
    const place = readPlace(host.lastRun, firstFetch(params.first_fetch, now), host.log)
    const most = Math.min(params.max_fetch || DEFAULT_FETCH, MOST_FETCH)
    const request = { filters, place, now, most, seconds: FETCH_SECONDS }
    const fetched = await fetchEvents(client, request, host.log)
    return { incidents: fetched.events.map(incidentOf), lastRun: writePlace(fetched.place) }
  },
})
