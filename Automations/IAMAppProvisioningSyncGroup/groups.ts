import type { AutomationHost } from '../../kit/automation.ts'
import { ERROR } from '../../kit/entries.ts'
import { Refusal } from '../../kit/errors.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { carryOut, jsonArgument } from '../carry-out.ts'
import { textOf } from '../texts.ts'
import type { AppMember } from './compare.ts'
import { isObject } from './mapping.ts'

type Host = Pick<AutomationHost, 'executeCommand'>

/** Fifty thousand members take longer than the platform gives a command by itself. */
export const LONG = { 'execution-timeout': '3600' } as const

/** What became of a group command: the contract of the iam-*-group commands. */
export interface GroupOutcome {
  readonly success: boolean
  readonly id: string
  readonly displayName: string
  /** Undefined when nobody tells who the members are. */
  readonly members: readonly AppMember[] | undefined
  readonly isMissing: boolean
  readonly errorMessage: string
  readonly contents: JsonObject
}

/**
 * Runs an iam-*-group command. Throws a Refusal when it gives no outcome; an error entry may be one, such as that of a rate limit
 * that was used up half-way (quirk U16): what was done by then counts.
 */
export async function groupCommand(
  host: Host,
  command: string,
  instance: string,
  scim: JsonObject,
  args: JsonObject = {},
): Promise<GroupOutcome> {
  const given = { scim: jsonArgument(scim), ...args, using: instance, ...LONG }
  const entries = await host.executeCommand(command, given)
  const error = entries.find(({ Type }) => Type === ERROR)
  const contents = [(error ?? entries[0])?.Contents ?? null].flat()[0]
  const isOutcome = isObject(contents) && 'success' in contents
  if (error && !isOutcome) await carryOut({ executeCommand: async () => entries }, command, given)
  if (!isOutcome) throw new Refusal(`${command} on ${JSON.stringify(instance)} did not say what came of it.`)
  return {
    success: textOf(contents.success).toLowerCase() === 'true',
    id: textOf(contents.id),
    displayName: textOf(contents.displayName),
    members: membersIn(contents.members),
    isMissing: textOf(contents.errorCode) === '404',
    errorMessage: textOf(contents.errorMessage) || 'it gave no reason',
    contents,
  }
}

function membersIn(members: Json | undefined): AppMember[] | undefined {
  if (!Array.isArray(members)) return undefined
  return members.filter(isObject).map(({ value, display, type }) => ({
    ...{ value: textOf(value), display: textOf(display) },
    ...(textOf(type).toLowerCase() === 'group' && { isGroup: true }),
  }))
}

/** The group in Okta. Throws a Refusal when it is gone or cannot be read: nobody is removed for that. */
export async function oktaGroup(
  host: Host,
  okta: string,
  { id, displayName }: { id: string; displayName: string },
  includeMembers: boolean,
): Promise<GroupOutcome> {
  const group = await groupCommand(
    host,
    'iam-get-group',
    okta,
    { id },
    { includeMembers: String(includeMembers) },
  )
  if (group.success && (group.members !== undefined || !includeMembers)) return group
  const name = `the group ${JSON.stringify(displayName)} (${id})`
  if (group.isMissing)
    throw new Refusal(
      `${okta} has ${name} no more; its members in the application stay as they are. Take it out of the list app-group-sync-settings, or write the id of the group that is meant.`,
    )
  throw new Refusal(`${okta} does not tell ${name}: ${ended(group.errorMessage)} Nothing was changed.`)
}

/** Whether no other group of Okta has the name; then the name says which group is meant. */
export async function isOnlyOfName(
  host: Host,
  okta: string,
  id: string,
  displayName: string,
): Promise<boolean> {
  const named = await groupCommand(host, 'iam-get-group', okta, { displayName }, { includeMembers: 'false' })
  return named.success && named.id === id
}

/**
 * The group in the application: by its id where one is known, else by its name; made anew only when neither finds one. `before` is
 * the name that the settings had for that id: another one now is a Refusal, unless the group itself is called so.
 */
export async function appGroup(
  host: Host,
  app: string,
  { id, displayName: before }: { id: string; displayName: string },
  { id: groupId, displayName }: { id: string; displayName: string },
): Promise<GroupOutcome> {
  const known = id === '' ? undefined : await groupCommand(host, 'iam-get-group', app, { id }, WITH_MEMBERS)
  if (known?.success) {
    if (before === '' || before === displayName || known.displayName === displayName) return known
    throw new Refusal(
      `The list app-group-sync-settings calls the group ${JSON.stringify(displayName)}, but ${app} calls the group ${id}, which was synced until now, ${JSON.stringify(known.displayName)}. Nothing was changed. Correct the list or the name in ${app}; or take ${app} out of the field groupmappings of the Group Profile ${JSON.stringify(groupId)} to begin with another group.`,
    )
  }
  if (known && !known.isMissing) throw cannot(app, `read the group ${id}`, known)
  const named = await groupCommand(host, 'iam-get-group', app, { displayName }, WITH_MEMBERS)
  if (named.success && named.id !== '') return named
  if (!named.isMissing) throw cannot(app, `read the group ${JSON.stringify(displayName)}`, named)
  const created = await groupCommand(host, 'iam-create-group', app, { displayName })
  if (!created.success || created.id === '')
    throw cannot(app, `create the group ${JSON.stringify(displayName)}`, created)
  // One that was made by somebody else just now has members that were not read.
  const isThere = textOf(created.contents.reason) !== ''
  return { ...created, members: isThere ? undefined : [] }
}

const WITH_MEMBERS = { includeMembers: 'true' } as const

const cannot = (app: string, what: string, { errorMessage }: GroupOutcome): Refusal =>
  new Refusal(`${app} cannot ${what}: ${ended(errorMessage)} No membership was changed.`)

/** Other systems end a sentence with a full stop or not. */
export const ended = (sentence: string): string => `${sentence.replace(/[.\s]*$/, '')}.`
