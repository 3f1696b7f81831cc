import type { JsonObject } from '../../../kit/wire.ts'

interface Account {
  readonly id: string
  readonly active: boolean
  readonly emails?: string[]
}

/** What scim-get-user-ids answers: a userName is one account's, an e-mail may be that of several. */
export function userIds(
  accounts: ReadonlyMap<string, Account>,
  logins: readonly string[],
  untold: ReadonlySet<string>,
): JsonObject {
  const users: [string, JsonObject][] = []
  const twiceIds: [string, string[]][] = []
  const missing: string[] = []
  for (const login of logins.filter(one => !untold.has(one))) {
    const own = accounts.get(login)
    const holders = own ? [] : [...accounts].filter(([, { emails = [] }]) => emails.includes(login))
    const [userName, account] = own ? [login, own] : (holders[0] ?? [])
    if (holders.length > 1) twiceIds.push([login, holders.map(([, { id }]) => id)])
    else if (account === undefined || userName === undefined) missing.push(login)
    else
      users.push([
        login,
        { id: account.id, active: account.active, userName, by: own ? 'userName' : 'email' },
      ])
  }
  return {
    users: Object.fromEntries(users),
    missing,
    twice: twiceIds.map(([login]) => login),
    twiceIds: Object.fromEntries(twiceIds),
    unknown: logins.filter(one => untold.has(one)),
  }
}
