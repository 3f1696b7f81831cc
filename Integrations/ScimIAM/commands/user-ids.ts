import { command, list, outputUnder } from '../../../kit/command.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { type UserIds, userIds } from '../scim/user-ids.ts'
import type { Session } from '../session.ts'

const output = outputUnder('SCIM.UserIds')

export const scimGetUserIds = command({
  name: 'scim-get-user-ids',
  description:
    'Finds the ids of many users at once, by userName or else by e-mail: by one look-up for each or by the pages of all users, whichever takes fewer requests.',
  effect: 'read',
  args: {
    logins: list({
      description: 'The userNames or e-mails, as a list or separated by commas.',
      required: true,
    }),
  },
  outputs: [
    output('instanceName', 'String', 'Name of the integration instance.'),
    output('users', 'Unknown', 'Per login that was found its user: id and active.'),
    output('missing', 'Unknown', 'The logins that nobody has.'),
    output('twice', 'Unknown', 'The logins that several users have.'),
  ],
  async run({ logins }, { server, host }: Session) {
    const asked = [...new Set(logins.map(login => login.trim()).filter(Boolean))]
    const contents = contentsOf(await userIds(server, asked))
    return {
      readable: {
        title: 'SCIM User Ids:',
        rows: rowsOf(contents),
        columns: ['login', 'id', 'active', 'found'],
      },
      contents,
      context: {
        'SCIM.UserIds(val.instanceName && val.instanceName == obj.instanceName)': {
          instanceName: host.instance.name,
          ...contents,
        },
      },
    }
  },
})

interface Contents extends JsonObject {
  users: { [login: string]: JsonObject }
  missing: string[]
  twice: string[]
}

function contentsOf({ users, missing, twice }: UserIds): Contents {
  // By entries, for a login may be __proto__.
  const found = Object.fromEntries([...users].map(([login, user]) => [login, { ...user }]))
  return { users: found, missing: [...missing], twice: [...twice] }
}

/** A table with thousands of rows can neither be read nor shown. */
const MOST_SHOWN = 50

function rowsOf({ users, missing, twice }: Contents): JsonObject[] {
  const left = (login: Json, found: string) => ({ login, found })
  return [
    ...twice.map(login => left(login, 'several users')),
    ...missing.map(login => left(login, 'nobody')),
    ...Object.entries(users).map(([login, user]) => ({ login, ...user, found: 'one user' })),
  ].slice(0, MOST_SHOWN)
}
