import type { Json } from '../../../kit/wire.ts'
import { emailsOf } from './emails.ts'
import { CutList } from './errors.ts'
import { type Page, pagesOf } from './pages.ts'
import type { Resource } from './resource.ts'
import { filtersBy, searchByFilter, type Wanted } from './search.ts'
import type { Server } from './server.ts'
import { keyOf, type Read, settled, type UserIds } from './settled.ts'
import { tryFilters } from './trial.ts'
import { byEither, byEmail, byUserName } from './users.ts'

const NEEDED = { attributes: 'id,userName,active,emails' }
/** For so few a look at how many users there are would cost more than it may save. */
const FEW = 3

/**
 * The users of many logins: a login is a userName, or else an e-mail. By one look-up for each or by all the pages, whichever
 * takes fewer requests, which the first page tells; without filters by the pages. Throws as `pagesOf` does, but for CutList:
 * whom a list that was cut does not settle is unknown.
 */
export async function userIds(server: Server, logins: readonly string[]): Promise<UserIds> {
  const read: Read = { users: [], asked: new Set(), isWhole: false, why: '' }
  const filters = await filtersBy(server, 'userName')
  if (!filters || logins.length > FEW) {
    let pages = 0
    await readPages(server, read, page => {
      pages += 1
      return filters && pages === 1 && isDearer(page, unnamed(logins, read).length)
    })
  }
  if (!read.isWhole && filters) await lookUp(server, logins, read)
  return settled(logins, read)
}

/** Whether the pages behind the first cost at least as much as so many look-ups. */
function isDearer({ total, length }: Page, lookUps: number): boolean {
  const pagesLeft = total === undefined ? 0 : Math.ceil((total - length) / length)
  return pagesLeft > 0 && pagesLeft >= lookUps
}

/** Whose userName nobody has who was read so far. That somebody has it as an e-mail settles nothing yet. */
function unnamed(logins: readonly string[], { users }: Read): string[] {
  const named = new Set(users.map(({ userName }) => keyOf(String(userName ?? ''))))
  return logins.filter(login => !named.has(keyOf(login)))
}

/** Reads all pages, or as many as are enough; a list that is cut leaves what came. */
async function readPages(server: Server, read: Read, isEnough: (page: Page) => boolean = () => false) {
  try {
    for await (const page of pagesOf(server, 'Users', { ...NEEDED, isDoubted: true })) {
      for (const user of page.resources) read.users.push(necessary(user))
      if (isEnough(page)) return
    }
    read.isWhole = true
  } catch (error) {
    if (!(error instanceof CutList)) throw error
    read.why = error.message
  }
}

/** Looks each login up that the users read so far do not have as userName; what filters do not tell, the pages have to. */
async function lookUp(server: Server, logins: readonly string[], read: Read): Promise<void> {
  const open = unnamed(logins, read)
  if (open.length > FEW) await tryFilters(server, read.users)
  for (const login of open) {
    if (await lookedUp(server, login, read)) read.asked.add(login)
    // A filter that turns out to be none would have the whole list read for each of them.
    if (!(await filtersBy(server, 'userName'))) break
  }
  if (settled(logins, read).missing.length)
    await tryFilters(server, read.users.length ? read.users : undefined)
  if ((await server.knowledge()).foldsCase === false) read.asked.clear()
  if (unnamed(logins, read).every(login => read.asked.has(login)) || read.why !== '') return
  await readPages(server, read)
}

/** Whether filters tell who has this login, as userName and as e-mail. */
async function lookedUp(server: Server, login: string, read: Read): Promise<boolean> {
  const by = async (wanted: Wanted) => {
    const found = await searchByFilter(server, wanted, NEEDED)
    for (const user of found ?? []) read.users.push(necessary(user))
    return found !== undefined
  }
  if (!login.includes('@')) return by(byUserName(login))
  if ((await server.knowledge()).joins && (await by(byEither(login)))) return true
  if (!(await by(byUserName(login)))) return false
  return unnamed([login], read).length === 0 || by(byEmail(login))
}

/** A server may send everything all the same, and there may be many thousands. */
function necessary({ id, userName = null, active = null, ...others }: Resource): Resource {
  return { id, userName, active, emails: emailsOf(others) as Json }
}
