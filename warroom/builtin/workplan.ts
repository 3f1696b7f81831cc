import { isOn, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Running } from '../engine/record.ts'
import { changedIncident } from '../investigation/incident.ts'
import type { Investigation } from '../investigation/room.ts'
import { answerTask, waitingNamed, waitingTask } from '../playbook/answer.ts'
import { playbookOfType, toStart } from '../playbook/of-type.ts'
import { Walk } from '../playbook/walk.ts'
import { Refusal } from '../refusal.ts'
import { builtIn, type Result } from './command.ts'
import { incidentsOf } from './given-fields.ts'

const id = argument('id', 'The incidents; without it the one in which the command runs.', { isArray: true })

/** The investigation whose run is meant. */
function runIn(given: string, { parts, investigation }: Running): Investigation {
  const { room } = parts.state
  const found = room.investigations.get(given === '' ? investigation.id : given)
  if (found?.run) return found
  throw new Refusal(`No playbook runs in incident ${given || investigation.id}.`)
}

const taskComplete = builtIn({
  name: 'taskComplete',
  description: 'Completes a task that waits, and lets the playbook go on.',
  args: [
    argument('id', 'The id of the task, its path in sub-playbooks, or a tag.', {
      required: true,
      default: true,
    }),
    argument('input', 'The label of a condition, the answers of a data collection as JSON.'),
    argument('comment', 'What is to be said about it.'),
    argument('incidentId', 'The incident; without it the one in which the command runs.'),
    argument(
      'parentPlaybookID',
      'The playbook whose task is meant, by the ${currentPlaybookID} it runs under.',
    ),
    argument('allowSkipped', 'Nothing is wrong when no such task waits, as when it was skipped.'),
    argument('isAutoRun', 'Taken and not used: only tasks that wait for people are completed.'),
    argument('args', 'Taken and not used: such tasks run nothing.'),
  ],
  async run(args, running): Promise<Result> {
    const { parts } = running
    const investigation = runIn(textOf(args.incidentId), running)
    // One that is under way goes on by itself; another does once the line is done.
    const under = parts.playbooks.walks.get(investigation.id)
    const walk = under ?? new Walk(parts, investigation)
    const [name, playbook] = [textOf(args.id), textOf(args.parentPlaybookID)]
    if (isOn(args, 'allowSkipped') && waitingNamed(walk, name, playbook).length === 0)
      return { text: `No task ${name} waits; it was left as it is.` }
    await answerTask(walk, waitingTask(walk, name, playbook), args.input ?? '')
    if (!under) parts.state.commit({ runs: [{ id: investigation.id, state: 'inprogress' }] })
    const comment = textOf(args.comment)
    return { text: `Task ${name} was completed.${comment === '' ? '' : ` ${comment}`}` }
  },
})

const setPlaybook = builtIn({
  name: 'setPlaybook',
  description: 'Sets the playbook of an incident, which starts in place of one that runs.',
  args: [argument('name', 'The playbook.', { required: true, default: true }), id],
  run({ name: given, id: ids }, running) {
    const name = textOf(given)
    const { playbooks, clock } = running.parts
    const members = toStart(running.parts, name)
    const incidents = incidentsOf(ids, running).map(each => changedIncident(each, members, clock.now()))
    const of = incidents.map(incident => incident.id).join(', ')
    const more = playbooks.has(name) ? '' : ' It is not loaded, so it does not start.'
    return { text: `Set playbookId of incident ${of} to ${name}.${more}`, change: { incidents } }
  },
})

const setPlaybookAccordingToType = builtIn({
  name: 'setPlaybookAccordingToType',
  description: 'Sets the playbook of the incident that its type has, which starts in place of one that runs.',
  args: [id],
  run({ id: ids }, running) {
    const incidents = incidentsOf(ids, running).map(incident => {
      const playbook = playbookOfType(running.parts, textOf(incident.type))
      if (playbook === '')
        throw new Refusal(`The type "${textOf(incident.type)}" of incident ${incident.id} has no playbook.`)
      return changedIncident(incident, toStart(running.parts, playbook), running.parts.clock.now())
    })
    return { text: 'Set the playbook of the type.', change: { incidents } }
  },
})

export const WORKPLAN_COMMANDS: readonly OwnCommand[] = [
  taskComplete,
  setPlaybook,
  setPlaybookAccordingToType,
]
