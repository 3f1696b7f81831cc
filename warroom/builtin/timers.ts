import { textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import { changedIncident } from '../investigation/incident.ts'
import { withCustomFields } from '../investigation/incident-fields.ts'
import { objectIn } from '../playbook/read.ts'
import { slaOf, type TimerAction, timerAfter } from '../playbook/timers.ts'
import { builtIn } from './command.ts'
import { incidentsOf } from './given-fields.ts'

function timer(action: TimerAction, what: string): OwnCommand {
  return builtIn({
    name: `${action}Timer`,
    description: `${what} a timer field of the incident.`,
    args: [
      argument('timerField', 'The timer field, by cliName.', { required: true, default: true }),
      argument('incidentId', 'The incidents; without it the one in which the command runs.', {
        isArray: true,
      }),
    ],
    run({ timerField, incidentId }, running) {
      const now = running.parts.clock.now()
      const field = textOf(timerField)
      const incidents = incidentsOf(incidentId, running).map(incident => {
        const sla = slaOf(running.parts.content, field)
        const value = timerAfter(objectIn(incident.CustomFields)[field], action, now, sla)
        const CustomFields = withCustomFields(incident, Object.fromEntries([[field, value]]))
        return changedIncident(incident, { CustomFields }, now)
      })
      return { text: `${what} timer ${field}.`, change: { incidents } }
    },
  })
}

export const TIMER_COMMANDS: readonly OwnCommand[] = [
  timer('start', 'Starts'),
  timer('pause', 'Pauses'),
  timer('stop', 'Stops'),
  timer('reset', 'Resets'),
]
