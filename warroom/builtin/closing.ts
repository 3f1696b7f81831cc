import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Incident } from '../investigation/change.ts'
import { ACTIVE, changedIncident, DONE } from '../investigation/incident.ts'
import { openIncidentFields, withCustomFields } from '../investigation/incident-fields.ts'
import { builtIn } from './command.ts'
import { USERS } from './decisions.ts'
import { incidentsOf } from './given-fields.ts'

const id = argument('id', 'The incidents; without it the one in which the command runs.', { isArray: true })

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000)) || 0
}

/** An incident as it is once it is closed. */
export function closed(incident: Incident, members: JsonObject, now: string): Incident {
  const [{ username }] = USERS
  const closing = {
    status: DONE,
    closed: now,
    closingUserId: username,
    openDuration: secondsBetween(textOf(incident.created), now),
  }
  return changedIncident(incident, { ...closing, ...members }, now)
}

const closeInvestigation = builtIn({
  name: 'closeInvestigation',
  description: 'Closes the incident. Further arguments are fields of the incident, as on the closing form.',
  args: [
    id,
    argument('closeReason', 'Why it is closed.'),
    argument('closeNotes', 'What is to be said about it.'),
  ],
  open: true,
  run({ id: given, ...fields }, running) {
    const { content, clock } = running.parts
    const { members, custom, unknown } = openIncidentFields(content)(fields)
    const incidents = incidentsOf(given, running).map(incident =>
      closed(incident, { ...members, CustomFields: withCustomFields(incident, custom) }, clock.now()),
    )
    const sentence = `Closed incident ${incidents.map(each => each.id).join(', ')}.`
    return { text: [sentence, ...unknown].join('\n\n'), change: { incidents } }
  },
})

/** A command that makes incidents active. */
function activating(name: string, description: string): OwnCommand {
  return builtIn({
    name,
    description,
    args: [id],
    run({ id: given }, running) {
      const now = running.parts.clock.now()
      const incidents = incidentsOf(given, running).map(incident => {
        const { closed: _, closingUserId: __, openDuration: ___, ...open } = incident
        return changedIncident(open as Incident, { status: ACTIVE, closeReason: '', closeNotes: '' }, now)
      })
      return {
        text: `Incident ${incidents.map(each => each.id).join(', ')} is active.`,
        change: { incidents },
      }
    },
  })
}

export const CLOSING_COMMANDS: readonly OwnCommand[] = [
  closeInvestigation,
  activating('reopenInvestigation', 'Makes a closed incident active again.'),
  activating('investigate', 'Makes an incident active.'),
]
