import {
  closeSync,
  constants,
  copyFileSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { Refusal } from '../refusal.ts'

const code = (cause: unknown): unknown => (cause instanceof Error && 'code' in cause ? cause.code : undefined)

function isAlive(pid: number): boolean {
  // Our own pid can only be left over from an earlier machine or container.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return code(cause) === 'EPERM'
  }
}

function create(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o600)
    writeSync(handle, `${process.pid}\n`)
    closeSync(handle)
    return true
  } catch (cause) {
    if (code(cause) === 'EEXIST') return false
    throw cause
  }
}

function pidIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0
  }
}

/** The pid in a lock. One that is empty is either being written this moment, or was left so by a killed process. */
function owner(file: string): number {
  for (let attempt = 0; attempt < 5 && pidIn(file) === 0; attempt += 1) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
  }
  return pidIn(file)
}

/** Moves a dead process's lock aside. Should another war room have taken it over meanwhile, its lock is put back. */
function removeStale(file: string): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (isAlive(owner(aside))) copyFileSync(aside, file, constants.COPYFILE_EXCL)
    rmSync(aside, { force: true })
  } catch (cause) {
    if (code(cause) !== 'ENOENT' && code(cause) !== 'EEXIST') throw cause
  }
}

/**
 * Makes this process the one writer of a state folder (design.md §8) and gives back what lets it go. The lock of a dead
 * process is taken over; a folder in use is refused with its name and the other's pid.
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'lock')
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (create(file)) return () => rmSync(file, { force: true })
    if (isAlive(owner(file))) break
    removeStale(file)
  }
  throw new Refusal(
    `State folder ${folder} is in use by the war room with pid ${owner(file)}; end it, or use another --state.`,
  )
}
