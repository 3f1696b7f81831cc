import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../automations/arguments.ts'
import { closed } from '../builtin/closing.ts'
import type { Answer } from '../engine/outcome.ts'
import type { Parts } from '../engine/parts.ts'
import type { Session } from '../engine/session.ts'
import type { Incident } from '../investigation/change.ts'
import { ACTIVE, newIncident } from '../investigation/incident.ts'
import { didYouMean } from '../nearest.ts'
import { beginning, continueRun } from '../playbook/runs.ts'
import { Refusal } from '../refusal.ts'
import type { Operation } from './operation.ts'
import { runAnswer } from './playbook.ts'
import { tableOf } from './table.ts'

/** The label that says which job an incident is a run of. */
const LABEL = 'Job'

/** How often, as the platform's form has it; empty for a job without a schedule. */
function everyOf({ humanCron }: JsonObject): string {
  const { timePeriod, timePeriodType } = (humanCron ?? {}) as JsonObject
  return [textOf(timePeriod), textOf(timePeriodType)].filter(Boolean).join(' ')
}

function jobList({ content }: Parts): Answer {
  const all = content.of('job').map(({ item }) => item)
  const value = all.map(job => ({
    name: textOf(job.name),
    playbook: textOf(job.playbookId),
    every: everyOf(job),
  }))
  const rows = value.map(({ name, playbook, every }) => [name, playbook, every])
  return { value, shown: tableOf('Jobs', ['name', 'playbook', 'every'], rows, 'There are no jobs.') }
}

function jobNamed({ content }: Parts, name: string): JsonObject {
  const all = content.of('job').map(({ item }) => item)
  const found = all.find(job => [job.id, job.name].map(textOf).includes(name))
  if (found) return found
  const names = all.map(job => textOf(job.name))
  throw new Refusal(`There is no job "${name}"${didYouMean(name, names)}.`)
}

/** The run before that is open still. */
function previousOf({ state }: Parts, job: JsonObject): Incident | undefined {
  const isOfJob = ({ labels }: Incident) =>
    [labels ?? []].flat().some(label => {
      const { type, value } = (label ?? {}) as JsonObject
      return type === LABEL && value === textOf(job.id)
    })
  return state.room.incidents().findLast(one => one.status === ACTIVE && isOfJob(one))
}

/** One run of a job, as the platform begins it when its time has come: in a new incident, what becomes of the run before as the job says. */
async function runJob({ parts }: Session, job: JsonObject): Promise<Answer> {
  const { state, clock, playbooks } = parts
  const { playbook } = playbooks.find(textOf(job.playbookId))
  const previous = previousOf(parts, job)
  if (previous && job.closePrevRun !== true && job.shouldTriggerNew !== true)
    throw new Refusal(
      `The job "${textOf(job.name)}" still runs in incident ${previous.id}, and neither closes its earlier run nor runs beside it; close that incident first.`,
    )
  const { type, severity, owner, details } = job
  const given = Object.entries({ type, severity, owner, details }).filter(([, value]) => textOf(value) !== '')
  const labels = [{ type: LABEL, value: textOf(job.id) }]
  const members = { ...(Object.fromEntries(given) as JsonObject), labels }
  const incident = newIncident(state.room.nextIncidentId(), textOf(job.name), clock.now(), members)
  const begun = beginning(parts, incident, playbook)
  const ended =
    previous && job.closePrevRun === true ? [closed(previous, { closeReason: 'Other' }, clock.now())] : []
  // One line of the journal: killed behind it, the run goes on.
  state.commit({ ...begun, incidents: [...ended, ...(begun.incidents ?? [])] })
  await continueRun(parts, state.room.investigation(incident.id))
  return runAnswer(parts, state.room.investigation(incident.id))
}

export const job: Operation = {
  name: 'job',
  argument: '[NAME]',
  description:
    'Runs a job once, as if its time had come; here none runs by itself. Without a name: which there are.',
  run(session, _, [name = '', ...more]) {
    const whole = [name, ...more].join(' ')
    return whole === '' ? jobList(session.parts) : runJob(session, jobNamed(session.parts, whole))
  },
}
