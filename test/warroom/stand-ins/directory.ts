import type { Entry, Json, JsonObject } from '../../../kit/wire.ts'
import { type TestRoom, testRoom } from '../engine/room.ts'
import { instancesYaml } from '../stand-in.ts'
import { ACTIVE_DIRECTORY } from './room.ts'

export const PASSWORD = 'Fx7-river-Glass'
export const ERROR = 4

/** A war room with one directory that has these parameters, at a known time. */
export function directoryRoom(params: JsonObject = {}, state?: string): Promise<TestRoom> {
  const instance = JSON.stringify([{ name: 'ad_1', brand: 'Active Directory Query v2', params }])
  return testRoom({
    ...{ packs: [ACTIVE_DIRECTORY], instances: instancesYaml(instance), now: '2026-03-01T08:00:00Z' },
    ...(state === undefined ? {} : { state }),
  })
}

/** The line of an `iam-*-user` command, with the profile in backticks. */
export const iamLine = (wanted: string, profile: JsonObject, more = '') =>
  `!iam-${wanted}-user user-profile=\`${JSON.stringify(profile)}\` ${more}`

/** The only entry that a line gave. */
export async function entryOf(room: TestRoom, line: string): Promise<Entry> {
  const outcome = await room.session.run(line)
  const entries = 'results' in outcome ? outcome.results.flatMap(result => result.entries) : []
  const [entry] = entries
  if (entry === undefined || entries.length > 1) throw new Error(`${line}: ${JSON.stringify(outcome)}`)
  return entry
}

function under(entry: Entry, path: string): JsonObject {
  const found = Object.entries(entry.EntryContext ?? {}).find(([key]) => key.startsWith(`${path}(`))
  if (!found) throw new Error(`No ${path} in ${JSON.stringify(entry)}`)
  return found[1] as JsonObject
}

export const vendorIn = (entry: Entry) => under(entry, 'IAM.Vendor')
export const userProfileIn = (entry: Entry) => under(entry, 'IAM.UserProfile')

/** Every account of the directory, by its sAMAccountName. */
export async function accountsIn(room: TestRoom): Promise<Record<string, JsonObject>> {
  const { Contents } = await entryOf(room, '!ad-get-user')
  const users = Contents as JsonObject[]
  return Object.fromEntries(users.map(user => [String(user.sAMAccountName), user]))
}

/** Runs lines one after the other, and gives the last one's entry. */
export async function lastOf(room: TestRoom, lines: readonly string[]): Promise<Entry> {
  let last: Entry | undefined
  for (const line of lines) last = await entryOf(room, line)
  if (!last) throw new Error('There is no line.')
  return last
}

/** What a vendor's result says, without members that are null and without the account. */
export function toldBy(entry: Entry): JsonObject {
  const { details: _, brand: __, instanceName: ___, ...rest } = vendorIn(entry)
  return Object.fromEntries(Object.entries(rest).filter((one): one is [string, Json] => one[1] !== null))
}
