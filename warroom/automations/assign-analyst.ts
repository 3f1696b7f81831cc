import type { Entry, JsonObject } from '../../kit/wire.ts'
import { isEmpty, isOn, listOf, textOf } from './arguments.ts'
import { argument, automation } from './automation.ts'
import { AutomationError } from './error.ts'

const ERROR = 4

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
    // The war room knows no work load and no presence, so every way to choose takes the first (UNKNOWN).
    argument('assignBy', 'How one of several is chosen.', { defaultValue: 'random' }),
    argument('onCall', 'Whether only users on call count.', { defaultValue: 'false' }),
  ],
  async run(args, host) {
    const given = [args.username, args.email].map(textOf).find(text => text !== '')
    const wanted: JsonObject = {
      ...(isEmpty(args.roles) ? {} : { roles: listOf(args.roles).map(textOf).join(',') }),
      ...(isOn(args, 'onCall') ? { onCall: 'true' } : {}),
    }
    const owner = given ?? usernames(await host.executeCommand('getUsers', wanted)).sort()[0]
    if (owner === undefined)
      throw new AutomationError('No user has the roles that were asked for; the owner stays.')
    const failed = (await host.executeCommand('setOwner', { owner })).find(({ Type }) => Type === ERROR)
    if (failed) throw new AutomationError(textOf(failed.Contents))
    return `The owner is ${owner}.`
  },
})
