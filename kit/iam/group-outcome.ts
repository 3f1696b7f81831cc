import { type Output, outputUnder, type Result } from '../command.ts'
import type { Json, JsonObject } from '../wire.ts'
import type { IamWords } from './outcome.ts'

/** A member of a group as SCIM has it. */
export interface Member extends JsonObject {
  value: string
  display: Json
  /** Only of a group within the group. */
  type?: 'Group'
}

/** What became of one group in one system: the contract that the group sync reads. */
export interface GroupOutcome {
  readonly success: boolean
  readonly id?: string | undefined
  readonly displayName?: string | undefined
  /** Only of iam-get-group; absent as well when nobody can tell who the members are. */
  readonly members?: readonly Member[]
  readonly errorCode?: string | number
  readonly errorMessage?: string
  /** How many joined and how many left, where the command tells it. */
  readonly added?: number
  readonly removed?: number
  /** What the system answered when it refused. */
  readonly details?: Json
  /** Why there was nothing to do, or what to know of what was done. */
  readonly reason?: string
  /** The entry is an error entry; only a used-up rate limit is one (quirk U16). */
  readonly failed?: boolean
}

const COLUMNS = [
  'brand',
  'instanceName',
  'success',
  'id',
  'displayName',
  'members',
  'added',
  'removed',
  'errorCode',
  'errorMessage',
  'reason',
  'details',
]

/** A table cell with thousands of names can neither be read nor shown. */
const MOST_SHOWN = 50

/**
 * The outcome as a result. The context has it under the documented name (GetGroup) and under the one that the older pack
 * really wrote (IamGetGroup, quirk G3). `system` is what people call the other side: Okta, SCIM.
 */
export function groupResult(
  command: string,
  { failed, members, ...outcome }: GroupOutcome,
  instance: { readonly brand: string; readonly name: string },
  system: string,
): Result {
  const given = {
    brand: instance.brand,
    instanceName: instance.name,
    ...outcome,
    ...(members && { members: [...members] }),
  }
  const contents = Object.fromEntries(
    Object.entries(given).filter((one): one is [string, Json] => one[1] !== undefined && one[1] !== null),
  )
  const words = command.split('-').slice(1).map(capital)
  const rows = members ? { ...contents, members: shortened(members) } : contents
  const kept = { ...EMPTY, ...contents }
  const key = `${words.join('')}(${SAME_GROUP})`
  return {
    readable: { title: `${system} ${words.join(' ')}:`, rows, columns: COLUMNS },
    contents,
    context: { [key]: kept, [`Iam${key}`]: kept },
    ...(failed && { failed }),
  }
}

/**
 * A group that was not found, or not yet read, has no id: its name must then do, or "not found" would outlive a success.
 * Groups that have an id each are told apart by it, for a name may be that of several.
 */
const SAME_GROUP =
  'val.id && val.id == obj.id || !(val.id && obj.id) && val.displayName && val.displayName == obj.displayName'

/** Always written: a keyed merge keeps what is not named, and an old error must not outlive a success. */
const EMPTY: JsonObject = { errorCode: null, errorMessage: null, details: null, reason: null }

function shortened(members: readonly Member[]): Json[] {
  const shown: Json[] = members.slice(0, MOST_SHOWN)
  const left = members.length - shown.length
  return left ? [...shown, `and ${left} more, all of them in the context`] : shown
}

const capital = (word: string) => word.replace(/^./, first => first.toUpperCase())

/** The context paths of one of the commands, as the public packs declare them. */
export function groupOutcomeOutputs(
  prefix: string,
  { system, groupCode }: IamWords,
  more: readonly Output[] = [],
): Output[] {
  const output = outputUnder(prefix)
  return [
    output('id', 'String', `The group's id in ${system}.`),
    output('displayName', 'String', "The group's name."),
    ...more,
    output('success', 'Boolean', 'Whether the command did what it should, or found it done.'),
    output('errorCode', 'Number', `404 when there is no such group, else ${groupCode}.`),
    output('errorMessage', 'String', `Why the command failed, with all of the causes that ${system} gave.`),
    output('reason', 'String', 'Why there was nothing to do, or what to know of what was done.'),
    output('brand', 'String', 'Name of the integration.'),
    output('instanceName', 'String', 'Name of the integration instance.'),
  ]
}

export const memberOutputs = ({ system }: IamWords): readonly Output[] => [
  {
    path: 'GetGroup.members.display',
    type: 'String',
    description: "The member's login.",
  },
  { path: 'GetGroup.members.value', type: 'String', description: `The member's id in ${system}.` },
]
