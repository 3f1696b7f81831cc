import { setTimeout as sleep } from 'node:timers/promises'
import { NOT_FOUND } from '../okta/errors.ts'
import { deleteUser, untilDeprovisioned } from '../okta/user-lifecycle.ts'
import { deactivateUser } from '../okta/users.ts'
import { change } from './change.ts'
import { namedUser, userArguments } from './named.ts'
import { loginOf } from './status-change.ts'

export const oktaDeleteUser = change({
  name: 'okta-delete-user',
  description:
    'Deletes a user for good. A user who is not deactivated is deactivated first, and deleted once Okta has done so.',
  effect: 'destroy',
  scopes: ['okta.users.manage'],
  args: userArguments,
  outputs: [],
  async decide(args, session) {
    const user = await namedUser(session, args)
    const login = loginOf(user)
    const first = user.status === 'DEPROVISIONED' ? [] : [deactivateUser(user.id)]
    const read = () => session.users.get(user.id)
    return {
      target: login,
      from: user.status,
      to: null,
      calls: [...first, deleteUser(user.id)],
      steps: [...first.map(() => 'deactivated the user'), 'deleted the user'],
      ready: async call => {
        if (call > 0) await untilDeprovisioned(read, sleep)
      },
      isDone: async ({ code, status }, call) => {
        if (code !== NOT_FOUND && status !== 403) return false
        const now = await read()
        return call < first.length ? now?.status === 'DEPROVISIONED' : !now
      },
      done: () => ({ readable: `User: ${login} was Deleted successfully`, contents: user }),
    }
  },
})
