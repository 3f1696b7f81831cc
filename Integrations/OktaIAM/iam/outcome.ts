import type { Output, Result } from '../../../kit/command.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { User } from '../okta/users.ts'
import { type Action, isActive } from './lifecycle.ts'

/** What became of one person in one system: the contract that IAM playbooks read. */
export interface Outcome {
  readonly action: Action | 'get'
  readonly success: boolean
  /** The user as Okta has it after the command; absent when there is none or it is not known. */
  readonly user?: User
  readonly skipped?: boolean
  readonly reason?: string
  readonly errorCode?: string | number
  readonly errorMessage?: string
  /** The entry is an error entry. Only a used-up rate limit is one; every other failure is a note (quirk U16). */
  readonly failed?: boolean
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

/** The outcome as a result: its table, IAM.Vendor and IAM.UserProfile. */
export function iamResult(outcome: Outcome, asked: Asked): Result {
  const vendor = vendorOf(outcome, asked)
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
function vendorOf(outcome: Outcome, { brand, instanceName, profile }: Asked): JsonObject {
  const { user } = outcome
  const none = null as Json
  return {
    brand,
    instanceName,
    action: outcome.action,
    success: outcome.success,
    active: user ? isActive(user.status) : none,
    id: user?.id ?? none,
    username: user?.profile.login ?? none,
    email: user?.profile.email ?? profile.email ?? none,
    errorCode: outcome.errorCode ?? none,
    errorMessage: outcome.errorMessage ?? none,
    details: user ?? none,
    skipped: outcome.skipped ?? false,
    reason: outcome.reason ?? none,
  }
}

/** The context paths that every iam-*-user command writes. */
export const IAM_OUTPUTS: readonly Output[] = [
  {
    path: 'IAM.Vendor.active',
    type: 'Boolean',
    description: 'Whether the user is active after the command, read back from Okta.',
  },
  { path: 'IAM.Vendor.brand', type: 'String', description: 'Name of the integration.' },
  { path: 'IAM.Vendor.details', type: 'Unknown', description: 'The Okta user after the command.' },
  { path: 'IAM.Vendor.email', type: 'String', description: "The employee's e-mail address." },
  {
    path: 'IAM.Vendor.errorCode',
    type: 'String',
    description: "Okta's error code (text), the HTTP status, or 404 when iam-get-user finds nobody.",
  },
  {
    path: 'IAM.Vendor.errorMessage',
    type: 'String',
    description: 'Why the command failed, with all of the causes that Okta gave.',
  },
  { path: 'IAM.Vendor.id', type: 'String', description: "The user's id in Okta." },
  { path: 'IAM.Vendor.instanceName', type: 'String', description: 'Name of the integration instance.' },
  {
    path: 'IAM.Vendor.success',
    type: 'Boolean',
    description: 'Whether the command did what it should; true as well when it was skipped.',
  },
  { path: 'IAM.Vendor.username', type: 'String', description: "The user's login in Okta." },
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
