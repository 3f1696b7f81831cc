import type { Entry, JsonObject } from '../../kit/wire.ts'
import { isOn, listOf, textOf } from './arguments.ts'
import { argument, automation } from './automation.ts'
import { AutomationError } from './error.ts'

const ERROR = 4

// The war room knows no work load and no past decisions, so most ways to choose take the first (UNKNOWN).
const ASSIGN_BY = ['random', 'machine-learning', 'top-user', 'less-busy-user', 'online', 'current']

/** Which users are looked for. A way to choose that there is not is an error: a misspelt one would go unseen. */
function wantedOf(args: JsonObject): JsonObject {
  const assignBy = textOf(args.assignBy).trim().toLowerCase() || 'random'
  if (!ASSIGN_BY.includes(assignBy))
    throw new AutomationError(`assignBy is one of ${ASSIGN_BY.join(', ')}, not "${assignBy}".`)
  const roles = listOf(args.roles).map(textOf).join(',')
  return {
    ...(roles === '' ? {} : { roles }),
    ...(isOn(args, 'onCall') ? { onCall: 'true' } : {}),
    ...(assignBy === 'online' ? { online: 'true' } : {}),
  }
}

/** The names of the users that `getUsers` found; an error entry of it is thrown. */
function usernames(entries: Entry[]): string[] {
  const error = entries.find(({ Type }) => Type === ERROR)
  if (error) throw new AutomationError(textOf(error.Contents))
  const users = entries.flatMap(({ Contents }) => (Array.isArray(Contents) ? Contents : []))
  return users
    .map(user => (typeof user === 'object' && user !== null && !Array.isArray(user) ? user.username : user))
    .map(textOf)
    .filter(name => name !== '')
}

export const assignAnalyst = automation({
  name: 'AssignAnalystToIncident',
  description:
    'Makes somebody the owner of the incident: the user given, or the first of those with the roles.',
  args: [
    argument('username', 'The user.'),
    argument('email', "The user's e-mail address."),
    argument('roles', 'Roles of which the user has one.', { isArray: true }),
    argument('assignBy', 'How one of several is chosen.', { defaultValue: 'random', predefined: ASSIGN_BY }),
    argument('onCall', 'Whether only users on call count.', { defaultValue: 'false' }),
  ],
  async run(args, host) {
    const given = [args.username, args.email].map(textOf).find(text => text !== '')
    const wanted = wantedOf(args)
    const owner = given ?? usernames(await host.executeCommand('getUsers', wanted)).sort()[0]
    if (owner === undefined) {
      const whose =
        wanted.roles === undefined ? 'that was asked for' : `of the roles "${textOf(wanted.roles)}"`
      throw new AutomationError(`There is no user ${whose}; the owner stays.`)
    }
    const failed = (await host.executeCommand('setOwner', { owner })).find(({ Type }) => Type === ERROR)
    if (failed) throw new AutomationError(textOf(failed.Contents))
    return `The owner is ${owner}.`
  },
})
