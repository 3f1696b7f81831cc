import { splitPath, type TaskRecord } from '../investigation/run.ts'
import { earliest } from '../schedule/polling.ts'
import { clearInFlight, type Flight, leftInFlight } from './in-flight.ts'
import type { TaskOutcome } from './outcome.ts'
import { recordOf, type TaskPlace } from './place.ts'
import type { Walk } from './walk.ts'

/** What tells the runs of a task apart: of a loop its turn, of a command how many are recorded. */
export function runNumber(place: TaskPlace): number {
  const { turn = 0, done = 0 } = recordOf(place)
  return place.task.kind === 'playbook' ? turn : done
}

/** What becomes of a task that was interrupted: once it has begun something outside, people say whether to do it again. */
export function interrupted(flight: Flight): TaskOutcome {
  return flight.isUnderWay ? { is: 'waiting', record: { doubt: true } } : { is: 'interrupted' }
}

const BEGUN = new Set<TaskRecord['state']>(['New', 'InProgress'])

/** A task that may have done something outside when the war room was killed is not repeated unasked: it waits for people. */
export async function tellDoubt(walk: Walk): Promise<void> {
  const { parts, investigation, frames } = walk
  const mark = leftInFlight(parts.state.folder, investigation.id)
  if (!mark) return
  const { frame, task: id } = splitPath(mark.path)
  const place = frames.paths().includes(frame) ? frames.place(frame) : undefined
  const task = place?.playbook.tasks.get(id)
  if (place?.active.has(id) && task) {
    const own = { ...place, task }
    const { state, started = parts.clock.now() } = recordOf(own)
    if (BEGUN.has(state) && runNumber(own) === mark.done) {
      await walk.settle(own, { is: 'waiting', record: { doubt: true } }, started)
      frames.open(frame)
    }
  }
  clearInFlight(parts.state.folder, investigation.id)
}

/**
 * The record of a task in doubt once somebody said that what was under way is done: a run of its command, one more run of a
 * polling command, or the script that ends its loop, which then is over.
 */
export function doneAfterDoubt(place: TaskPlace): TaskRecord {
  const { doubt: _, polls, ...rest } = recordOf(place)
  const held = { ...rest, state: 'InProgress' as const }
  if (place.task.kind === 'playbook') return { ...held, left: true }
  const done = (held.done ?? 0) + 1
  if (!polls) return { ...held, done }
  // Those that are due first run first.
  const first = rest.todo ? undefined : earliest(polls.map(({ next }) => next))
  const polled = polls.find(({ next }) => next === first)
  return { ...held, done, polls: polls.filter(poll => poll !== polled) }
}
