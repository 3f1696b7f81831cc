import type { TaskRecord } from '../investigation/run.ts'
import type { ShownTask } from './report.ts'

const SIGNS: Record<TaskRecord['state'], string> = {
  New: '·',
  InProgress: '…',
  Completed: '✓',
  Waiting: '?',
  Error: '✗',
  Skipped: '-',
}

/** A duration as people say it. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${Math.floor(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A task as one line of a tree: state, id, name, how long it took. */
export function treeLine(
  { depth, id, name, state }: { depth: number; id: string; name: string; state: TaskRecord['state'] },
  took: number | undefined,
): string {
  const time = took === undefined ? '' : `  ${duration(took)}`
  const own = id.slice(id.lastIndexOf('/') + 1)
  return `${'  '.repeat(depth)}${SIGNS[state]} ${own} ${name}`.trimEnd().concat(`  ${state}${time}`)
}

/** A run as a tree, sub-playbooks below the tasks that call them. */
export function treeOf(tasks: ShownTask[]): string {
  return tasks
    .map(({ id, task, state, record, depth }) => {
      const { started, ended, error } = record
      const took = started && ended ? Date.parse(ended) - Date.parse(started) : undefined
      const line = treeLine({ depth, id, name: task.name || task.kind, state }, took)
      return error === undefined ? line : `${line}\n${'  '.repeat(depth + 1)}${error.split('\n')[0]}`
    })
    .join('\n')
}
