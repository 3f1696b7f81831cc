import type { Json, JsonObject } from '../../kit/wire.ts'

/** playbook.md §2, the states of a task that this engine tells apart. */
export type TaskState = 'New' | 'InProgress' | 'Completed' | 'Waiting' | 'Error' | 'Skipped'

/** playbook.md §2, the states of a run; `error` is what the platform also calls failed. */
export type RunState = 'inprogress' | 'waiting' | 'paused' | 'completed' | 'error'

/** Another run of a command that its entry asked for (HC §9): when, and until when at the latest; both ISO instants. */
export interface Poll {
  command: string
  args: JsonObject
  instance: string | null
  next: string
  until: string
}

/** What is remembered of a task of a run. A task without a record is New. */
export interface TaskRecord {
  state: TaskState
  /** The label of a condition that was taken, or of the path an error took. */
  label?: string
  error?: string
  /** How many of the command's runs (one an item and instance) are recorded. */
  done?: number
  /** What a script as condition answered, in order. */
  said?: string[]
  polls?: Poll[]
  /** Runs of its command are still to be made. */
  todo?: true
  /** Which run of a loop this is, from 0. */
  turn?: number
  /** Its loop is over, because somebody said so. */
  left?: true
  /** How often a cycle came back to it. */
  again?: number
  replies?: number
  /** It was running when the war room was killed; what it did outside is not known. */
  doubt?: true
  started?: string
  ended?: string
  /** Which of the run's tasks it was to end, from 1. */
  order?: number
}

/** One playbook that runs: the one of the incident (path ''), or what a task of type playbook calls (path of that task). */
export interface Frame {
  playbook: string
  /** `${currentPlaybookID}`. */
  current: string
  inputs: JsonObject
  /** The name of the private context it reads and writes (PB-54); absent: the incident's own. */
  sub?: string
}

export interface LiveFrame extends Frame {
  tasks: Map<string, TaskRecord>
  /** The ids of the entries of each task. */
  entries: Map<string, string[]>
  /** What tasks that call a playbook gave it when they started (PB-17). */
  given: Map<string, JsonObject>
}

export interface Run {
  playbook: string
  state: RunState
  frames: Map<string, LiveFrame>
}

/** What happens to the run of an investigation, in this order. */
export interface RunChange {
  id: string
  /** A new run, in place of one that was there. */
  begin?: string
  /** Frames that start anew; what was below them is gone. `fresh` empties their private context. */
  frames?: { path: string; frame: Frame; fresh?: boolean }[]
  /** Whole records; `added` are entries beside those the task has, `reset` drops those; `given` is what it gives its playbook. */
  tasks?: {
    frame: string
    task: string
    record: TaskRecord
    added?: string[]
    reset?: true
    given?: JsonObject
  }[]
  state?: RunState
}

/** The path of a task: those of the playbook tasks that lead to it, then its own id. */
export function taskPath(frame: string, task: string): string {
  return frame === '' ? task : `${frame}/${task}`
}

/** The frame and the id of the task at a path. */
export function splitPath(path: string): { frame: string; task: string } {
  const at = path.lastIndexOf('/')
  return { frame: path.slice(0, Math.max(at, 0)), task: path.slice(at + 1) }
}

/** Whether the playbook of a frame still runs: the task that called it, and all above it, have not ended. */
export function isUnderWay({ frames }: Run, path: string): boolean {
  for (let at = path; at !== ''; at = splitPath(at).frame) {
    const { frame, task } = splitPath(at)
    if (frames.get(frame)?.tasks.get(task)?.state !== 'InProgress') return false
  }
  return frames.has(path)
}

function startFrame(run: Run, path: string, frame: Frame): void {
  for (const below of run.frames.keys()) if (below.startsWith(`${path}/`)) run.frames.delete(below)
  run.frames.set(path, { ...frame, tasks: new Map(), entries: new Map(), given: new Map() })
}

/** States in which a task still has its playbook in it. */
const HOLDS = new Set<TaskState>(['InProgress', 'Waiting'])

/** The run after a change; undefined when there is none and the change begins none. */
export function changedRun(held: Run | undefined, change: RunChange): Run | undefined {
  const { begin, frames = [], tasks = [], state } = change
  const run: Run | undefined =
    begin === undefined ? held : { playbook: begin, state: 'inprogress', frames: new Map() }
  if (!run) return undefined
  for (const { path, frame } of frames) startFrame(run, path, frame)
  for (const { frame, task, record, added, reset, given } of tasks) {
    const live = run.frames.get(frame)
    if (!live) continue
    live.tasks.set(task, record)
    if (reset) live.entries.delete(task)
    if (given) live.given.set(task, given)
    else if (!HOLDS.has(record.state)) live.given.delete(task)
    if (added) live.entries.set(task, [...(reset ? [] : (live.entries.get(task) ?? [])), ...added])
  }
  if (state) run.state = state
  return run
}

/** A run as it is stored. */
export function storedRun({ playbook, state, frames }: Run): JsonObject {
  const all = [...frames].map(([path, { tasks, entries, given, ...frame }]) => ({
    ...{ path, frame },
    tasks: [...tasks].map(([task, record]) => ({
      frame: path,
      task,
      record,
      added: entries.get(task) ?? [],
      ...(given.has(task) ? { given: given.get(task) } : {}),
    })),
  }))
  return { playbook, state, frames: all as unknown as Json }
}

/** A run as it was stored. */
export function readRun(stored: JsonObject): Run {
  const { playbook, state, frames } = stored
  const all = frames as unknown as { path: string; frame: Frame; tasks: NonNullable<RunChange['tasks']> }[]
  const run: Run = { playbook: String(playbook), state: state as RunState, frames: new Map() }
  changedRun(run, { id: '', frames: all, tasks: all.flatMap(({ tasks }) => tasks) })
  return run
}
