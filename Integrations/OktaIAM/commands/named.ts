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
  userId: text({
    description:
      "The user's id in Okta, or the login. Wins over username, which must then be of the same user.",
  }),
} as const

export const groupArguments = {
  groupId: text({ description: 'Id of the group. Wins over groupName, which must then be its name.' }),
  groupName: text({ description: 'Name of the group, exactly as it is in Okta.' }),
} as const

export const appArguments = {
  appId: text({ description: 'Id of the application. Wins over appName, which must then be its label.' }),
  appName: text({ description: 'Label of the application, exactly as it is in Okta.' }),
} as const

/** What was looked for does not exist. Contents hold what was asked for. */
export class NotFound extends Refusal {
  override readonly name = 'NotFound'
}

/** What was looked for is not one thing only (quirk G4). */
export class SeveralFound extends Refusal {
  override readonly name = 'SeveralFound'
}

/** The user by id or login. Throws InputError when neither is given or they name two, NotFound when nobody has it. */
export async function namedUser(
  { users }: Session,
  { userId, username }: { userId?: string | undefined; username?: string | undefined },
): Promise<User> {
  const given = userId ?? username
  if (!given) throw new InputError('You must supply either "username" or "userId".')
  const found = await findUser(users, [{ id: given, login: given }])
  if (found) return requireOne(found, userId, username)
  throw new NotFound(
    `No Okta user has the id or the login ${JSON.stringify(given)}; check it with okta-search term=…`,
    {
      status: 404,
      user: given,
    },
  )
}

/** The user found by `userId`, whom `username` must mean as well when both are given. Throws InputError. */
export function requireOne(found: User, userId: string | undefined, username: string | undefined): User {
  if (!userId || !username) return found
  const login = String(found.profile.login)
  const names = [found.id, login, login.split('@')[0]].map(name => name?.toLowerCase())
  if (names.includes(username.toLowerCase())) return found
  throw another('userId', userId, 'username', username, `the login ${login}`)
}

/** The group by id or by its exact name (quirks G2, V2). Throws InputError, NotFound and SeveralFound. */
export async function namedGroup(
  { client }: Session,
  { groupId, groupName }: { groupId?: string | undefined; groupName?: string | undefined },
): Promise<Group> {
  const groups = groupsOf(client)
  if (groupId) {
    const group = await groups.get(groupId)
    const name = group?.profile.name
    if (group && groupName && name !== groupName)
      throw another('groupId', groupId, 'groupName', groupName, `the name ${JSON.stringify(name)}`)
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

/** The application by id or by its exact label or name. Throws InputError, NotFound and SeveralFound. */
export async function namedApp(
  { client }: Session,
  { appId, appName }: { appId?: string | undefined; appName?: string | undefined },
): Promise<App> {
  const apps = appsOf(client)
  if (appId) {
    const app = await apps.get(appId)
    if (app && appName && ![app.label, app.name].includes(appName))
      throw another('appId', appId, 'appName', appName, `the label ${JSON.stringify(app.label)}`)
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
  const facts = { status: 404, [kind]: name, found: found.length }
  if (second)
    throw new SeveralFound(
      `${found.length} ${kind}s have the name ${JSON.stringify(name)}: ${found.map(show).join(', ')}; give the ${idArgument} of the one you mean.`,
      facts,
    )
  throw new NotFound(
    `No ${kind} has exactly the name ${JSON.stringify(name)}; check the spelling or give the ${idArgument}.`,
    facts,
  )
}

/** Two arguments name two things; which of them is meant nobody can tell. */
function another(
  idArgument: string,
  id: string,
  nameArgument: string,
  name: string,
  really: string,
): InputError {
  return new InputError(
    `The ${idArgument} ${JSON.stringify(id)} has ${really}, not the ${nameArgument} ${JSON.stringify(name)}; give one of both.`,
  )
}
