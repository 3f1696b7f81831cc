import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { jsonIn } from '../json.ts'
import { fileName, replaceFile } from '../state/folder.ts'

/** Which run of which task was under way. */
interface InFlight {
  incident: string
  path: string
  done: number
}

const fileIn = (folder: string, incident: string): string =>
  path.join(folder, 'running', `${fileName(incident)}.json`)

/**
 * Writes down that a task is about to do something outside, for a war room that finds it after a kill. It is a file of its
 * own and no line of the journal: a line is written when something is known.
 */
export function markInFlight(folder: string, mark: InFlight): void {
  mkdirSync(path.join(folder, 'running'), { recursive: true, mode: 0o700 })
  replaceFile(fileIn(folder, mark.incident), JSON.stringify(mark))
}

export function clearInFlight(folder: string, incident: string): void {
  rmSync(fileIn(folder, incident), { force: true })
}

/**
 * Whether this run of this task was under way when the war room was killed: then nobody knows what it did. Its result
 * would be recorded otherwise.
 */
export function wasInFlight(folder: string, { incident, path: task, done }: InFlight): boolean {
  const file = fileIn(folder, incident)
  if (!existsSync(file)) return false
  const mark = jsonIn(readFileSync(file, 'utf8')) as Partial<InFlight> | undefined
  return mark?.path === task && mark.done === done
}
