import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { taskPath } from '../investigation/run.ts'
import { jsonIn } from '../json.ts'
import { fileName, replaceFile, subfolder } from '../state/folder.ts'
import type { TaskPlace } from './place.ts'

/** Which run of which task was under way. */
export interface InFlight {
  incident: string
  path: string
  done: number
}

const fileIn = (folder: string, incident: string): string =>
  path.join(folder, 'running', `${fileName(incident)}.json`)

function markInFlight(folder: string, mark: InFlight): void {
  subfolder(folder, 'running')
  replaceFile(fileIn(folder, mark.incident), JSON.stringify(mark))
}

export function clearInFlight(folder: string, incident: string): void {
  rmSync(fileIn(folder, incident), { force: true })
}

/** What was under way in an incident when the war room was killed: its result would be recorded, and the mark gone, otherwise. */
export function leftInFlight(folder: string, incident: string): InFlight | undefined {
  const file = fileIn(folder, incident)
  if (!existsSync(file)) return undefined
  return jsonIn(readFileSync(file, 'utf8')) as unknown as InFlight | undefined
}

/** Whether something that a task does outside is under way. */
export interface Flight {
  readonly isUnderWay: boolean
  outside: () => void
  recorded: () => void
}

/**
 * Writes down that a task is about to do something outside, until that is recorded: for a war room that finds the mark after a
 * kill. It is a file of its own and no line of the journal: a line is written when something is known. `done` tells the runs
 * of the task apart.
 */
export function flightOf({ parts, investigation, path: frame, task }: TaskPlace, done: () => number): Flight {
  const { interruption, state } = parts
  const incident = investigation.id
  let isUnderWay = false
  return {
    get isUnderWay() {
      return isUnderWay
    },
    outside() {
      // It does not begin any more.
      if (interruption.reason !== undefined) return
      markInFlight(state.folder, { incident, path: taskPath(frame, task.id), done: done() })
      isUnderWay = true
    },
    recorded() {
      // What was interrupted is not recorded: nobody knows what it did.
      if (interruption.reason !== undefined || !isUnderWay) return
      clearInFlight(state.folder, incident)
      isUnderWay = false
    },
  }
}
