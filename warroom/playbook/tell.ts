import { taskPath } from '../investigation/run.ts'
import type { TaskPlace } from './place.ts'

/** Tells whoever watches a run what a task has become. */
export function tellOf({ parts, investigation, path, task, frame }: TaskPlace): void {
  const { watch } = parts.playbooks
  const { state = 'New', started = '', ended = parts.clock.now() } = frame.tasks.get(task.id) ?? {}
  if (!watch || task.kind === 'start') return
  const took = Date.parse(ended) - Date.parse(started) || 0
  watch({ incident: investigation.id, path: taskPath(path, task.id), name: task.name, state, took })
}

/** Tells whoever watches that a task begins which may take its time. */
export function tellStart({ parts, investigation, path, task }: TaskPlace): void {
  const { id: incident } = investigation
  const event = { incident, path: taskPath(path, task.id), name: task.name }
  parts.playbooks.watch?.({ ...event, state: 'InProgress', took: 0 })
}
