import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Parts } from '../engine/parts.ts'
import type { Investigation } from '../investigation/room.ts'
import { type LiveFrame, type TaskRecord, taskPath } from '../investigation/run.ts'
import { flowOf } from './flow.ts'
import type { Playbook, Task } from './task.ts'

/** A task of a run as it is shown: nested ones under their paths. */
export interface ShownTask {
  id: string
  task: Task
  state: TaskRecord['state']
  record: TaskRecord
  depth: number
}

/** The state of a task without a record that counts: on a branch that was not taken it is Skipped (PB-13). */
function stateOf(id: string, record: TaskRecord | undefined, skipped: Set<string>): TaskRecord['state'] {
  if (record && record.state !== 'New') return record.state
  return skipped.has(id) ? 'Skipped' : 'New'
}

function frameTasks(
  parts: Parts,
  frames: ReadonlyMap<string, LiveFrame>,
  path: string,
  depth: number,
): ShownTask[] {
  const frame = frames.get(path)
  // One whose pack is not loaded any more has no names to show.
  if (!frame || !parts.playbooks.has(frame.playbook)) return []
  const { playbook, graph } = parts.playbooks.find(frame.playbook)
  const { skipped } = flowOf(graph, playbook.start, frame.tasks).flow
  return [...playbook.tasks.values()].flatMap(task => {
    const id = taskPath(path, task.id)
    const record = frame.tasks.get(task.id)
    const shown = {
      id,
      task,
      state: stateOf(task.id, record, skipped),
      record: record ?? { state: 'New' },
      depth,
    }
    return [shown, ...frameTasks(parts, frames, id, depth + 1)]
  })
}

/** The tasks of an incident's run, those of sub-playbooks behind the task that calls them. */
export function tasksOf(parts: Parts, { run }: Investigation): ShownTask[] {
  return run ? frameTasks(parts, run.frames, '', 0) : []
}

/** The states of a playbook's own tasks in a run, or of the first call of it there, for a drawing; empty when there is none. */
export function statesIn(
  parts: Parts,
  investigation: Investigation,
  playbook: Playbook,
): Map<string, string> {
  const { frames = new Map<string, LiveFrame>() } = investigation.run ?? {}
  const path = [...frames].find(([, frame]) => frame.playbook === playbook.id)?.[0]
  if (path === undefined) return new Map()
  const depth = path === '' ? 0 : path.split('/').length
  const own = frameTasks(parts, frames, path, depth).filter(each => each.depth === depth)
  return new Map(own.map(({ task, state }) => [task.id, state]))
}

/** design.md §8: the value of `/playbook`. */
export function runValue(parts: Parts, investigation: Investigation): JsonObject {
  const tasks = tasksOf(parts, investigation).map(({ id, task, state, record }): Json => {
    const error = record.error === undefined ? {} : { error: record.error }
    return { id, name: task.name, state, ...error }
  })
  return { incident: investigation.id, state: investigation.run?.state ?? 'inprogress', tasks }
}
