import { automation } from '../../kit/automation.ts'
import { list, type Result, text } from '../../kit/command.ts'
import { carryOut } from '../carry-out.ts'
import { earlierOpen } from './earlier.ts'
import { openIncidents } from './open.ts'
import { HR_TYPES, type Person } from './person.ts'

export const IAMCloseEarlierIncidents = automation({
  name: 'IAMCloseEarlierIncidents',
  description:
    'Closes the incidents of a type that were there before this one and are still open, as duplicates of it: all of them, or those about one person. Of a type that is about one person it closes none unless it is told who.',
  args: {
    type: list({ description: 'The types of the incidents, exactly.', required: true }),
    employee_id: text({
      description: 'Only incidents about this person: the employee id. Case does not matter in these three.',
    }),
    email: text({ description: 'Only incidents about this person: the e-mail or username.' }),
    user_id: text({ description: 'Only incidents about this person: the id in Okta.' }),
  },
  outputs: [
    {
      path: 'IAM.ClosedIncidents',
      type: 'Unknown',
      description: 'Ids of the incidents that were closed, the oldest first.',
    },
  ],
  async run({ type: types, employee_id = '', email = '', user_id = '' }, host) {
    const { id } = host.investigation
    if (!('id' in host.incident)) return 'There is no incident here, so nothing is earlier than it.'
    const isOfPerson = [employee_id, email, user_id].some(Boolean)
    // Arguments that a playbook fills from empty fields are absent, and must not close everybody's incidents.
    if (!isOfPerson && types.some(type => HR_TYPES.includes(type)))
      return told(
        [],
        `No incident was closed: none of employee_id, email and user_id says whose ${types.join(', ')} is meant.`,
      )
    const person: Person = { employeeId: employee_id, names: [email], userId: user_id }
    const ids = earlierOpen(await openIncidents(host, types), types, id, isOfPerson ? person : undefined)
    for (const earlier of ids)
      await carryOut(host, 'closeInvestigation', {
        id: earlier,
        closeReason: 'Duplicate',
        closeNotes: `Incident ${id} ${isOfPerson ? 'about the same person' : 'of the same type'} came later.`,
      })
    return told(
      ids,
      ids.length ? `Closed as earlier than this one: ${ids.join(', ')}.` : 'No earlier one is open.',
    )
  },
})

const told = (ids: string[], readable: string): Result => ({
  readable,
  contents: ids,
  context: { 'IAM(true)': { ClosedIncidents: ids } },
})
