import { command } from '../../../kit/command.ts'
import { fetchReport } from '../cycle/fetch.ts'
import type { Session } from '../session.ts'

export const fetchIncidents = command({
  name: 'fetch-incidents',
  description: 'Turns what the report says of people into incidents, slice by slice.',
  effect: 'read',
  unlisted: true,
  args: {},
  outputs: [],
  run: (_, session: Session) => fetchReport(session),
})
