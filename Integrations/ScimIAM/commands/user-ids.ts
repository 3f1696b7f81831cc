import { command, list, outputUnder } from '../../../kit/command.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { UserIds } from '../scim/settled.ts'
import { userIds } from '../scim/user-ids.ts'
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
    output(
      'users',
      'Unknown',
      'Per login that was found its user: id, active, userName, and by what it was found (userName or email).',
    ),
    output('missing', 'Unknown', 'The logins that surely nobody has.'),
    output('twice', 'Unknown', 'The logins that several users have.'),
    output('twiceIds', 'Unknown', 'Per login that several users have their ids.'),
    output(
      'unknown',
      'Unknown',
      'The logins of which the server did not tell enough, as by a list that was cut.',
    ),
  ],
  async run({ logins }, { server, host }: Session) {
    const asked = [...new Set(logins.map(login => login.trim()).filter(Boolean))]
    const found = await userIds(server, asked)
    const contents = contentsOf(found)
    return {
      readable: {
        title: 'SCIM User Ids:',
        rows: rowsOf(contents, found.why),
        columns: ['login', 'id', 'userName', 'active', 'by', 'found'],
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
  twiceIds: { [login: string]: string[] }
  unknown: string[]
}

function contentsOf({ users, missing, twice, unknown }: UserIds): Contents {
  // By entries, for a login may be __proto__.
  const found = Object.fromEntries([...users].map(([login, user]) => [login, { ...user }]))
  const twiceIds = Object.fromEntries([...twice].map(([login, ids]) => [login, [...ids]]))
  return { users: found, missing: [...missing], twice: [...twice.keys()], twiceIds, unknown: [...unknown] }
}

/** A table with thousands of rows can neither be read nor shown. */
const MOST_SHOWN = 50

function rowsOf({ users, missing, twiceIds, unknown }: Contents, why: string): JsonObject[] {
  const left = (login: Json, found: string) => ({ login, found })
  return [
    ...unknown.map(login => left(login, why || 'the server did not tell')),
    ...Object.entries(twiceIds).map(([login, ids]) => ({
      login,
      id: ids.join(', '),
      found: 'several users',
    })),
    ...missing.map(login => left(login, 'nobody')),
    ...Object.entries(users).map(([login, user]) => ({ login, ...user, found: 'one user' })),
  ].slice(0, MOST_SHOWN)
}
