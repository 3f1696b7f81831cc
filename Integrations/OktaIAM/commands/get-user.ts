import { command, text } from '../../../kit/command.ts'
import { InputError } from '../../../kit/errors.ts'
import { findUser } from '../okta/find-user.ts'
import type { User } from '../okta/users.ts'
import type { Session } from '../session.ts'
import { requireOne, userArguments } from './named.ts'
import { ACCOUNT, ACCOUNT_OUTPUTS, accountOf, usersReadable, verbose } from './user-table.ts'

export const oktaGetUser = command({
  name: 'okta-get-user',
  description:
    'Reads one user by id, login or e-mail. That there is no such user is an answer, not an error.',
  effect: 'read',
  scopes: ['okta.users.read'],
  args: {
    ...userArguments,
    userEmail: text({ description: "The user's e-mail; counts when neither userId nor username is given." }),
    verbose,
  },
  outputs: ACCOUNT_OUTPUTS,
  async run({ userId, username, userEmail, verbose }, session: Session) {
    const given = userId ?? username ?? userEmail
    if (given === undefined)
      throw new InputError('You must supply either "username", "userId" or "userEmail".')
    const found = await lookUp(session, userId ?? username, given)
    if (!found) return `User ${given} was not found.`
    requireOne(found, userId, username)
    return {
      readable: usersReadable(`User:${given}`, [found], verbose),
      contents: found,
      context: { [ACCOUNT]: accountOf(found) },
    }
  },
})

/** Okta itself takes an id, a login in any case or its short form; but also `me`, which means whose token it is. */
async function lookUp({ users }: Session, idOrLogin: string | undefined, given: string) {
  if (idOrLogin === undefined) return findUser(users, [{ email: given }])
  // A login with a slash cannot be addressed by path.
  return idOrLogin.includes('/') ? findUser(users, [{ login: idOrLogin }]) : got(users, idOrLogin)
}

async function got(users: Session['users'], idOrLogin: string): Promise<User | undefined> {
  const user = await users.get(idOrLogin)
  const login = String(user?.profile.login ?? '').toLowerCase()
  const isMeant = user?.id === idOrLogin || [login, login.split('@')[0]].includes(idOrLogin.toLowerCase())
  return isMeant ? user : undefined
}
