import { command, flag, text } from '../../../kit/command.ts'
import { Refusal } from '../../../kit/errors.ts'
import { type App, appsOf, assignUserToApp, unassignUserFromApp } from '../okta/apps.ts'
import { NOT_FOUND } from '../okta/errors.ts'
import type { Status } from '../okta/statuses.ts'
import { type Thing, thing } from '../okta/thing.ts'
import type { User } from '../okta/users.ts'
import type { Session } from '../session.ts'
import {
  ASSIGNMENT_OUTPUTS,
  assignmentResult,
  embeddedUser,
  groupOf,
  labelOf,
} from './app-user-assignment.ts'
import { type Change, change } from './change.ts'
import { eitherOf } from './either.ts'
import { appArguments, namedApp, namedUser, userArguments } from './named.ts'
import { toUserProfile } from './profile-argument.ts'
import { tolerated } from './read-back.ts'
import { loginOf } from './status-change.ts'

export const oktaGetAppUserAssignment = command({
  name: 'okta-get-app-user-assignment',
  description:
    'Tells whether a user is assigned to an application, directly or through a group. A wrong user or application is an error.',
  effect: 'read',
  scopes: ['okta.apps.read', 'okta.users.read'],
  args: {
    user_id: text({ description: 'Id of the user, or the login.' }),
    application_id: text({ description: 'Id of the application.' }),
    ...userArguments,
    ...appArguments,
    include_user: flag({
      description:
        'true also gives the user as Okta has it now, through the incoming mapper (UserProfile), and its status (UserStatus); by ids it costs no further call.',
      defaultValue: 'false',
    }),
  },
  outputs: ASSIGNMENT_OUTPUTS,
  async run({ user_id, application_id, include_user: included, ...others }, session: Session) {
    const userId = eitherOf(['user_id', 'userId'], user_id, others.userId)
    const appId = eitherOf(['application_id', 'appId'], application_id, others.appId)
    const apps = appsOf(session.client)
    // With both ids it takes one call. Only a 404 needs to be told apart (quirk G7).
    const isById = appId && userId && !others.appName && !others.username
    const direct = isById ? await apps.user(appId, userId, included) : undefined
    if (appId && direct && direct.id === userId)
      return assignmentResult(
        appId,
        direct.id,
        direct,
        await profileOf(session, included && embeddedUser(direct)),
      )
    const app = await namedApp(session, { ...others, appId })
    const user = await namedUser(session, { ...others, userId })
    const isAsked = isById && app.id === appId && user.id === userId
    const assigned = isAsked ? undefined : await apps.user(app.id, user.id)
    return assignmentResult(app.id, user.id, assigned, await profileOf(session, included && assigned && user))
  },
})

async function profileOf(session: Session, user: User | false | undefined) {
  return user ? { UserProfile: await toUserProfile(session, user), UserStatus: user.status } : {}
}

export const oktaGetAssignedUserForApp = {
  ...oktaGetAppUserAssignment,
  name: 'okta-get-assigned-user-for-app',
  description: 'The same as okta-get-app-user-assignment.',
}

/** What is to be done first with a user who can be given no application. */
const FIRST: Partial<Record<Status, string>> = {
  DEPROVISIONED: 'activate the user first (okta-activate-user)',
  SUSPENDED: 'lift the suspension first (okta-unsuspend-user)',
}

export const oktaAssignUserToApp = change({
  name: 'okta-assign-user-to-app',
  description:
    'Assigns an application directly to a user. An assignment through a group becomes a direct one.',
  effect: 'change',
  scopes: ['okta.apps.manage', 'okta.users.read'],
  args: { ...userArguments, ...appArguments },
  outputs: ASSIGNMENT_OUTPUTS,
  async decide(args, session) {
    const { app, user, assigned, target } = await userAndApp(args, session)
    if (assigned?.scope === 'USER')
      return nothingToDo(app, user, assigned, `${loginOf(user)} is already assigned to ${labelOf(app)}.`)
    // Okta: E0000117. A plan must not promise what is bound to be refused.
    const first = FIRST[user.status]
    if (first)
      throw new Refusal(`${loginOf(user)} is ${user.status} and cannot be given ${labelOf(app)}; ${first}.`, {
        userId: user.id,
        status: user.status,
        appId: app.id,
        errorCode: 'E0000117',
      })
    return {
      target,
      from: assigned ? 'GROUP' : 'unassigned',
      to: 'USER',
      calls: [assignUserToApp(app.id, user.id)],
      done: ([answer]) =>
        assignmentResult(app.id, user.id, thing(answer, `POST /api/v1/apps/${app.id}/users`), {
          told: `${loginOf(user)} was assigned to ${labelOf(app)}.`,
        }),
    }
  },
})

export const oktaUnassignUserFromApp = change({
  name: 'okta-unassign-user-from-app',
  description: 'Takes the direct assignment of an application away from a user. What a group gives stays.',
  effect: 'destroy',
  scopes: ['okta.apps.manage', 'okta.users.read'],
  args: { ...userArguments, ...appArguments },
  outputs: ASSIGNMENT_OUTPUTS,
  async decide(args, session) {
    const { app, user, assigned, target } = await userAndApp(args, session)
    const apps = appsOf(session.client)
    if (!assigned) return nothingToDo(app, user, assigned, `${loginOf(user)} does not have ${labelOf(app)}.`)
    if (assigned.scope === 'GROUP') throw givenByGroup(app, user, assigned)
    return {
      target,
      from: 'USER',
      to: 'unassigned',
      calls: [unassignUserFromApp(app.id, user.id)],
      isDone: async ({ code }) => code === NOT_FOUND && !(await apps.user(app.id, user.id)),
      // What a group gives as well comes back as an assignment through the group (okta-api §14).
      done: async () => {
        const told = `${loginOf(user)} was unassigned from ${labelOf(app)}.`
        const read = await tolerated(() => apps.user(app.id, user.id))
        if (!read) {
          const unknown = `${told} Whether a group still gives it is not known: reading it back failed.`
          return { ...assignmentResult(app.id, user.id, undefined, { told: unknown }), context: {} }
        }
        const left = read.value
        const still = left ? ` The user still has it through the group ${groupOf(left)}.` : ''
        return assignmentResult(app.id, user.id, left, { told: told + still })
      },
    }
  },
})

async function userAndApp(
  args: Parameters<typeof namedUser>[1] & Parameters<typeof namedApp>[1],
  session: Session,
) {
  const app = await namedApp(session, args)
  const user = await namedUser(session, args)
  const assigned = await appsOf(session.client).user(app.id, user.id)
  return { app, user, assigned, target: `${loginOf(user)} in ${labelOf(app)}` }
}

function nothingToDo(app: App, user: User, assigned: Thing | undefined, reason: string): Change {
  return {
    target: `${loginOf(user)} in ${labelOf(app)}`,
    calls: [],
    reason,
    done: () => assignmentResult(app.id, user.id, assigned, { told: reason }),
  }
}

function givenByGroup(app: App, user: User, assigned: Thing): Refusal {
  const group = groupOf(assigned)
  return new Refusal(
    `${loginOf(user)} has ${labelOf(app)} through the group ${group} and not directly; remove the user from the group ` +
      '(okta-remove-from-group) or the group from the application (okta-remove-group-from-app).',
    { userId: user.id, appId: app.id, scope: 'GROUP', group },
  )
}
