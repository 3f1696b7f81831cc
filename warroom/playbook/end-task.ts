import type { JsonObject } from '../../kit/wire.ts'
import { errorEntry as toldError } from '../engine/told.ts'
import type { Change, ContextEdit } from '../investigation/change.ts'
import { changedIncident } from '../investigation/incident.ts'
import { openIncidentFields, withCustomFields } from '../investigation/incident-fields.ts'
import type { TaskRecord } from '../investigation/run.ts'
import { placeOf } from '../investigation/scope.ts'
import { Refusal } from '../refusal.ts'
import { FAILED_CONDITION_LABEL } from './decisions.ts'
import type { TaskOutcome } from './outcome.ts'
import { markOf, readerOf, recordOf, scopedTo, type TaskPlace } from './place.ts'

/** How a task ended. */
export interface Ending {
  state: 'Completed' | 'Error' | 'Skipped'
  label?: string
  error?: string
  /** The error stands in no entry yet. */
  untold?: true
  /** Fields of the incident that answers set. */
  fields?: JsonObject
}

/** Where a failed task goes on (PB-70 to PB-72, PB-75); undefined when it holds up what is behind it. */
export function labelAfterError({ task: { kind, onError, next } }: TaskPlace): string | undefined {
  if (onError === 'stop') return undefined
  if (onError === 'errorPath') return '#error#'
  return kind === 'condition' && !next.has('#none#') ? FAILED_CONDITION_LABEL : '#none#'
}

/** How a task ends that did what it should. */
export function completed({ label = '#none#', fields }: TaskOutcome & { is: 'done' }): Ending {
  return { state: 'Completed', label, ...(fields ? { fields } : {}) }
}

/** How a task ends that failed. What an error entry of its command says already is not said again. */
export function failedEnding(
  place: TaskPlace,
  { is, error }: TaskOutcome & { is: 'failed' | 'unavailable' },
): Ending {
  const label = labelAfterError(place)
  const isTold = is === 'failed' && place.task.kind !== 'playbook' && recordOf(place).error !== undefined
  return {
    ...{ state: 'Error', error },
    ...(label === undefined ? {} : { label }),
    ...(isTold ? {} : { untold: true }),
  }
}

/** Fields of the incident that some values set (PB-37, `fieldassociated`); undefined when there is nothing to set. */
export function withFields(
  { parts, investigation: { incident } }: Pick<TaskPlace, 'parts' | 'investigation'>,
  fields: JsonObject,
): Change['incidents'] {
  if (!incident || Object.keys(fields).length === 0) return undefined
  const { members, custom } = openIncidentFields(parts.content)(fields)
  const changed = { ...members, CustomFields: withCustomFields(incident, custom) }
  return [changedIncident(incident, changed, parts.clock.now())]
}

/** PB-37: what a task that succeeded writes into the incident, read from the context as it is then. */
function mappedFields(place: TaskPlace): JsonObject {
  const { task } = place
  if (task.fields.length === 0) return {}
  const reader = readerOf(place.parts, scopedTo(place, task.id))
  const read = task.fields.map(({ field, output }) => [field, reader.value(output) ?? null] as const)
  return Object.fromEntries(read.filter(([field, value]) => field !== '' && value !== null))
}

/** HC-48: what kept a task from being run is an error entry. */
function errorEntry(place: TaskPlace, error: string): NonNullable<Change['investigation']> {
  const { investigation, parts, task } = place
  const line = task.code ? `!${task.code.name}` : `/playbook task ${task.id}`
  const entry = toldError(parts, investigation, line, error)
  return { id: investigation.id, entries: [markOf(place, readerOf(parts, investigation))(entry)] }
}

/** The change with which a task ends: its record, its error in the context (PB-73), the fields it sets. */
function endOf(place: TaskPlace, ending: Ending, order: number, started: string): Change {
  const { investigation, path, task, parts } = place
  const { polls: _, said: __, doubt: ___, todo: ____, left: _____, ...held } = recordOf(place)
  const { state, label, error, untold, fields } = ending
  const record: TaskRecord = {
    ...{ ...held, state, order, started: held.started ?? started, ended: parts.clock.now() },
    ...(label === undefined ? {} : { label }),
    ...(error === undefined ? {} : { error }),
  }
  const said = untold && error !== undefined ? errorEntry(place, error) : undefined
  const added = said?.entries.map(({ ID }) => String(ID)) ?? []
  const edits: ContextEdit[] =
    state === 'Error' && error !== undefined
      ? [{ ...placeOf(scopedTo(place)), set: `task.${task.id}.error`, value: error }]
      : []
  const set = { ...fields, ...mappedFields(place) }
  const incidents = state === 'Completed' ? withFields(place, set) : undefined
  return {
    runs: [{ id: investigation.id, tasks: [{ frame: path, task: task.id, record, added }] }],
    ...(edits.length > 0 ? { edits } : {}),
    ...(said ? { investigation: said } : {}),
    ...(incidents ? { incidents } : {}),
  }
}

/** The one change with which a task ends. A field that cannot take its value fails the task that sets it. */
export function endOrFailure(place: TaskPlace, ending: Ending, order: number, started: string): Change {
  try {
    return endOf(place, ending, order, started)
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    const failed = failedEnding(place, { is: 'unavailable', error: cause.message })
    return endOf(place, failed, order, started)
  }
}
