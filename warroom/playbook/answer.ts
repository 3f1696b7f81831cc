import type { Json } from '../../kit/wire.ts'
import { textOf } from '../automations/arguments.ts'
import { tellError } from '../engine/told.ts'
import type { ContextEdit } from '../investigation/change.ts'
import { taskPath } from '../investigation/run.ts'
import { placeOf } from '../investigation/scope.ts'
import { Refusal } from '../refusal.ts'
import { answered, refused } from './collection.ts'
import { DEFAULT, labelFor } from './condition-task.ts'
import { doneAfterDoubt } from './doubt.ts'
import { withFields } from './end-task.ts'
import { recordOf, scopedTo, type TaskPlace } from './place.ts'
import type { Walk } from './walk.ts'

/** The label that was chosen for a condition; a plain task takes none. One of its answers without a label is `#default#`. */
function chosen(place: TaskPlace, given: Json): string | undefined {
  const { kind, next, message, code } = place.task
  if (kind !== 'condition') return undefined
  const labels = [...next.keys()]
  const text = textOf(given)
  const found = labelFor(text, labels)
  if (found !== undefined) return found
  const replies = message?.replies ?? []
  const isAnswer = replies.length === 0 ? text.trim() !== '' : labelFor(text, replies) !== undefined
  if (isAnswer && !code && labels.includes(DEFAULT)) return DEFAULT
  const takes = [...new Set([...labels, ...replies])].join(', ')
  throw refused(place, `takes one of ${takes}, not "${text}" (PB-25).`)
}

/** PB-25: the reply to what people were asked, under the name of the task. */
function replied(place: TaskPlace, given: Json): ContextEdit[] {
  const { task } = place
  if (!task.message || task.kind !== 'condition') return []
  const text = textOf(given)
  const value = labelFor(text, [...task.message.replies, ...task.next.keys()]) ?? text
  return [{ ...placeOf(scopedTo(place)), under: [task.name, 'Answers', '0'], value }]
}

/** What was in doubt is done: the run of its command that was under way. Those of further items follow. */
function doneInDoubt(walk: Walk, place: TaskPlace): void {
  const { path: frame, task, parts, investigation } = place
  const record = doneAfterDoubt(place)
  parts.state.commit({ runs: [{ id: investigation.id, tasks: [{ frame, task: task.id, record }] }] })
  walk.frames.open(frame)
}

async function collect(walk: Walk, place: TaskPlace, given: Json, started: string): Promise<void> {
  const { task, parts, investigation, path } = place
  const held = recordOf(place)
  const { edits, fields } = answered(place, given)
  // Read in any case: a field that cannot take its answer refuses the answer and does not fail the task.
  const incidents = withFields(place, fields)
  const record = { ...held, replies: (held.replies ?? 0) + 1 }
  // The last reply and the end of the task are one change: killed in between, the task would ask again.
  if (record.replies >= (task.message?.completeAfter ?? 1))
    return walk.settle(place, { is: 'done', fields }, started, edits)
  const problems = parts.state.commit({
    edits,
    ...(incidents ? { incidents } : {}),
    runs: [{ id: investigation.id, tasks: [{ frame: path, task: task.id, record }] }],
  })
  for (const problem of problems) tellError(parts, investigation, `/task ${task.id}`, problem)
}

/**
 * Takes a person's answer to a task that waits: the label of a condition, the answers of a collection, anything for a
 * manual task. A Refusal says what it takes instead.
 */
export async function answerTask(walk: Walk, place: TaskPlace, given: Json): Promise<void> {
  const { task, parts } = place
  const held = recordOf(place)
  if (held.state !== 'Waiting')
    throw refused(place, `waits for nothing: it is ${held.state}; /tasks lists those that wait.`)
  const started = held.started ?? parts.clock.now()
  if (task.kind === 'collection') return collect(walk, place, given, started)
  if (held.doubt && task.kind !== 'condition') return doneInDoubt(walk, place)
  const label = chosen(place, given)
  const done = { is: 'done' as const, ...(label === undefined ? {} : { label }) }
  return walk.settle(place, done, started, replied(place, given))
}

/** The tasks that wait, of one playbook where it is named: by the id under which it runs, else by its own. */
function waitingIn(walk: Walk, playbook: string): TaskPlace[] {
  const all = walk.frames.in('Waiting').map(({ place }) => place)
  if (playbook === '') return all
  const running = all.filter(({ frame }) => frame.current === playbook)
  return running.length > 0 ? running : all.filter(place => place.playbook.id === playbook)
}

/** The tasks that wait under a path, else those with a tag or an id; of one playbook where it is named. */
export function waitingNamed(walk: Walk, name: string, playbook = ''): TaskPlace[] {
  const waiting = waitingIn(walk, playbook)
  const exact = waiting.filter(place => taskPath(place.path, place.task.id) === name)
  if (exact.length > 0) return exact
  return waiting.filter(({ task }) => task.id === name || task.tags.includes(name))
}

/** The task that waits under a path, a tag, or an id that only one has. A Refusal when there is none, or several. */
export function waitingTask(walk: Walk, name: string, playbook = ''): TaskPlace {
  const found = waitingNamed(walk, name, playbook)
  if (found.length === 1 && found[0]) return found[0]
  const paths = waitingIn(walk, '').map(place => taskPath(place.path, place.task.id))
  const known = paths.length === 0 ? 'none waits' : `those that wait are ${paths.join(', ')}`
  const of = playbook === '' ? '' : ` of playbook "${playbook}"`
  throw new Refusal(
    found.length > 1
      ? `Several tasks${of} are called "${name}"; ${known}.`
      : `No task "${name}"${of} waits in incident ${walk.investigation.id}; ${known}.`,
  )
}

/** Runs a task again that was under way when the war room was killed. */
export function repeatTask(walk: Walk, place: TaskPlace): void {
  const { path: frame, task, parts, investigation } = place
  const held = recordOf(place)
  const { doubt, ...rest } = held
  if (!doubt) throw refused(place, 'was not interrupted; answer or complete it.')
  const record = { ...rest, state: 'InProgress' as const }
  parts.state.commit({ runs: [{ id: investigation.id, tasks: [{ frame, task: task.id, record }] }] })
  walk.frames.open(frame)
}
