import type { Json } from '../../kit/wire.ts'
import { PLAYGROUND } from '../investigation/room.ts'
import type { Operation } from './operation.ts'
import { tableOf } from './table.ts'

// HC §2.3, status.
const STATUS = ['Pending', 'Active', 'Done', 'Archive']
const KEYS = ['id', 'name', 'type', 'status', 'owner', 'created']

function statusText(status: Json | undefined): string {
  return (typeof status === 'number' ? STATUS[status] : undefined) ?? String(status ?? '')
}

export const incidents: Operation = {
  name: 'incidents',
  argument: '',
  description: 'Lists the incidents.',
  run({ parts }) {
    const all = parts.state.room.incidents()
    const value = all.map(incident => Object.fromEntries(KEYS.map(key => [key, incident[key] ?? null])))
    const rows = all.map(incident =>
      KEYS.map(key => (key === 'status' ? statusText(incident[key]) : incident[key])),
    )
    return { value, shown: tableOf('Incidents', KEYS, rows, 'There are no incidents.') }
  },
}

export const incident: Operation = {
  name: 'incident',
  argument: '[ID]',
  description:
    'Goes to an incident, in which lines run from then on; 0 is the playground. Without an id: where you are.',
  run(session, id) {
    if (id !== '') session.enter(id.replace(/^#/, ''))
    const { incident: entered } = session.investigation
    if (entered) return { value: entered, shown: { format: 'json', text: entered } }
    const playground = { id: PLAYGROUND, name: 'Playground' }
    return { value: playground, shown: { format: 'text', text: 'You are in the playground.' } }
  },
}
