import { flag, type Output, outputUnder, type Readable, type Table } from '../../../kit/command.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import type { User } from '../okta/users.ts'
import { present } from './present.ts'

export const verbose = flag({
  description: 'true shows everything of each user instead of one table.',
  defaultValue: 'false',
})

/** Where the accounts stand in the context: one per id, a newer one over the older. */
export const ACCOUNT = 'Account(val.ID && val.ID === obj.ID)'

/** A user as the common Account of the platform; what Okta has no value for is left out. */
export function accountOf(user: User): JsonObject {
  const { profile } = user
  return present({
    ID: user.id,
    Username: profile.login,
    DisplayName: [profile.firstName, profile.lastName].filter(Boolean).join(' ') || null,
    Email: profile.email,
    Status: user.status,
    Type: 'Okta',
    Created: user.created,
    Activated: user.activated,
    StatusChanged: user.statusChanged,
    PasswordChanged: user.passwordChanged,
    Manager: profile.manager,
    ManagerEmail: profile.managerEmail,
    Group: user.group,
  })
}

const output = outputUnder('Account')

export const ACCOUNT_OUTPUTS: readonly Output[] = [
  output('ID', 'String', "The user's id in Okta."),
  output('Username', 'String', "The user's login."),
  output('DisplayName', 'String', 'First and last name.'),
  output('Email', 'String', "The user's primary e-mail address."),
  output('Type', 'String', 'Always Okta.'),
  output('Status', 'String', "The user's status in Okta."),
  output('Created', 'Date', 'When the user was created.'),
  output('Activated', 'Date', 'When the user was activated.'),
  output('StatusChanged', 'Date', 'When the status last changed.'),
  output('PasswordChanged', 'Date', 'When the password last changed.'),
  output('Manager', 'String', "The manager's name."),
  output('ManagerEmail', 'String', "The manager's e-mail address."),
]

const COLUMNS = [
  'ID',
  'Login',
  'First Name',
  'Last Name',
  'Mobile Phone',
  'Last Login',
  'Status',
  'Manager',
  'Manager Email',
]

/** The users for a person to read: one table under the title, or with `verbose` a section of everything per user. */
export function usersReadable(title: string, users: readonly User[], verbose = false): Readable {
  if (verbose && users.length) return users.flatMap(sectionOf)
  return { title, rows: users.map(shortRow), columns: COLUMNS }
}

function shortRow({ id, status, lastLogin = null, profile }: User): JsonObject {
  return {
    ID: id,
    Login: profile.login ?? null,
    'First Name': profile.firstName ?? null,
    'Last Name': profile.lastName ?? null,
    'Mobile Phone': profile.mobilePhone ?? null,
    'Last Login': lastLogin,
    Status: status,
    Manager: profile.manager ?? null,
    'Manager Email': profile.managerEmail ?? null,
  }
}

/** Every profile attribute that is set, and what stands beside the profile (quirk V13: Status Changed too). */
function sectionOf({ profile, ...user }: User): (string | Table)[] {
  return [`### User:${String(profile.login)}`, tableOf('Profile', profile), tableOf('Additional Data', user)]
}

function tableOf(title: string, members: JsonObject): Table {
  const rows = Object.fromEntries(Object.entries(members).map(([name, value]) => [titleOf(name), value]))
  return { title, rows, columns: Object.keys(rows) }
}

/** `firstName` as `First Name`; `_links` stays. */
function titleOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/^./, first => first.toUpperCase())
  return words === 'Id' ? 'ID' : words
}
