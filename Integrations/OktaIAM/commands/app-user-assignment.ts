import type { Output, Readable, Result } from '../../../kit/command.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { App } from '../okta/apps.ts'
import type { Thing } from '../okta/thing.ts'
import { type User, user } from '../okta/users.ts'

export const ASSIGNMENT_OUTPUTS: readonly Output[] = [
  { path: 'Okta.AppUserAssignment.UserID', type: 'String', description: 'Id of the user.' },
  { path: 'Okta.AppUserAssignment.AppID', type: 'String', description: 'Id of the application.' },
  {
    path: 'Okta.AppUserAssignment.IsAssigned',
    type: 'Boolean',
    description: 'Whether the user has the application, directly or through a group.',
  },
  {
    path: 'Okta.AppUserAssignment.ProfileInApp',
    type: 'Unknown',
    description: "The user's profile in the application, when assigned.",
  },
  {
    path: 'Okta.AppUserAssignment.UserProfile',
    type: 'Unknown',
    description:
      'The user as Okta has it now, through the incoming mapper; with include_user, when assigned.',
  },
  {
    path: 'Okta.AppUserAssignment.UserStatus',
    type: 'String',
    description: "The user's status in Okta, such as SUSPENDED; with include_user, when assigned.",
  },
]

const PATH =
  'Okta.AppUserAssignment(val.UserID && val.UserID == obj.UserID && val.AppID && val.AppID == obj.AppID)'

/** The user that Okta embeds in an assignment with expand=user; undefined when it embedded none. */
export function embeddedUser({ _embedded }: Thing): User | undefined {
  const { user: embedded } = (_embedded ?? {}) as { user?: Json }
  return embedded === undefined
    ? undefined
    : user(embedded, 'GET /api/v1/apps/{appId}/users/{userId}?expand=user')
}

/** Whether a user has an application, as table (unless there is something else to tell), raw assignment and context. */
export function assignmentResult(
  appId: string,
  userId: string,
  assigned: Thing | undefined,
  {
    told,
    ...included
  }: { readonly told?: string; readonly UserProfile?: JsonObject; readonly UserStatus?: string } = {},
): Result {
  const profile = assigned && ((assigned.profile ?? {}) as JsonObject)
  const context = {
    UserID: userId,
    AppID: appId,
    IsAssigned: assigned !== undefined,
    ...(profile && { ProfileInApp: profile }),
    ...included,
  }
  return {
    readable: told ?? tables(context, profile),
    contents: assigned ?? context,
    context: { [PATH]: context },
  }
}

function tables({ UserID, AppID, IsAssigned }: JsonObject, profile: JsonObject | undefined): Readable {
  const row = { 'App ID': AppID, 'Is Assigned': IsAssigned, 'User ID': UserID } as JsonObject
  const assignment = { title: 'App User Assignment', rows: row, columns: Object.keys(row) }
  if (!profile) return assignment
  return [assignment, { title: 'Profile in App', rows: profile, columns: Object.keys(profile) }]
}

/** The application as people know it. */
export const labelOf = ({ label, name, id }: App): string => String(label ?? name ?? id)

/** The group through which a user has an application, as far as the assignment names it. */
export function groupOf(assigned: Thing): string {
  const links = assigned._links as { group?: { name?: string; href?: string } } | undefined
  return links?.group?.name || links?.group?.href?.split('/').pop() || 'unknown'
}
