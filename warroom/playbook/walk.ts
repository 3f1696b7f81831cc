import type { Parts } from '../engine/parts.ts'
import { tellError } from '../engine/told.ts'
import type { Change, ContextEdit } from '../investigation/change.ts'
import type { Investigation } from '../investigation/room.ts'
import { type Poll, type Run, splitPath, type TaskRecord, taskPath } from '../investigation/run.ts'
import { completed, type Ending, endOrFailure, failedEnding } from './end-task.ts'
import { Frames, type LivePlace } from './frames.ts'
import { goesOn } from './loop.ts'
import type { TaskOutcome } from './outcome.ts'
import { recordOf, type TaskPlace } from './place.ts'
import { reentry } from './reentry.ts'
import { failureOf, startTask } from './start-task.ts'
import { argsOfCall, callOf, callPlaybook, outputsOf } from './sub-playbook.ts'
import { tellOf, tellStart } from './tell.ts'
import { triggerTimers } from './trigger-timers.ts'

/**
 * Walks through the playbook of an incident, task by task: one after the other, so that a run has one order
 * (design.md §3, 8). All that it must remember is in the run's records; a walk that is opened on them goes on where they end.
 */
export class Walk {
  readonly parts: Parts
  readonly investigation: Investigation
  readonly frames: Frames

  /** A Refusal when a playbook of the run is not there any more. */
  constructor(parts: Parts, investigation: Investigation) {
    this.parts = parts
    this.investigation = investigation
    this.frames = new Frames(parts, investigation)
  }

  get run(): Run {
    return this.frames.run
  }

  /** Ends the tasks whose playbooks had ended when the war room was killed; the innermost first. */
  async catchUp(): Promise<void> {
    for (const path of this.frames.paths().reverse()) await this.#closeFrame(path)
  }

  /** Starts the next task that may start; false when there is none. */
  async step(): Promise<boolean> {
    const place = this.frames.next()
    if (!place) return false
    const started = this.parts.clock.now()
    if (place.task.code) tellStart(place)
    const outcome = await startTask(place, started)
    await this.settle(place, outcome, started)
    return true
  }

  /** Writes down what became of a task and what follows from it. */
  async settle(
    place: TaskPlace,
    outcome: TaskOutcome,
    started: string,
    edits: ContextEdit[] = [],
  ): Promise<void> {
    const { task } = place
    switch (outcome.is) {
      case 'interrupted':
        return this.frames.putBack(place)
      case 'waiting':
        return this.#keep(place, { ...outcome.record, state: 'Waiting', started })
      case 'polling':
        return this.#poll(place, outcome.polls, started)
      case 'calling':
        return this.#call(place, outcome, started, edits)
      case 'done':
        return this.#end(place, completed(outcome), started, edits)
      case 'dropped':
        return this.#end(place, { state: 'Skipped' }, started, edits)
      case 'unavailable':
        if (task.skipUnavailable) return this.#end(place, { state: 'Skipped' }, started, edits)
    }
    return this.#end(place, failedEnding(place, outcome), started, edits)
  }

  #commit(change: Change): void {
    const { parts, investigation } = this
    for (const problem of parts.state.commit(change)) tellError(parts, investigation, '/playbook', problem)
  }

  #poll(place: TaskPlace, polls: Poll[], started: string): void {
    const { path: frame, task, investigation } = place
    const { todo: _, ...held } = recordOf(place)
    const record: TaskRecord = { ...held, state: 'InProgress', polls, started: held.started ?? started }
    this.#commit({ runs: [{ id: investigation.id, tasks: [{ frame, task: task.id, record }] }] })
    tellOf(place)
  }

  /** A task that goes on later. */
  #keep(place: TaskPlace, record: Partial<TaskRecord> & Pick<TaskRecord, 'state'>): void {
    const { path: frame, task, investigation } = place
    const kept = { ...recordOf(place), ...record }
    this.#commit({ runs: [{ id: investigation.id, tasks: [{ frame, task: task.id, record: kept }] }] })
    tellOf(place)
  }

  #call(
    place: TaskPlace,
    outcome: TaskOutcome & { is: 'calling' },
    started: string,
    edits: ContextEdit[],
  ): void {
    this.#commit(callOf(place, outcome, started, edits))
    this.frames.open(taskPath(place.path, place.task.id))
    tellOf(place)
  }

  async #end(place: TaskPlace, ending: Ending, started: string, edits: ContextEdit[]): Promise<void> {
    triggerTimers(place, 'end')
    const change = endOrFailure(place, ending, this.frames.order(), started)
    // In the same change: a task that ended would not lead back again.
    const again = reentry(place, ending.label)
    const runs = [...(change.runs ?? []), ...(again ? [again] : [])]
    this.#commit({ ...change, edits: [...edits, ...(change.edits ?? [])], runs })
    tellOf(place)
    if (again) this.frames.open(place.path)
    else this.frames.ended(place)
    await this.#closeFrame(place.path)
  }

  /** When nothing is left to do in a frame, the task that called it ends, or its loop goes on (PB-15, PB-57, PB-63). */
  async #closeFrame(path: string): Promise<void> {
    const callee = this.frames.finished(path)
    if (!callee || path === '') return
    const { frame, task: id } = splitPath(path)
    const place = this.frames.task(frame, id)
    const { started = this.parts.clock.now(), turn = 0 } = recordOf(place)
    const error = this.frames.errorOf(path)
    this.frames.close(path)
    if (error !== undefined) return this.settle(place, { is: 'failed', error }, started)
    const edits = outputsOf(callee, place)
    return this.settle(place, await this.#afterTurn(place, callee, turn), started, edits)
  }

  async #afterTurn(place: TaskPlace, callee: LivePlace, turn: number): Promise<TaskOutcome> {
    try {
      const args = argsOfCall(place)
      const goes = await goesOn(place, callee, args, turn)
      if (typeof goes === 'object') return goes
      return goes ? callPlaybook(place, args, turn + 1) : { is: 'done' }
    } catch (cause) {
      return failureOf(cause, place)
    }
  }
}
