import { CutList } from './errors.ts'
import { pagesOf } from './pages.ts'
import type { Resource } from './resource.ts'
import { filtersBy } from './search.ts'
import type { Server } from './server.ts'
import { emailsOf, isActive, withEmailIfPossible, withUserName } from './users.ts'

export interface UserId {
  readonly id: string
  readonly active: boolean
}

/** Who has which login: found, nobody, or more than one. */
export interface UserIds {
  readonly users: ReadonlyMap<string, UserId>
  readonly missing: readonly string[]
  readonly twice: readonly string[]
}

const NEEDED = { attributes: 'id,userName,active,emails' }
/** For so few a look at how many users there are would cost more than it may save. */
const FEW = 3

/**
 * The users of many logins: a login is a userName, or else an e-mail. By one look-up for each or by all the pages, whichever
 * takes fewer requests, which the first page tells; without filters by the pages. Throws as `pagesOf` and `search` do.
 */
export async function userIds(server: Server, logins: readonly string[]): Promise<UserIds> {
  if (!(await filtersBy(server, 'userName'))) return sorted(logins, await everybody(server))
  if (logins.length <= FEW) return lookedUp(server, logins, [])
  for await (const { resources, total, length } of pagesOf(server, 'Users', NEEDED)) {
    const pagesLeft = total === undefined ? 0 : Math.ceil((total - length) / length)
    const first = resources.map(necessary)
    const { missing } = sorted(logins, first)
    if (pagesLeft >= missing.length) return lookedUp(server, logins, first)
    break
  }
  return byPages(server, logins)
}

/** By all the pages; when they do not give everybody, by look-ups after all. */
async function byPages(server: Server, logins: readonly string[]): Promise<UserIds> {
  try {
    return sorted(logins, await everybody(server))
  } catch (error) {
    if (!(error instanceof CutList) || !(await filtersBy(server, 'userName'))) throw error
    return lookedUp(server, logins, [])
  }
}

/** One look-up for each login that the users read so far do not have, by e-mail as well for whom the userName does not find. */
async function lookedUp(
  server: Server,
  logins: readonly string[],
  seen: readonly Resource[],
): Promise<UserIds> {
  const found = [...seen]
  for (const login of sorted(logins, seen).missing) {
    found.push(...(await withUserName(server, login, NEEDED)).map(necessary))
    // A filter that turns out to be none would have the whole list read for each of them.
    if (!(await filtersBy(server, 'userName'))) return sorted(logins, await everybody(server))
  }
  const { missing } = sorted(logins, found)
  for (const login of missing.filter(one => one.includes('@'))) {
    found.push(...(await withEmailIfPossible(server, login, NEEDED)).map(necessary))
    if (!(await filtersBy(server, 'emails.value')))
      return sorted(logins, [...found, ...(await everybodyIfPossible(server))])
  }
  return sorted(logins, found)
}

async function everybody(server: Server): Promise<Resource[]> {
  const users: Resource[] = []
  for await (const { resources } of pagesOf(server, 'Users', NEEDED)) users.push(...resources.map(necessary))
  return users
}

/** For those who were looked up by userName already, and nobody was found. */
async function everybodyIfPossible(server: Server): Promise<Resource[]> {
  try {
    return await everybody(server)
  } catch (error) {
    if (error instanceof CutList) return []
    throw error
  }
}

/** A server may send everything all the same, and there may be many thousands. */
function necessary({ id, userName = null, active = null, emails = null }: Resource): Resource {
  return { id, userName, active, emails }
}

/** Which login is whose, as far as these users tell. */
export function sorted(logins: readonly string[], read: readonly Resource[]): UserIds {
  const byName = indexed(read, ({ userName }) => (typeof userName === 'string' ? [userName] : []))
  const byEmail = indexed(read, emailsOf)
  const users = new Map<string, UserId>()
  const missing: string[] = []
  const twice: string[] = []
  for (const login of logins) {
    const key = keyOf(login)
    const holders = byName.get(key) ?? byEmail.get(key) ?? new Map<string, Resource>()
    const [user] = holders.values()
    if (!user) missing.push(login)
    else if (holders.size > 1) twice.push(login)
    else users.set(login, { id: user.id, active: isActive(user) })
  }
  return { users, missing, twice }
}

const keyOf = (name: string) => name.trim().toLowerCase()

function indexed(
  users: readonly Resource[],
  namesOf: (user: Resource) => readonly string[],
): Map<string, Map<string, Resource>> {
  const index = new Map<string, Map<string, Resource>>()
  for (const user of users)
    for (const name of namesOf(user)) {
      const key = keyOf(name)
      const holders = index.get(key) ?? new Map<string, Resource>()
      index.set(key, holders.set(user.id, user))
    }
  return index
}
