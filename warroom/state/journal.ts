import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { JsonObject } from '../../kit/wire.ts'
import { Refusal } from '../refusal.ts'
import { checkMembers, jsonObject } from './damage.ts'
import { checkVersion, VERSION } from './folder.ts'

/** The lines of a journal and the bytes they take; a last line that a killed process left torn is not among them. */
function readLines(file: string): { records: JsonObject[]; size: number } {
  if (!existsSync(file)) return { records: [], size: 0 }
  const bytes = readFileSync(file)
  const size = bytes.lastIndexOf(10) + 1
  const lines = bytes.toString('utf8', 0, size).split('\n').slice(0, -1)
  const records = lines.map((line, index) => {
    const record = jsonObject(line, file, index + 1)
    checkVersion(file, record.v)
    checkMembers(record, { n: 'number', change: 'object' }, file, index + 1)
    return record
  })
  return { records, size }
}

/** The append-only file of what happened since the last snapshot, one JSON object a line. */
export class Journal {
  readonly #file: string
  readonly #handle: number
  readonly #dieAt: number
  #appended = 0
  #size: number
  /** What was in the file when it was opened, oldest first. */
  readonly records: JsonObject[]

  /** `dieAt` ends the process right after that many lines were appended: how tests kill it at every point. */
  constructor(file: string, dieAt?: number) {
    const { records, size } = readLines(file)
    this.records = records
    this.#file = file
    this.#dieAt = dieAt ?? 0
    this.#size = size
    this.#handle = openSync(file, 'a', 0o600)
    ftruncateSync(this.#handle, size)
  }

  get size(): number {
    return this.#size
  }

  /** Appends one line; `members` is the JSON text of its members beside `v`. No fsync: a killed process loses nothing. */
  append(members: string): void {
    const line = Buffer.from(`{"v":${VERSION},${members}}\n`)
    try {
      for (let from = 0; from < line.length; from += writeSync(this.#handle, line, from));
    } catch (cause) {
      // Half a line would spoil the next one.
      ftruncateSync(this.#handle, this.#size)
      throw new Refusal(`Cannot write to ${this.#file}: ${cause instanceof Error ? cause.message : cause}.`, {
        cause,
      })
    }
    this.#size += line.length
    this.#appended += 1
    if (this.#appended === this.#dieAt) process.exit(137)
  }

  /** Forgets everything; called when the snapshots hold it. */
  empty(): void {
    ftruncateSync(this.#handle, 0)
    this.#size = 0
  }

  close(): void {
    closeSync(this.#handle)
  }
}
