import { command, outputUnder, text } from '../../../kit/command.ts'
import { InputError, Refusal } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { NOT_FOUND } from '../okta/errors.ts'
import {
  ALREADY_ASSIGNED,
  assignRole,
  type Role,
  rolesOf,
  STANDARD_ROLES,
  unassignRole,
} from '../okta/roles.ts'
import type { Session } from '../session.ts'
import { change } from './change.ts'
import { namedUser, SeveralFound, userArguments } from './named.ts'
import { present } from './present.ts'
import { loginOf, nothingToDo } from './status-change.ts'
import { ACCOUNT } from './user-table.ts'

const COLUMNS = ['ID', 'Label', 'Type', 'Status', 'AssignmentType', 'Created', 'LastUpdated']

const output = outputUnder('Account')

export const oktaListUserRoles = command({
  name: 'okta-list-user-roles',
  description: 'Lists the administrator roles of a user.',
  effect: 'read',
  scopes: ['okta.roles.read', 'okta.users.read'],
  args: userArguments,
  outputs: [
    output('ID', 'String', "The user's id in Okta."),
    output('Role.ID', 'String', 'Id of the role as the user has it; okta-unassign-role takes it.'),
    output('Role.Label', 'String', "The role's name."),
    output('Role.Type', 'String', "The role's type, such as USER_ADMIN."),
    output('Role.Status', 'String', 'ACTIVE or INACTIVE.'),
    output('Role.AssignmentType', 'String', 'USER, or GROUP when a group gives the role.'),
    output('Role.Created', 'Date', 'When the role was assigned.'),
    output('Role.LastUpdated', 'Date', 'When the assignment last changed.'),
  ],
  async run(args, session: Session) {
    const user = await namedUser(session, args)
    const roles = await rolesOf(session.client).list(user.id)
    const rows = roles.map(roleRow)
    return {
      readable: roles.length
        ? { title: `Roles of ${loginOf(user)}`, rows, columns: COLUMNS }
        : `User ${loginOf(user)} has no administrator role.`,
      contents: roles,
      context: { [ACCOUNT]: { ID: user.id, Role: rows } },
    }
  },
})

function roleRow({ id, label, type, status, assignmentType, created, lastUpdated }: Role): JsonObject {
  return present({
    ID: id,
    Label: label,
    Type: type,
    Status: status,
    AssignmentType: assignmentType,
    Created: created,
    LastUpdated: lastUpdated,
  })
}

export const oktaAssignRole = change({
  name: 'okta-assign-role',
  description: 'Gives a user an administrator role. The token needs a super administrator behind it.',
  effect: 'change',
  scopes: ['okta.roles.manage', 'okta.users.read'],
  args: {
    ...userArguments,
    type: text({
      description:
        "The role's type. Okta's standard roles are suggested; any other that the org has is taken too.",
      required: true,
      predefined: STANDARD_ROLES,
    }),
  },
  outputs: [],
  async decide(args, session) {
    const user = await namedUser(session, args)
    const login = loginOf(user)
    const type = args.type.trim().toUpperCase()
    const held = await rolesOf(session.client).list(user.id)
    const already = `User ${login} already has the role ${type}.`
    const same = held.find(role => role.type === type && role.assignmentType !== 'GROUP')
    if (same) return nothingToDo(login, already, same)
    // okta-api §11 leaves Okta's code open.
    if (user.status === 'DEPROVISIONED')
      throw new Refusal(
        `User ${login} is DEPROVISIONED and cannot be given a role; activate the user first (okta-activate-user).`,
        { user: login, id: user.id, status: user.status },
      )
    const isKnown = STANDARD_ROLES.some(known => known === type)
    return {
      target: login,
      from: `no ${type}`,
      to: type,
      ...(!isKnown && { reason: unknownType(type) }),
      calls: [assignRole(user.id, type)],
      isDone: async ({ code }) => ALREADY_ASSIGNED.has(code),
      done: ([role]) =>
        role === undefined
          ? { readable: already, contents: { type } }
          : { readable: `User ${login} has the role ${type} now.`, contents: role as Role },
    }
  },
})

const unknownType = (type: string) =>
  `${type} is none of Okta's standard roles, and Okta refuses a type that the org does not have; the standard ones are ${STANDARD_ROLES.join(', ')}.`

export const oktaUnassignRole = change({
  name: 'okta-unassign-role',
  description: 'Takes an administrator role away from a user.',
  effect: 'destroy',
  scopes: ['okta.roles.manage', 'okta.users.read'],
  args: {
    ...userArguments,
    roleId: text({ description: 'Id of the role as okta-list-user-roles gives it, or its type.' }),
    type: text({ description: "The role's type, instead of its id.", predefined: STANDARD_ROLES }),
  },
  outputs: [],
  async decide(args, session) {
    const wanted = (args.roleId ?? args.type)?.trim()
    if (!wanted) throw new InputError('You must supply either "roleId" or "type".')
    const user = await namedUser(session, args)
    const login = loginOf(user)
    const held = await rolesOf(session.client).list(user.id)
    const role = theRole(held, wanted, login)
    if (!role) return nothingToDo(login, `User ${login} does not have the role ${wanted}.`, held)
    if (args.roleId && args.type && args.type.trim().toUpperCase() !== role.type)
      throw new InputError(
        `The roleId ${JSON.stringify(wanted)} is a role of the type ${role.type}, not ${args.type}; give one of both.`,
      )
    const name = String(role.type ?? role.label ?? role.id)
    return {
      target: login,
      from: name,
      to: `no ${name}`,
      calls: [unassignRole(user.id, role.id)],
      isDone: async ({ code }) =>
        code === NOT_FOUND && (await rolesOf(session.client).list(user.id)).every(({ id }) => id !== role.id),
      done: () => ({ readable: `User ${login} does not have the role ${name} any more.`, contents: role }),
    }
  },
})

/** By id or by type. Throws Refusal when a group gives the role, SeveralFound when the type fits several roles of the user. */
function theRole(held: readonly Role[], wanted: string, login: string): Role | undefined {
  const fitting = held.filter(({ id, type }) => id === wanted || type === wanted.toUpperCase())
  const own = fitting.filter(({ assignmentType }) => assignmentType !== 'GROUP')
  if (fitting.length && !own.length)
    throw new Refusal(
      `User ${login} has the role ${wanted} through a group; take it from the group, or the user out of it.`,
      { user: login, role: wanted, assignmentType: 'GROUP' },
    )
  const [one, second] = own
  if (!second) return one
  throw new SeveralFound(
    `User ${login} has ${own.length} roles of the type ${wanted}: ${own.map(({ id, label }) => `${id} (${String(label)})`).join(', ')}; give the roleId of the one you mean.`,
    { user: login, role: wanted, found: own.length },
  )
}
