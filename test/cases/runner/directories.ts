import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Case } from './case.ts'
import { namesIn } from './names.ts'

/** The brand of the stand-in in test/packs/ActiveDirectory. */
export const DIRECTORY = 'Active Directory Query v2'

const PASSWORD = 'Before-the-case-1'
const ACCOUNT_DISABLED = 2

type Given = Case['given']

/** The instances as they are while the accounts are made: whatever the case then allows, it must not keep it from that. */
export function openInstances({ instances, directories }: Given): Given['instances'] {
  const opened = Object.entries(instances).map(([name, one]) => {
    const { ou } = one.params
    const isOpen = Object.hasOwn(directories, name)
    return [name, isOpen ? { ...one, enabled: true, params: { ...(ou !== undefined && { ou }) } } : one]
  })
  return Object.fromEntries(opened) as Given['instances']
}

/**
 * The lines that make the accounts. Of one only what is peculiar has to be said, by the cliNames of a User Profile; it has a
 * password unless `pwdSet` is false, and is enabled when it has one, unless `enabled` is false.
 */
export function accountLines({ directories }: Given): string[] {
  return Object.entries(directories).flatMap(([instance, accounts]) =>
    Object.entries(accounts).flatMap(([login, account]) => linesOf(instance, login, account as JsonObject)),
  )
}

function linesOf(instance: string, login: string, account: JsonObject): string[] {
  const { pwdSet = true, enabled = pwdSet, ...said } = account
  const { first, last } = namesIn(login)
  const names = { givenname: first, surname: last, displayname: `${first} ${last}` }
  const profile = JSON.stringify({ username: login, email: login, ...names, ...said })
  const sam = login.split('@')[0]
  return [
    `!iam-create-user using="${instance}" user-profile=\`${profile}\``,
    ...(pwdSet ? [`!ad-set-new-password using="${instance}" username="${sam}" password="${PASSWORD}"`] : []),
    ...(enabled ? [`!ad-enable-account using="${instance}" username="${sam}"`] : []),
  ]
}

/** The accounts that an instance keeps, by login: `active` for the bit, the manager's login for the id. */
export function accountsIn(context: JsonObject): JsonObject {
  const accounts = (context.accounts ?? {}) as Record<string, JsonObject>
  const loginOf = (account: JsonObject | undefined): Json => account?.userPrincipalName ?? null
  const shown = Object.values(accounts).map(({ userAccountControl, managerId, ...account }) => ({
    ...account,
    active: (Number(userAccountControl) & ACCOUNT_DISABLED) === 0,
    ...(managerId !== undefined && { manager: loginOf(accounts[String(managerId)]) }),
  }))
  return Object.fromEntries(shown.map(account => [String(loginOf(account)), account]))
}
