import { appsOf, assignGroupToApp, unassignGroupFromApp } from '../okta/apps.ts'
import { NOT_FOUND } from '../okta/errors.ts'
import type { Thing } from '../okta/thing.ts'
import type { Session } from '../session.ts'
import { labelOf } from './app-user-assignment.ts'
import { type Change, change } from './change.ts'
import { appArguments, groupArguments, namedApp, namedGroup } from './named.ts'

export const oktaAssignGroupToApp = change({
  name: 'okta-assign-group-to-app',
  description: 'Assigns an application to a group, so that every member has it.',
  effect: 'change',
  scopes: ['okta.apps.manage', 'okta.groups.read'],
  args: { ...groupArguments, ...appArguments },
  outputs: [],
  async decide(args, session) {
    const { app, group, assigned, names } = await groupAndApp(args, session)
    if (assigned)
      return nothingToDo(names, `Group: ${names.group} is already assigned to ${names.app}`, assigned)
    return {
      target: names.target,
      from: 'unassigned',
      to: 'assigned',
      calls: [assignGroupToApp(app.id, group.id)],
      done: ([answer]) => ({
        readable: `Group: ${names.group} added to ${names.app} successfully`,
        contents: (answer ?? null) as Thing | null,
      }),
    }
  },
})

export const oktaRemoveGroupFromApp = change({
  name: 'okta-remove-group-from-app',
  description:
    'Takes an application away from a group. Members without another assignment lose it and what it holds of them.',
  effect: 'destroy',
  scopes: ['okta.apps.manage', 'okta.groups.read'],
  args: { ...groupArguments, ...appArguments },
  outputs: [],
  async decide(args, session) {
    const { app, group, assigned, names } = await groupAndApp(args, session)
    if (!assigned) return nothingToDo(names, `Group: ${names.group} is not assigned to ${names.app}`, null)
    const { client } = session
    return {
      target: names.target,
      from: 'assigned',
      to: 'unassigned',
      calls: [unassignGroupFromApp(app.id, group.id)],
      isDone: async ({ code }) => code === NOT_FOUND && !(await appsOf(client).group(app.id, group.id)),
      done: () => ({
        readable: `Group: ${names.group} removed from ${names.app} successfully`,
        contents: assigned,
      }),
    }
  },
})

/** Both by their real names, whichever argument named them (quirk V16). */
async function groupAndApp(
  args: Parameters<typeof namedGroup>[1] & Parameters<typeof namedApp>[1],
  session: Session,
) {
  const group = await namedGroup(session, args)
  const app = await namedApp(session, args)
  const assigned = await appsOf(session.client).group(app.id, group.id)
  const shown = { group: String(group.profile.name), app: labelOf(app) }
  return { app, group, assigned, names: { ...shown, target: `${shown.group} in ${shown.app}` } }
}

function nothingToDo({ target }: { target: string }, reason: string, contents: Thing | null): Change {
  return { target, calls: [], reason, done: () => ({ readable: reason, contents }) }
}
