import type { Entry, Json } from '../../kit/wire.ts'
import type { Parts } from '../engine/parts.ts'
import type { Running } from '../engine/record.ts'
import { specialRoots } from '../engine/roots.ts'
import type { Investigation } from '../investigation/room.ts'
import type { LiveFrame, Run, TaskRecord } from '../investigation/run.ts'
import { ScopedInvestigation } from '../investigation/scope.ts'
import { type Env, evaluateCondition, evaluateValue, type Filter, type Value } from '../values/index.ts'
import type { Graph } from './graph.ts'
import type { Playbook, Task } from './task.ts'

/** Where a playbook runs: the investigation, the frame and what its file says. */
export interface Place {
  parts: Parts
  investigation: Investigation
  run: Run
  /** The frame's path. */
  path: string
  frame: LiveFrame
  playbook: Playbook
  graph: Graph
}

/** A task in its place. */
export interface TaskPlace extends Place {
  task: Task
}

/** Tasks that run no command hand on what the one before them left. */
function handsOn({ kind, code }: Task): boolean {
  return code === undefined && kind !== 'playbook'
}

/** The way to a task that was taken last. */
function before({ graph, frame }: Place, id: string): string | undefined {
  let last: { id: string; order: number } | undefined
  for (const { from, label } of graph.into.get(id) ?? []) {
    const record = frame.tasks.get(from)
    const order = record?.label === label ? (record.order ?? 0) : 0
    if (order > (last?.order ?? 0)) last = { id: from, order }
  }
  return last?.id
}

/** PB-74: the ids of the entries of the task that ended just before on this path. */
export function lastEntries(place: Place, id: string): string[] {
  const seen = new Set<string>()
  for (let at = before(place, id); at !== undefined && !seen.has(at); at = before(place, at)) {
    const task = place.playbook.tasks.get(at)
    if (task && !handsOn(task)) return place.frame.entries.get(at) ?? []
    seen.add(at)
  }
  return []
}

/** The investigation as a frame's tasks see it; for one task with what the task before it left. */
export function scopedTo(place: Place, task?: string): ScopedInvestigation {
  const { frame, investigation, parts } = place
  const { sub, inputs, current: currentPlaybookID } = frame
  const lastCompletedTaskEntries = task === undefined ? [] : lastEntries(place, task)
  const scope = { ...(sub === undefined ? {} : { sub }), inputs, currentPlaybookID, lastCompletedTaskEntries }
  return new ScopedInvestigation(investigation, scope, parts.state.room)
}

/** Reads values and conditions where a task runs. */
export interface Reader {
  value(value: Value | undefined): Json | undefined
  holds(condition: Filter[][]): boolean
}

/** What reads values in an investigation, or in what a frame sees of it. */
export function readerOf(parts: Parts, investigation: Investigation): Reader {
  const roots = specialRoots(parts, investigation)
  const env: Env = { language: parts.language, roots, findScript: parts.findScript }
  const root = investigation.context.value
  return {
    value: value => evaluateValue(value, root, env),
    holds: condition => evaluateCondition(condition, root, env),
  }
}

/** PB-35: a task's own mode counts before its playbook's. */
export function isQuiet({ playbook, task }: TaskPlace): boolean {
  return task.quiet === 0 ? playbook.quiet : task.quiet === 1
}

export function recordOf({ frame, task }: TaskPlace): TaskRecord {
  return frame.tasks.get(task.id) ?? { state: 'New' }
}

/** PB-39: what a task puts on its entries, and where they come from. */
export function markOf({ task, playbook, path }: TaskPlace, reader: Reader): (entry: Entry) => Entry {
  const evidence = task.evidence ? (reader.value(task.evidence) ?? '') : undefined
  return entry => ({
    ...entry,
    ...(task.note ? { Note: true } : {}),
    ...(evidence === undefined ? {} : { Evidence: evidence }),
    ...(task.tags.length > 0
      ? { Tags: [...(Array.isArray(entry.Tags) ? entry.Tags : []), ...task.tags] }
      : {}),
    Metadata: {
      ...(entry.Metadata as { [member: string]: Json }),
      taskId: task.id,
      playbookId: playbook.id,
      entryTask: {
        ...{ taskId: task.id, playbookTaskId: task.id, playbookName: playbook.name, taskName: task.name },
        ...(path === '' ? {} : { path }),
      },
    },
  })
}

/** A line that a task runs. */
export function runningOf(place: TaskPlace, line: string): Running {
  return { parts: place.parts, investigation: scopedTo(place, place.task.id), line }
}
