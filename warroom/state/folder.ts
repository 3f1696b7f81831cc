import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { JsonObject } from '../../kit/wire.ts'
import { Refusal } from '../refusal.ts'
import { jsonObject } from './damage.ts'

/** The version every file of a state folder carries. */
export const VERSION = 1

const MARKER = 'warroom.json'
const KNOWN = [
  'journal.jsonl',
  'history.jsonl',
  'bundles',
  'instances',
  'incidents',
  'lists',
  'indicators.jsonl',
  'files',
  'okta',
  'running',
]

/** A file name for any text: what file systems disagree about is written %XX. */
export function fileName(text: string): string {
  return text.replace(/[^A-Za-z0-9 _-]|^ | $/gu, character =>
    [...Buffer.from(character)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )
}

/** Writes a file, of one text or of several, as a whole or not at all: a killed process leaves the old one. */
export function replaceFile(file: string, text: string | Iterable<string>): void {
  const handle = openSync(`${file}.new`, 'w', 0o600)
  try {
    for (const piece of typeof text === 'string' ? [text] : text) writeFileSync(handle, piece)
  } finally {
    closeSync(handle)
  }
  renameSync(`${file}.new`, file)
}

export function writeJson(file: string, value: JsonObject): void {
  replaceFile(file, `${JSON.stringify({ v: VERSION, ...value }, null, 2)}\n`)
}

/** A stored object. Refused when it is none or was written by a war room with another form. */
export function readJson(file: string): JsonObject {
  const value = jsonObject(readFileSync(file, 'utf8'), file)
  checkVersion(file, value.v)
  return value
}

export function checkVersion(file: string, v: unknown): void {
  if (v === VERSION) return
  throw new Refusal(
    `State file ${file} has form ${v}; this war room reads form ${VERSION}. Start with --fresh.`,
  )
}

/**
 * Makes sure that a folder is there. One folder after the other: mkdir's own `recursive` never comes back where none can be
 * made, such as in /proc, or when the folder in which the process works is gone.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = []
  for (let at = path.resolve(folder); !existsSync(at); at = path.dirname(at)) missing.unshift(at)
  for (const each of missing) {
    try {
      mkdirSync(each, { mode: 0o700 })
    } catch (cause) {
      // Another war room may have made it this moment.
      if (!existsSync(each)) throw cause
    }
  }
  // A file is told from a folder.
  if (missing.length === 0) mkdirSync(folder, { recursive: true })
}

/** A folder within the state folder, made when it is missing. */
export function subfolder(folder: string, name: string): string {
  const own = path.join(folder, name)
  if (!existsSync(own)) mkdirSync(own, { mode: 0o700 })
  return own
}

/**
 * Makes sure that a folder is a state folder, making one where there is nothing. Refused when it holds files of the names
 * the state uses and no marker: they are somebody else's. One that is to be emptied (`fresh`) may be of any form.
 */
export function openFolder(folder: string, fresh: boolean): void {
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Refusal(`${folder} cannot be the state folder: ${reason}; name another with --state.`, {
      cause,
    })
  }
  const marker = path.join(folder, MARKER)
  const isMarked = existsSync(marker)
  if (fresh) checkFresh(folder)
  else if (isMarked) readJson(marker)
  else checkForeign(folder)
  if (!isMarked) writeJson(marker, {})
}

function checkForeign(folder: string): void {
  const foreign = readdirSync(folder).find(name => KNOWN.includes(name))
  if (foreign === undefined) return
  throw new Refusal(
    `Folder ${folder} is no state folder of a war room but holds ${foreign}; name another with --state.`,
  )
}

/** Refuses --fresh for a folder that is no state folder of a war room and not empty. */
function checkFresh(folder: string): void {
  if (existsSync(path.join(folder, MARKER)) || readdirSync(folder).length === 0) return
  throw new Refusal(
    `--fresh empties state folders only; ${folder} holds other files and no state of a war room.`,
  )
}

/** Removes what the war room wrote into a state folder, and nothing else; its form is ours from then on. */
export function emptyFolder(folder: string): void {
  for (const name of KNOWN) rmSync(path.join(folder, name), { recursive: true, force: true })
  writeJson(path.join(folder, MARKER), {})
}
