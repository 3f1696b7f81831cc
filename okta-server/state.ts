import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Org, type OrgOptions, openOrg } from './org.ts'
import type { User } from './users/user.ts'

const version = 1
const fileName = 'okta.json'

interface Saved {
  v: number
  seedNumber: number
  ownerId: string
  counters: [string, number][]
  users: User[]
}

/** Writes the org to a folder, at once or not at all: a new file takes the place of the old one by its name. */
export function saveState(org: Org, folder: string): void {
  const { seedNumber, ownerId, ids, users } = org
  const saved: Saved = {
    v: version,
    seedNumber,
    ownerId,
    counters: [...ids.counters],
    users: [...users.after()],
  }
  mkdirSync(folder, { recursive: true })
  const temporary = join(folder, `${fileName}.${process.pid}`)
  writeFileSync(temporary, JSON.stringify(saved), { mode: 0o600 })
  renameSync(temporary, join(folder, fileName))
}

/** The org as it was saved in a folder, or undefined when nothing was; RangeError for an unknown version. */
export function loadState(folder: string, options: OrgOptions): Org | undefined {
  const saved = readState(join(folder, fileName))
  if (!saved) return undefined
  if (saved.v !== version)
    throw new RangeError(`${join(folder, fileName)} has the version ${saved.v}, this server reads ${version}`)
  const org = openOrg({ ...options, seedNumber: saved.seedNumber, counters: saved.counters })
  for (const user of saved.users) org.users.put(user)
  org.users.forgetWrites()
  org.ownerId = saved.ownerId
  return org
}

function readState(path: string): Saved | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new RangeError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
