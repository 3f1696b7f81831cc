import { Refusal } from '../../kit/errors.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { jsonList } from '../json-list.ts'
import { textOf } from '../texts.ts'

/** What an application follows. */
interface GroupSyncSetting {
  readonly instance_name: string
  /** The Okta IAM instance whose groups they are; empty when the list does not say. */
  readonly okta_instance: string
  readonly okta_groups: readonly { id: string; displayName: string }[]
}

export interface GroupSyncSettings {
  readonly settings: GroupSyncSetting[]
  /** Members that mean nothing to us, such as a slip of the pen: `instance: member`. */
  readonly unknown: string[]
}

const EXAMPLE =
  '[{"instance_name":"Slack","okta_groups":[{"id":"00g1emaKYZTWRYYRRTSK","displayName":"Sales"}]}]'
const MEMBERS = ['instance_name', 'okta_instance', 'okta_groups']
const GROUP_MEMBERS = ['id', 'displayName']
/** The row of the sample, which stands for nobody's instance. */
const SAMPLE_ROW = /^EXAMPLE\b/

/** Reads the text of the list app-group-sync-settings (ilm §7). A Refusal names the list, the place, the value and what is expected. */
export function groupSyncSettings(listName: string, source: string): GroupSyncSettings {
  const rows = jsonList(listName, source, EXAMPLE)
  const unknown: string[] = []
  const settings = rows.map((row, index) => {
    const where = `Entry ${index + 1} of the list "${listName}"`
    const read = settingIn(row, where)
    unknown.push(...strange(row, MEMBERS, read.instance_name))
    return read
  })
  refuseRepeated(
    settings.map(({ instance_name }) => instance_name),
    (first, second, name) =>
      `Entries ${first} and ${second} of the list "${listName}" both have the instance_name ${shown(name)}; expected one entry per instance. Put the groups of both into one of them.`,
  )
  for (const [index, row] of rows.entries())
    for (const group of (row as JsonObject).okta_groups as Json[])
      unknown.push(...strange(group, GROUP_MEMBERS, `${settings[index]?.instance_name}, okta_groups`))
  return { settings: settings.filter(({ instance_name }) => !SAMPLE_ROW.test(instance_name)), unknown }
}

function settingIn(row: Json, where: string): GroupSyncSetting {
  if (!isObject(row))
    throw new Refusal(`${where} is ${shown(row)}; expected an object such as ${EXAMPLE.slice(1, -1)}.`)
  const instance_name = textIn(row, 'instance_name', where, 'the name of an integration instance')
  const there = `${where} (instance_name ${shown(instance_name)})`
  const { okta_groups } = row
  if (!Array.isArray(okta_groups))
    throw new Refusal(
      `${there} has ${okta_groups === undefined ? 'no okta_groups' : `${shown(okta_groups)} as its okta_groups`}; expected a list of groups such as [{"id":"00g1emaKYZTWRYYRRTSK","displayName":"Sales"}].`,
    )
  const groups = okta_groups.map((group, index) => groupIn(group, `Group ${index + 1} of ${there}`))
  refuseTwice(there, groups)
  const okta_instance =
    row.okta_instance === undefined || row.okta_instance === ''
      ? ''
      : textIn(row, 'okta_instance', there, 'the name of an instance of Okta IAM')
  return { instance_name, okta_instance, okta_groups: groups }
}

function groupIn(group: Json, where: string): { id: string; displayName: string } {
  if (!isObject(group))
    throw new Refusal(
      `${where} is ${shown(group)}; expected an object such as {"id":"00g1emaKYZTWRYYRRTSK","displayName":"Sales"}.`,
    )
  return {
    id: textIn(group, 'id', where, 'the id of a group of Okta'),
    displayName: textIn(group, 'displayName', where, 'the name of the group'),
  }
}

/** Two groups of one name would undo each other in the one group of the application. */
function refuseTwice(where: string, groups: readonly { id: string; displayName: string }[]): void {
  refuseRepeated(
    groups.map(({ id }) => id),
    (first, second, id) =>
      `Groups ${first} and ${second} of ${where} have the same id ${shown(id)}; expected each group once.`,
  )
  refuseRepeated(
    groups.map(({ displayName }) => displayName.toLowerCase()),
    (first, second, name) =>
      `Groups ${first} and ${second} of ${where} are both called ${shown(name)}; expected each name once, for it is that of the group in the application.`,
  )
}

function refuseRepeated(
  names: readonly string[],
  sentence: (first: number, second: number, name: string) => string,
): void {
  const places = new Map<string, number>()
  names.forEach((name, index) => {
    const earlier = places.get(name)
    if (earlier !== undefined) throw new Refusal(sentence(earlier, index + 1, name))
    places.set(name, index + 1)
  })
}

function textIn(row: JsonObject, member: string, where: string, expected: string): string {
  const value = Object.hasOwn(row, member) ? row[member] : undefined
  if (typeof value === 'string' && value.trim()) return value.trim()
  throw new Refusal(
    `${where} has ${value === undefined ? `no ${member}` : `${shown(value)} as its ${member}`}; expected ${expected}.`,
  )
}

function strange(row: Json, members: readonly string[], whose: string): string[] {
  const names = Object.keys(isObject(row) ? row : {})
  return names.filter(name => !members.includes(name)).map(name => `${textOf(whose)}: ${name}`)
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const shown = (value: Json): string => JSON.stringify(value).slice(0, 80)
