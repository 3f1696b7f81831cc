import type { Json, JsonObject } from '../../kit/wire.ts'
import { isEmpty, listOf, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import { matchesQuery, type Subject } from '../indicators/matches-query.ts'
import { parseQuery } from '../indicators/query.ts'
import type { Incident } from '../investigation/change.ts'
import { changedIncident, severityOf } from '../investigation/incident.ts'
import { tableOf } from '../operations/table.ts'
import { Refusal } from '../refusal.ts'
import { builtIn } from './command.ts'
import { INCIDENT_PAGE_SIZE } from './decisions.ts'
import { incidentsOf, isObject } from './given-fields.ts'

const STATUS = ['pending', 'active', 'done', 'archive']

/** What a query or an argument reads of an incident; status and severity are known by name as well as by number. */
function fieldOf(incident: Incident, name: string): Json | undefined {
  const wanted = name.toLowerCase()
  if (wanted === 'status') {
    const { status } = incident
    return [
      status ?? '',
      typeof status === 'number' ? (STATUS[status] ?? '') : '',
      isOpen(incident) ? 'open' : 'closed',
    ]
  }
  const custom = isObject(incident.CustomFields) ? incident.CustomFields : {}
  // Nearly always it is written as it is held; a search goes through all incidents there are.
  if (Object.hasOwn(incident, name)) return incident[name]
  if (Object.hasOwn(custom, name)) return custom[name]
  const found = [...Object.entries(incident), ...Object.entries(custom)].find(
    ([key]) => key.toLowerCase() === wanted,
  )
  return found?.[1]
}

const isOpen = ({ status }: Incident): boolean => status === 0 || status === 1

function subjectOf(incident: Incident): Subject {
  return {
    field: name => fieldOf(incident, name),
    texts: () => [incident.name, textOf(incident.details), textOf(incident.type)],
  }
}

/** Arguments that are fields; each may name several values, of which the incident has one. */
const FIELDS = ['id', 'name', 'details', 'type', 'status', 'owner', 'phase']

function isAmong(given: Json | undefined, value: Json | undefined): boolean {
  if (isEmpty(given)) return true
  const held = listOf(value).map(each => textOf(each).toLowerCase())
  return listOf(given).some(each => held.includes(textOf(each).toLowerCase()))
}

function hasSeverity(given: Json | undefined, { severity }: Incident): boolean {
  return isEmpty(given) || listOf(given).some(each => severityOf(each) === severity)
}

function isWithin({ fromdate, todate }: JsonObject, { created }: Incident): boolean {
  const time = Date.parse(textOf(created))
  const [from, to] = [fromdate, todate].map(date => (isEmpty(date) ? undefined : Date.parse(textOf(date))))
  return (from === undefined || time >= from) && (to === undefined || time <= to)
}

function countOf(args: JsonObject, name: string, otherwise: number): number {
  const given = textOf(args[name])
  if (given === '') return otherwise
  if (/^\d{1,6}$/.test(given)) return Number(given)
  throw new Refusal(`Argument ${name} must be a whole number, not "${given}".`)
}

const getIncidents = builtIn({
  name: 'getIncidents',
  description: 'Finds incidents. Its Contents is {total, data}, of which data is one page.',
  args: [
    argument('query', 'A search such as type:"IAM - New Hire" and status:active.', { default: true }),
    ...FIELDS.map(name => argument(name, `Only those with this ${name}.`, { isArray: true })),
    argument('severity', 'Only those of this severity, by name or number.', { isArray: true }),
    argument('fromdate', 'Only those created since.'),
    argument('todate', 'Only those created until.'),
    argument('size', 'How many a page holds.', { defaultValue: String(INCIDENT_PAGE_SIZE) }),
    argument('page', 'Which page, from 0.', { defaultValue: '0' }),
  ],
  run(args, { parts }) {
    const query = parseQuery(textOf(args.query))
    const [size, page] = [countOf(args, 'size', INCIDENT_PAGE_SIZE), countOf(args, 'page', 0)]
    const given = FIELDS.filter(name => !isEmpty(args[name]))
    const found = parts.state.room
      .incidents()
      .filter(each => given.every(name => isAmong(args[name], fieldOf(each, name))))
      .filter(each => hasSeverity(args.severity, each) && isWithin(args, each))
      .filter(each => matchesQuery(query, subjectOf(each)))
    const data = found.slice(page * size, (page + 1) * size)
    const rows = data.map(({ id, name, type, owner, created }) => [id, name, type, owner, created])
    const headers = ['id', 'name', 'type', 'owner', 'created']
    const { text } = tableOf('Incidents', headers, rows, 'No incident was found.')
    return { text: textOf(text), contents: { total: found.length, data: structuredClone(data) } }
  },
})

/** The links of an incident with others added or taken away. */
function linked(incident: Incident, others: string[], link: boolean, now: string): Incident {
  const held = listOf(incident.linkedIncidents).map(textOf)
  const kept = held.filter(id => !others.includes(id))
  const linkedIncidents = link ? [...kept, ...others] : kept
  return changedIncident(incident, { linkedIncidents, linkedCount: linkedIncidents.length }, now)
}

/** Links one incident with others, in both directions; gives them back as they are then. */
export function linkedTogether(one: Incident, others: Incident[], link: boolean, now: string): Incident[] {
  const apart = others.filter(({ id }) => id !== one.id)
  const ids = apart.map(({ id }) => id)
  return [linked(one, ids, link, now), ...apart.map(other => linked(other, [one.id], link, now))]
}

const linkIncidents = builtIn({
  name: 'linkIncidents',
  description: 'Links incidents with each other, or takes their links away.',
  args: [
    argument('linkedIncidentIDs', 'The other incidents.', { required: true, default: true, isArray: true }),
    argument('incidentId', 'The one incident; without it the one in which the command runs.'),
    argument('action', 'link or unlink.', { defaultValue: 'link', predefined: ['link', 'unlink'] }),
  ],
  run(args, running) {
    const [one] = incidentsOf(args.incidentId, running)
    if (!one) throw new Refusal('linkIncidents takes one incident as incidentId.')
    const others = incidentsOf(args.linkedIncidentIDs, running)
    const link = textOf(args.action) !== 'unlink'
    const incidents = linkedTogether(one, others, link, running.parts.clock.now())
    const names = others.map(({ id }) => id).join(', ')
    return {
      text: `${link ? 'Linked' : 'Unlinked'} incident ${one.id} ${link ? 'with' : 'from'} ${names}.`,
      change: { incidents },
    }
  },
})

export const FOUND_INCIDENT_COMMANDS: readonly OwnCommand[] = [getIncidents, linkIncidents]
