import type { RunChange, TaskRecord } from '../investigation/run.ts'
import { MOST_REENTRIES } from './decisions.ts'
import { reachable } from './graph.ts'
import type { TaskPlace } from './place.ts'
import { calledFirst } from './task.ts'

/**
 * PB-14: where a task that ended under a label leads back in a cycle, the tasks there are entered again, and all that is behind
 * them starts anew. One that was entered too often fails instead, by its name. Undefined when it leads back nowhere.
 */
export function reentry(place: TaskPlace, label: string | undefined): RunChange | undefined {
  const { path, frame, graph, investigation, playbook, task: ended } = place
  const back = (graph.out.get(ended.id) ?? []).filter(edge => edge.back && edge.label === label)
  if (back.length === 0) return undefined
  const again = back.map(({ to }) => to)
  const reset = [...reachable(graph, again, true)].filter(id => frame.tasks.has(id) || id === ended.id)
  const tasks = reset.map(task => {
    const times = (frame.tasks.get(task)?.again ?? 0) + (again.includes(task) ? 1 : 0)
    const record: TaskRecord = { state: 'New', again: times }
    return { frame: path, task, record, reset: true as const }
  })
  const { id } = investigation
  const endless = tasks.find(({ record }) => (record.again ?? 0) > MOST_REENTRIES)
  if (!endless) return { id, tasks }
  const what = calledFirst(playbook, endless.task)
  const error = `${what} was entered ${MOST_REENTRIES} times: a loop without end (PB-14).`
  return { id, tasks: [{ frame: path, task: endless.task, record: { state: 'Error', error } }] }
}
