import type { Output, Result } from '../command.ts'
import type { Json, JsonObject } from '../wire.ts'
import type { Action } from './switches.ts'

/** What became of one person in one system: the contract that IAM playbooks read. */
export interface Outcome<U extends JsonObject> {
  readonly action: Action | 'get'
  readonly success: boolean
  /** The user as the system has it after the command; absent when there is none or it is not known. */
  readonly user?: U
  readonly skipped?: boolean
  readonly reason?: string
  readonly errorCode?: string | number
  readonly errorMessage?: string
  /** The entry is an error entry. Only a used-up rate limit is one; every other failure is a note (quirk U16). */
  readonly failed?: boolean
}

/** What every system tells of a user, in the words of IAM.Vendor. */
export interface Account {
  readonly id: string
  readonly active: boolean
  readonly username?: Json | undefined
  readonly email?: Json | undefined
}

/** How the descriptions call the other side, and what its error codes are. */
export interface IamWords {
  readonly system: string
  readonly userCode: string
  readonly groupCode: string
}

/** Who asked: the instance, and the profile that came in (its e-mail is the key in the context). */
export interface Asked {
  readonly brand: string
  readonly instanceName: string
  readonly profile: JsonObject
  /** What goes to IAM.UserProfile: the given profile, or for iam-get-user the one that was read. */
  readonly userProfile?: JsonObject
}

const SHOWN = [
  'brand',
  'instanceName',
  'success',
  'active',
  'id',
  'username',
  'email',
  'errorCode',
  'errorMessage',
  'reason',
  'details',
]
const SHOWN_SKIPPED = ['brand', 'instanceName', 'skipped', 'reason', 'active', 'id', 'username', 'email']

/** The outcome as a result: its table, IAM.Vendor and IAM.UserProfile. `accountOf` reads a user of the system. */
export function iamResult<U extends JsonObject>(
  outcome: Outcome<U>,
  asked: Asked,
  accountOf: (user: U) => Account,
): Result {
  const vendor = vendorOf(outcome, asked, outcome.user && accountOf(outcome.user))
  const title = `${outcome.action[0]?.toUpperCase()}${outcome.action.slice(1)} User Results (${asked.brand})`
  const userProfile = asked.userProfile ?? asked.profile
  return {
    readable: { title, rows: vendor, columns: outcome.skipped ? SHOWN_SKIPPED : SHOWN },
    contents: outcome.user ?? vendor,
    context: {
      'IAM.UserProfile(val.email && val.email == obj.email)': {
        ...userProfile,
        email: userProfile.email ?? vendor.email ?? null,
      },
      'IAM.Vendor(val.instanceName && val.instanceName == obj.instanceName && val.email && val.email == obj.email)':
        vendor,
    },
    ...(outcome.failed && { failed: true }),
  }
}

/** Every member is always written: a keyed merge keeps what is not named, and an old error must not outlive a success. */
function vendorOf<U extends JsonObject>(
  outcome: Outcome<U>,
  { brand, instanceName, profile }: Asked,
  account: Account | undefined,
): JsonObject {
  const none = null as Json
  return {
    brand,
    instanceName,
    action: outcome.action,
    success: outcome.success,
    active: account?.active ?? none,
    id: account?.id ?? none,
    username: account?.username ?? none,
    email: account?.email ?? profile.email ?? none,
    errorCode: outcome.errorCode ?? none,
    errorMessage: outcome.errorMessage ?? none,
    details: outcome.user ?? none,
    skipped: outcome.skipped ?? false,
    reason: outcome.reason ?? none,
  }
}

/** The context paths that every iam-*-user command writes. */
export const iamOutputs = ({ system, userCode }: IamWords): readonly Output[] => [
  {
    path: 'IAM.Vendor.active',
    type: 'Boolean',
    description: `Whether the user is active after the command, read back from ${system}.`,
  },
  { path: 'IAM.Vendor.brand', type: 'String', description: 'Name of the integration.' },
  { path: 'IAM.Vendor.details', type: 'Unknown', description: `The ${system} user after the command.` },
  { path: 'IAM.Vendor.email', type: 'String', description: "The employee's e-mail address." },
  {
    path: 'IAM.Vendor.errorCode',
    type: 'String',
    description: `${userCode}, or 404 when iam-get-user finds nobody.`,
  },
  {
    path: 'IAM.Vendor.errorMessage',
    type: 'String',
    description: `Why the command failed, with all of the causes that ${system} gave.`,
  },
  { path: 'IAM.Vendor.id', type: 'String', description: `The user's id in ${system}.` },
  { path: 'IAM.Vendor.instanceName', type: 'String', description: 'Name of the integration instance.' },
  {
    path: 'IAM.Vendor.success',
    type: 'Boolean',
    description: 'Whether the command did what it should; true as well when it was skipped.',
  },
  { path: 'IAM.Vendor.username', type: 'String', description: `The user's login in ${system}.` },
  {
    path: 'IAM.Vendor.action',
    type: 'String',
    description: 'What was done: create, update, enable, disable or get.',
  },
  {
    path: 'IAM.Vendor.skipped',
    type: 'Boolean',
    description: 'Whether there was nothing to do or the instance does not allow it; the reason says which.',
  },
  {
    path: 'IAM.Vendor.reason',
    type: 'String',
    description: 'Why the command was skipped, or what it deliberately left undone.',
  },
  {
    path: 'IAM.UserProfile',
    type: 'Unknown',
    description: 'The user profile: as given, or as read by iam-get-user.',
  },
]
