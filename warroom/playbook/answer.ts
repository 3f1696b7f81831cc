import type { Json, JsonObject } from '../../kit/wire.ts'
import { listOf, textOf } from '../automations/arguments.ts'
import type { ContextEdit } from '../investigation/change.ts'
import { taskPath } from '../investigation/run.ts'
import { placeOf } from '../investigation/scope.ts'
import { jsonIn } from '../json.ts'
import { Refusal } from '../refusal.ts'
import { labelFor } from './condition-task.ts'
import { withFields } from './end-task.ts'
import { recordOf, scopedTo, type TaskPlace } from './place.ts'
import { calledFirst, type Question } from './task.ts'
import type { Walk } from './walk.ts'

function refused(place: TaskPlace, what: string): Refusal {
  return new Refusal(`${calledFirst(place.playbook, place.task.id)} ${what}`)
}

/** The label that was chosen for a condition; a plain task and a collection take none. */
function chosen(place: TaskPlace, given: Json): string | undefined {
  const { kind, next } = place.task
  if (kind !== 'condition') return undefined
  const labels = [...next.keys()]
  const found = labelFor(textOf(given), labels)
  if (found !== undefined) return found
  throw refused(place, `takes one of ${labels.join(', ')}, not "${textOf(given)}" (PB-25).`)
}

const LISTS = new Set(['multiSelect', 'grid'])

function answersIn(place: TaskPlace, given: Json): JsonObject {
  const value = typeof given === 'string' ? jsonIn(given) : given
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as JsonObject
  const ids = place.task.form?.questions.map(({ id }) => `"${id}"`).join(', ')
  throw refused(place, `takes its answers as JSON, {question: value}, with the questions ${ids} (PB-77).`)
}

/** An answer as its question keeps it: a choice of several is a list. */
function kept({ type }: Question, answer: Json): Json {
  return LISTS.has(type) ? listOf(answer) : answer
}

/** What the answers to a form write: under its title by question, and into the fields of the incident (PB-77). */
function answered(place: TaskPlace, answers: JsonObject): { edits: ContextEdit[]; fields: JsonObject } {
  const { form } = place.task
  const questions = form?.questions ?? []
  const unknown = Object.keys(answers).find(id => !questions.some(question => question.id === id))
  if (unknown !== undefined)
    throw refused(place, `has no question "${unknown}"; it has ${questions.map(({ id }) => id).join(', ')}.`)
  const given = questions.flatMap(question =>
    Object.hasOwn(answers, question.id)
      ? [{ question, value: kept(question, answers[question.id] ?? null) }]
      : [],
  )
  const missing = questions.find(({ id, required }) => required && textOf(answers[id]) === '')
  if (missing) throw refused(place, `needs an answer to question "${missing.id}" (PB-77).`)
  const title = form?.title || place.task.name
  // Appended, so that the context holds what every one of several people answered.
  const merge = Object.fromEntries(
    given.map(({ question: { id }, value }) => [`${title}.Answers.${id}`, value]),
  )
  const fields = given.filter(({ question }) => question.field !== '')
  return {
    edits: [{ ...placeOf(scopedTo(place)), merge }],
    fields: Object.fromEntries(fields.map(({ question, value }) => [question.field, value])),
  }
}

/**
 * Takes a person's answer to a task that waits: the label of a condition, the answers of a collection, anything for a
 * manual task. A Refusal says what it takes instead.
 */
export async function answerTask(walk: Walk, place: TaskPlace, given: Json): Promise<void> {
  const { task, parts, investigation, path } = place
  const held = recordOf(place)
  if (held.state !== 'Waiting')
    throw refused(place, `waits for nothing: it is ${held.state}; /tasks lists those that wait.`)
  const started = held.started ?? parts.clock.now()
  if (task.kind !== 'collection') {
    const label = chosen(place, given)
    return walk.settle(place, { is: 'done', ...(label === undefined ? {} : { label }) }, started)
  }
  const { edits, fields } = answered(place, answersIn(place, given))
  const incidents = withFields(place, fields)
  const record = { ...held, replies: (held.replies ?? 0) + 1 }
  parts.state.commit({
    edits,
    ...(incidents ? { incidents } : {}),
    runs: [{ id: investigation.id, tasks: [{ frame: path, task: task.id, record }] }],
  })
  const wanted = task.message?.completeAfter ?? 1
  if (record.replies >= wanted) await walk.settle(place, { is: 'done' }, started)
}

/** The task that waits under a path, a tag, or an id that only one has. A Refusal when there is none, or several. */
export function waitingTask(walk: Walk, name: string): TaskPlace {
  const waiting = walk.frames.in('Waiting').map(({ place }) => place)
  const paths = waiting.map(place => taskPath(place.path, place.task.id))
  const exact = waiting[paths.indexOf(name)]
  if (exact) return exact
  const found = waiting.filter(({ task }) => task.id === name || task.tags.includes(name))
  if (found.length === 1 && found[0]) return found[0]
  const known = paths.length === 0 ? 'none waits' : `those that wait are ${paths.join(', ')}`
  throw new Refusal(
    found.length > 1
      ? `Several tasks are called "${name}"; ${known}.`
      : `No task "${name}" waits in incident ${walk.investigation.id}; ${known}.`,
  )
}

/** Runs a task again that was under way when the war room was killed. */
export function repeatTask(walk: Walk, place: TaskPlace): void {
  const { path: frame, task, parts, investigation } = place
  const held = recordOf(place)
  if (!held.doubt) throw refused(place, 'was not interrupted; answer or complete it.')
  const record = { ...held, state: 'InProgress' as const }
  parts.state.commit({ runs: [{ id: investigation.id, tasks: [{ frame, task: task.id, record }] }] })
  walk.frames.open(frame)
}
