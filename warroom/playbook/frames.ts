import type { Parts } from '../engine/parts.ts'
import type { Investigation } from '../investigation/room.ts'
import { isUnderWay, type Run, type TaskRecord, taskPath } from '../investigation/run.ts'
import { Refusal } from '../refusal.ts'
import { type Flow, flowOf, labelOf } from './flow.ts'
import type { Place, TaskPlace } from './place.ts'

export interface LivePlace extends Place {
  flow: Flow
  /** The tasks that are to start, run or wait. */
  active: Set<string>
}

/** Whether a task is to be started (again), or goes on by itself: waits, polls, or has a playbook in it. */
function isToStart(record: TaskRecord | undefined, hasFrame: boolean): boolean {
  if (record?.state !== 'InProgress') return true
  return !hasFrame && (record.polls === undefined || record.todo === true)
}

/** The playbooks of a run that are under way, and the tasks in them that may start, in the order in which they may. */
export class Frames {
  readonly #parts: Parts
  readonly #investigation: Investigation
  readonly run: Run
  readonly #places = new Map<string, LivePlace>()
  #queue: { path: string; task: string }[] = []
  #first = 0
  #ended = 0

  constructor(parts: Parts, investigation: Investigation) {
    const { run } = investigation
    if (!run) throw new Refusal(`No playbook runs in incident ${investigation.id}.`)
    this.#parts = parts
    this.#investigation = investigation
    this.run = run
    for (const { tasks } of run.frames.values())
      for (const { order = 0 } of tasks.values()) this.#ended = Math.max(this.#ended, order)
    this.open('')
  }

  /** Opens a frame and those below it as their records are, in place of what was known of them. */
  open(path: string): void {
    this.close(path)
    const isIn = (each: string): boolean => each === path || path === '' || each.startsWith(`${path}/`)
    for (const each of this.run.frames.keys()) if (isIn(each) && isUnderWay(this.run, each)) this.#open(each)
  }

  #open(path: string): void {
    const frame = this.run.frames.get(path)
    if (!frame) return
    const { playbook, graph } = this.#parts.playbooks.find(frame.playbook)
    const { flow, ready } = flowOf(graph, playbook.start, frame.tasks)
    const waiting = [...frame.tasks].filter(([, { state }]) => state === 'Waiting').map(([id]) => id)
    const common = { parts: this.#parts, investigation: this.#investigation, run: this.run }
    const active = new Set([...ready, ...waiting])
    this.#places.set(path, { ...common, path, frame, playbook, graph, flow, active })
    for (const task of ready) {
      const hasFrame = isUnderWay(this.run, taskPath(path, task))
      if (isToStart(frame.tasks.get(task), hasFrame)) this.#queue.push({ path, task })
    }
  }

  /** Forgets a frame, and those below it. */
  close(path: string): void {
    const isGone = (each: string): boolean => each === path || each.startsWith(path === '' ? '' : `${path}/`)
    for (const each of [...this.#places.keys()]) if (isGone(each)) this.#places.delete(each)
    this.#queue = this.#queue.slice(this.#first).filter(item => !isGone(item.path))
    this.#first = 0
  }

  /** Those that are under way, each behind the one that called it. */
  paths(): string[] {
    return [...this.#places.keys()].sort((a, b) => a.length - b.length)
  }

  place(path: string): LivePlace {
    const place = this.#places.get(path)
    if (place) return place
    throw new Error(`No playbook is under way at "${path}".`)
  }

  /** A task of a frame that is under way. */
  task(path: string, id: string): TaskPlace {
    const place = this.place(path)
    const task = place.playbook.tasks.get(id)
    if (task) return { ...place, task }
    throw new Refusal(`Playbook "${place.playbook.name}" has no task ${id}.`)
  }

  /** Whether a task may start, or a playbook has come to its end. */
  get canGoOn(): boolean {
    return this.#first < this.#queue.length || [...this.#places.keys()].some(path => this.finished(path))
  }

  /** Takes the next task that may start. */
  next(): TaskPlace | undefined {
    const item = this.#queue[this.#first]
    if (!item) return undefined
    this.#first += 1
    return this.task(item.path, item.task)
  }

  /** A task that was interrupted is the next one again. */
  putBack({ path, task }: TaskPlace): void {
    this.#queue = [{ path, task: task.id }, ...this.#queue.slice(this.#first)]
    this.#first = 0
  }

  /** The number of the task that ends now. */
  order(): number {
    this.#ended += 1
    return this.#ended
  }

  /** What follows from a task that ended: those that may start are taken up. */
  ended({ path, task }: TaskPlace): void {
    const { active, flow, frame } = this.place(path)
    active.delete(task.id)
    const record = frame.tasks.get(task.id)
    const label = record ? labelOf(record) : null
    if (label === null) return
    for (const id of flow.ended(task.id, label)) {
      active.add(id)
      this.#queue.push({ path, task: id })
    }
  }

  /** The frame when nothing is left to do in it. */
  finished(path: string): LivePlace | undefined {
    const place = this.#places.get(path)
    return place && place.active.size === 0 ? place : undefined
  }

  /** Why a frame failed: the error of a task that holds up what is behind it; undefined when none does. */
  errorOf(path: string): string | undefined {
    const { frame, playbook } = this.place(path)
    for (const [id, { state, label, error }] of frame.tasks) {
      if (state === 'Error' && label === undefined)
        return `Playbook "${playbook.name}" failed at task ${id}: ${error ?? 'no reason was given'}`
    }
    return undefined
  }

  /** Tasks of all frames that are in a state, by their paths. */
  in(state: TaskRecord['state']): { place: TaskPlace; record: TaskRecord }[] {
    return [...this.#places.values()].flatMap(({ path, frame }) =>
      [...frame.tasks]
        .filter(([, record]) => record.state === state)
        .map(([id, record]) => ({ place: this.task(path, id), record })),
    )
  }
}
