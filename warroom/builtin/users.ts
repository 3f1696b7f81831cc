import type { JsonObject } from '../../kit/wire.ts'
import { isEmpty, listOf, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import { tableOf } from '../operations/table.ts'
import { Refusal } from '../refusal.ts'
import { builtIn, type Result } from './command.ts'
import { USERS } from './decisions.ts'

type User = (typeof USERS)[number]

function listed(users: readonly User[]): Result {
  const contents = users.map((user): JsonObject => ({ ...user, roles: [...user.roles] }))
  const rows = contents.map(({ username, name, email, roles }) => [username, name, email, roles])
  const table = tableOf('Users', ['username', 'name', 'email', 'roles'], rows, 'There is no such user.')
  return { text: textOf(table.text), contents }
}

const getUsers = builtIn({
  name: 'getUsers',
  description: 'Lists the users of the war room.',
  args: [
    argument('roles', 'Only those with one of these roles.', { isArray: true }),
    argument('onCall', 'Only those on call; everybody always is.', { predefined: ['true', 'false'] }),
    argument('online', 'Only those online; everybody always is.', { predefined: ['true', 'false'] }),
  ],
  outputs: {},
  run({ roles }) {
    const wanted = listOf(roles).map(textOf)
    return listed(USERS.filter(user => isEmpty(roles) || user.roles.some(role => wanted.includes(role))))
  },
})

function getUserBy(member: 'username' | 'email', name: string): OwnCommand {
  return builtIn({
    name,
    description: `Gets a user by ${member}.`,
    args: [argument(member, `The ${member}.`, { required: true, default: true })],
    run(args) {
      const wanted = textOf(args[member])
      const user = USERS.find(each => each[member].toLowerCase() === wanted.toLowerCase())
      if (user) return listed([user])
      throw new Refusal(`There is no user "${wanted}"; getUsers lists them.`)
    },
  })
}

export const USER_COMMANDS: readonly OwnCommand[] = [
  getUsers,
  getUserBy('username', 'getUserByUsername'),
  getUserBy('email', 'getUserByEmail'),
]
