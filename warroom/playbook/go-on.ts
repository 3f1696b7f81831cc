import type { Json } from '../../kit/wire.ts'
import { changedIncident, DONE } from '../investigation/incident.ts'
import { type RunState, taskPath } from '../investigation/run.ts'
import { earliest } from '../schedule/polling.ts'
import { nextBounded, runSchedules } from '../schedule/schedules.ts'
import { answerTask } from './answer.ts'
import { closingDropsWaiting } from './decisions.ts'
import { tellDoubt } from './doubt.ts'
import { clearInFlight } from './in-flight.ts'
import { nextPoll, pollDue } from './poll-task.ts'
import type { Walk } from './walk.ts'

/** Answers that were given before their tasks wait, by the path of the task. */
export type Answers = Map<string, Json>

/** Gives the answer of a task that waits for one which was given beforehand. */
async function answerWaiting(walk: Walk, answers: Answers): Promise<boolean> {
  if (answers.size === 0) return false
  for (const { place, record } of walk.frames.in('Waiting')) {
    const name = taskPath(place.path, place.task.id)
    if (!answers.has(name) || record.doubt) continue
    const given = answers.get(name) ?? null
    // Given once: a cycle that comes back asks again.
    answers.delete(name)
    await answerTask(walk, place, given)
    return true
  }
  return false
}

/** Waits until something is due: a polling command, or a line that is scheduled. False when nothing will be. */
async function untilDue(walk: Walk): Promise<boolean> {
  const { parts, investigation } = walk
  const waits = walk.frames.in('Waiting').length > 0
  const due = [nextPoll(walk), waits ? nextBounded(investigation) : undefined].filter(
    each => each !== undefined,
  )
  const next = earliest(due)
  if (next === undefined) return false
  const seconds = (Date.parse(next) - Date.parse(parts.clock.now())) / 1000
  if (seconds > 0) await parts.pass(seconds)
  if (parts.interruption.reason !== undefined) return true
  await pollDue(walk)
  await runSchedules(parts, investigation)
  return true
}

/** playbook.md §10: in an incident that is closed nobody is waited for. */
async function dropWaiting(walk: Walk): Promise<boolean> {
  const { parts, investigation } = walk
  if (!closingDropsWaiting || investigation.incident?.status !== DONE) return false
  const [first] = walk.frames.in('Waiting')
  if (!first) return false
  await walk.settle(first.place, { is: 'dropped' }, first.record.started ?? parts.clock.now())
  return true
}

/** Writes down how a run stands when nothing goes on by itself; the incident tells it as its runStatus. */
function rest(walk: Walk, state: RunState): RunState {
  const { parts, investigation } = walk
  const { incident, id } = investigation
  if (walk.run.state === state && incident?.runStatus === state) return state
  const told = incident ? [changedIncident(incident, { runStatus: state }, parts.clock.now())] : []
  parts.state.commit({ runs: [{ id, state }], ...(told.length > 0 ? { incidents: told } : {}) })
  return state
}

/** How a run stands in which nothing may start (PB-15). */
function stateOf(walk: Walk): RunState {
  if (!walk.frames.finished('')) return 'waiting'
  return walk.frames.errorOf('') === undefined ? 'completed' : 'error'
}

/** Walks on until nothing goes on by itself, or somebody interrupts: then the run is paused where it is. */
export async function goOn(walk: Walk, answers: Answers = new Map()): Promise<RunState> {
  const { parts, investigation } = walk
  parts.playbooks.walks.set(investigation.id, walk)
  try {
    await tellDoubt(walk)
    await walk.catchUp()
    await pollDue(walk)
    for (;;) {
      if (parts.interruption.reason !== undefined) return rest(walk, 'paused')
      // Another playbook took its place (setPlaybook).
      if (investigation.run !== walk.run || investigation.incident?.runStatus === 'pending')
        return 'inprogress'
      if (await walk.step()) continue
      if ((await answerWaiting(walk, answers)) || (await dropWaiting(walk))) continue
      if (!(await untilDue(walk))) return rest(walk, stateOf(walk))
    }
  } finally {
    parts.playbooks.walks.delete(investigation.id)
    clearInFlight(parts.state.folder, investigation.id)
  }
}
