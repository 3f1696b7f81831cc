import { text } from '../../../kit/command.ts'
import { InputError, Refusal } from '../../../kit/errors.ts'
import { type App, appsOf } from '../okta/apps.ts'
import { findUser } from '../okta/find-user.ts'
import { type Group, groupsOf } from '../okta/groups.ts'
import type { User } from '../okta/users.ts'
import type { Session } from '../session.ts'

/** Whom a command is about. Either argument takes an id or a login: the older packs had now one, now the other (V21). */
export const userArguments = {
  username: text({ description: "The user's login in Okta, or the user's id.", positional: true }),
  userId: text({ description: "The user's id in Okta, or the login. Wins over username." }),
} as const

export const groupArguments = {
  groupId: text({ description: 'Id of the group. Wins over groupName.' }),
  groupName: text({ description: 'Name of the group, exactly as it is in Okta.' }),
} as const

export const appArguments = {
  appId: text({ description: 'Id of the application. Wins over appName.' }),
  appName: text({ description: 'Label of the application, exactly as it is in Okta.' }),
} as const

/** What was looked for does not exist, or is not one thing only. Contents hold what was asked for. */
export class NotFound extends Refusal {
  override readonly name = 'NotFound'
}

/** The user by id or login. Throws InputError when neither is given, NotFound when nobody has it. */
export async function namedUser(
  { users }: Session,
  { userId, username }: { userId?: string | undefined; username?: string | undefined },
): Promise<User> {
  const given = userId ?? username
  if (!given) throw new InputError('You must supply either "username" or "userId".')
  const found = await findUser(users, [{ id: given, login: given }])
  if (found) return found
  throw new NotFound(
    `No Okta user has the id or the login ${JSON.stringify(given)}; check it with okta-search term=…`,
    {
      status: 404,
      user: given,
    },
  )
}

/** The group by id or by its exact name (quirks G2, V2). Throws InputError, and NotFound when there is none or several. */
export async function namedGroup(
  { client }: Session,
  { groupId, groupName }: { groupId?: string | undefined; groupName?: string | undefined },
): Promise<Group> {
  const groups = groupsOf(client)
  if (groupId) {
    const group = await groups.get(groupId)
    if (group) return group
    throw new NotFound(`No group has the id ${JSON.stringify(groupId)}; okta-list-groups gives the ids.`, {
      status: 404,
      groupId,
    })
  }
  if (!groupName) throw new InputError('You must supply either "groupName" or "groupId".')
  const found = await groups.named(groupName)
  return theOne(found, 'group', groupName, 'groupId', ({ id, type }) => `${id} (${String(type)})`)
}

/** The application by id or by its exact label. Throws InputError, and NotFound when there is none or several. */
export async function namedApp(
  { client }: Session,
  { appId, appName }: { appId?: string | undefined; appName?: string | undefined },
): Promise<App> {
  const apps = appsOf(client)
  if (appId) {
    const app = await apps.get(appId)
    if (app) return app
    throw new NotFound(
      `No application has the id ${JSON.stringify(appId)}; okta-iam-list-applications gives the ids.`,
      {
        status: 404,
        appId,
      },
    )
  }
  if (!appName) throw new InputError('You must supply either "appName" or "appId".')
  const found = await apps.named(appName)
  return theOne(found, 'application', appName, 'appId', ({ id, label }) => `${id} (${String(label)})`)
}

function theOne<T>(
  found: readonly T[],
  kind: string,
  name: string,
  idArgument: string,
  show: (one: T) => string,
): T {
  const [one, second] = found
  if (one && !second) return one
  const told = second
    ? `${found.length} ${kind}s have the name ${JSON.stringify(name)}: ${found.map(show).join(', ')}; give the ${idArgument} of the one you mean.`
    : `No ${kind} has exactly the name ${JSON.stringify(name)}; check the spelling or give the ${idArgument}.`
  throw new NotFound(told, { status: 404, [kind]: name, found: found.length })
}
