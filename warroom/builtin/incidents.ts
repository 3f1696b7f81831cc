import type { JsonObject } from '../../kit/wire.ts'
import { isEmpty, isOn, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Running } from '../engine/record.ts'
import type { Incident } from '../investigation/change.ts'
import { changedIncident, newIncident } from '../investigation/incident.ts'
import { openIncidentFields, withCustomFields } from '../investigation/incident-fields.ts'
import { startOfType, toStart } from '../playbook/of-type.ts'
import { builtIn, type Result } from './command.ts'
import { USERS } from './decisions.ts'
import { incidentsOf, labelsOf, objectOf } from './given-fields.ts'

const FIELD_ARGUMENTS = [
  argument('type', 'The incident type.'),
  argument('severity', 'Unknown, Informational, Low, Medium, High, Critical, or its number.'),
  argument('owner', 'The owner, by user name.'),
  argument('details', 'What it is about.'),
  argument('occurred', 'When it happened.'),
  argument('phase', 'The phase.'),
  argument('labels', 'Labels as a JSON list of {"type", "value"}.'),
  argument('customFields', 'Custom fields by cliName, as a JSON object.'),
]

/** Arguments that are no fields of the incident themselves. */
const NO_FIELDS = new Set([
  'id',
  'customFields',
  'labels',
  'addLabels',
  'replacePlaybook',
  'deleteEmptyField',
])

/** The fields that arguments name; empty ones are left out, or null when they shall be removed. */
function fieldsOf(args: JsonObject): JsonObject {
  const fields = Object.entries({ ...args, ...objectOf(args, 'customFields') })
  const named = fields.filter(([name]) => !NO_FIELDS.has(name))
  const given = named.filter(([, value]) => !isEmpty(value) || isOn(args, 'deleteEmptyField'))
  return Object.fromEntries(given.map(([name, value]) => [name, isEmpty(value) ? null : value]))
}

const told = (sentence: string, unknown: string[]): string => [sentence, ...unknown].join('\n\n')

const createNewIncident = builtIn({
  name: 'createNewIncident',
  description:
    'Creates an incident. Arguments are fields of the incident; it is neither classified nor mapped.',
  args: [
    argument('name', 'The name of the incident.', { required: true, default: true }),
    ...FIELD_ARGUMENTS,
  ],
  outputs: { CreatedIncidentID: 'The id of the new incident.' },
  open: true,
  run(args, { parts }) {
    const { name, ...rest } = fieldsOf(args)
    const { members, custom, unknown } = openIncidentFields(parts.content)(rest)
    const [user] = USERS
    // HC §2.3, the example of demistomock: what a person makes is of brand Manual.
    const source = { sourceBrand: 'Manual', sourceInstance: user.username }
    const labels = [
      ...labelsOf(args, 'labels'),
      { type: 'Instance', value: user.username },
      { type: 'Brand', value: 'Manual' },
    ]
    const id = parts.state.room.nextIncidentId()
    const CustomFields = { ...custom }
    const incident = newIncident(id, textOf(name), parts.clock.now(), {
      ...source,
      ...startOfType(parts, textOf(members.type)),
      ...members,
      labels,
      CustomFields,
    })
    return {
      text: told(`Created incident ${id}: ${textOf(name)}.`, unknown),
      contents: { id: String(id), name: textOf(name) },
      context: { CreatedIncidentID: String(id) },
      change: { incidents: [incident] },
    }
  },
})

/** One incident with the fields that arguments set. */
function withFields(
  incident: Incident,
  args: JsonObject,
  running: Running,
): { incident: Incident; unknown: string[] } {
  const fields = fieldsOf(args)
  const removed = Object.fromEntries(Object.entries(fields).filter(([, value]) => value === null))
  const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
  const { members, custom, unknown } = openIncidentFields(running.parts.content)(kept)
  const labels = isEmpty(args.labels) ? (incident.labels ?? []) : labelsOf(args, 'labels')
  const playbook = isEmpty(args.replacePlaybook) ? {} : toStart(running.parts, textOf(args.replacePlaybook))
  const changes = {
    ...members,
    ...playbook,
    labels: [...(Array.isArray(labels) ? labels : []), ...labelsOf(args, 'addLabels')],
    CustomFields: withCustomFields(incident, { ...custom, ...removed }),
  }
  return { incident: changedIncident(incident, changes, running.parts.clock.now()), unknown }
}

const setIncident = builtIn({
  name: 'setIncident',
  description: 'Sets fields of the incident in which it runs, or of others. Arguments are fields by cliName.',
  args: [
    argument('id', 'The incidents; without it the one in which the command runs.', { isArray: true }),
    argument('name', 'The name of the incident.'),
    ...FIELD_ARGUMENTS,
    argument('addLabels', 'Labels to add, as a JSON list of {"type", "value"}.'),
    argument('replacePlaybook', 'The playbook of the incident.'),
    argument('deleteEmptyField', 'Whether a custom field that is given empty is removed.', {
      defaultValue: 'false',
      predefined: ['true', 'false'],
    }),
  ],
  open: true,
  run(args, running) {
    const set = incidentsOf(args.id, running).map(incident => withFields(incident, args, running))
    const incidents = set.map(({ incident }) => incident)
    const unknown = [...new Set(set.flatMap(each => each.unknown))]
    return { text: told(`Set fields of incident ${ids(incidents)}.`, unknown), change: { incidents } }
  },
})

const ids = (incidents: Incident[]): string => incidents.map(({ id }) => id).join(', ')

/** A command that sets one member of an incident, given by an argument of its own. */
function setting(name: string, member: string, argumentName: string, description: string): OwnCommand {
  return builtIn({
    name,
    description,
    args: [
      argument(argumentName, `The new ${member}.`, { required: true, default: true }),
      argument('id', 'The incidents; without it the one in which the command runs.', { isArray: true }),
    ],
    run(args, running): Result {
      const value = args[argumentName] ?? ''
      const { members } = openIncidentFields(running.parts.content)({ [member]: value })
      const now = running.parts.clock.now()
      const incidents = incidentsOf(args.id, running).map(each => changedIncident(each, members, now))
      return {
        text: `Set ${member} of incident ${ids(incidents)} to ${textOf(value)}.`,
        change: { incidents },
      }
    },
  })
}

export const INCIDENT_COMMANDS: readonly OwnCommand[] = [
  createNewIncident,
  setIncident,
  setting('setOwner', 'owner', 'owner', 'Sets the owner of an incident.'),
  setting('setSeverity', 'severity', 'severity', 'Sets the severity of an incident.'),
  setting('setPhase', 'phase', 'phase', 'Sets the phase of an incident.'),
]
