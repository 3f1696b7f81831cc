import type { Identity } from '../../../kit/iam/identity.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { emailsOf } from './emails.ts'
import { isAbsent, SeveralFound, UnpagedList } from './errors.ts'
import { isSame, type Resource, resource, segment, versionOf } from './resource.ts'
import { collect, filtersBy, hasUserName, search, type Wanted } from './search.ts'
import type { Server } from './server.ts'

/** A user, and the version from which a change to it is decided; undefined when the server keeps none. */
export interface Found {
  readonly user: Resource
  readonly version: string | undefined
}

/** The user with this id; undefined when there is none. Throws as `Client.get` does. */
export async function getUser({ client }: Server, id: string): Promise<Found | undefined> {
  try {
    const { value, etag, place } = await client.get(`/Users/${segment(id)}`)
    const user = resource(value, place)
    return { user, version: versionOf(user, etag) }
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

/**
 * Finds the one user whom the identities mean, one step after the other; the first step with a hit decides: id, userName,
 * e-mail. `isLenient` takes nobody for found where neither filter nor list can tell. Throws SeveralFound when a step
 * finds two users, or when the id is that of one user and the userName of another.
 */
export async function findUser(
  server: Server,
  identities: readonly Identity[],
  isLenient = false,
): Promise<Found | undefined> {
  const find = (look: typeof withEmail, value: string) =>
    isLenient ? ifPossible(look(server, value)) : look(server, value)
  for (const { id, login, email } of identities) {
    const byId = id === undefined ? undefined : await getUser(server, id)
    if (byId && (login === undefined || isSame(byId.user.userName, login))) return byId
    const named = login === undefined ? [] : await find(withUserName, login)
    const byLogin = theOne(named, `the userName ${login}`)
    if (byId) {
      if (byLogin && byLogin.id !== byId.user.id)
        throw several([byId.user, byLogin], `the id ${id} and the userName ${login}`)
      return byId
    }
    if (byLogin) return found(byLogin)
    if (email === undefined) continue
    const reached = await (login === undefined ? withEmail(server, email) : find(withEmail, email))
    const byEmail = theOne(reached, `the e-mail ${email}`)
    if (byEmail) return found(byEmail)
    // In many applications the userName is the e-mail.
    const byBoth =
      login === undefined ? theOne(await withUserName(server, email), `the userName ${email}`) : undefined
    if (byBoth) return found(byBoth)
  }
  return undefined
}

/** The users with this userName in any case. Throws as `search` does. */
function withUserName(server: Server, login: string): Promise<Resource[]> {
  return search(server, byUserName(login))
}

export function byUserName(login: string): Wanted {
  return { kind: 'Users', attributes: ['userName'], value: login, fits: hasUserName(login), unique: true }
}

/**
 * Whether the server's filter has overlooked who has this userName, as one that minds the case of letters does; from then on
 * the list is read instead. Throws as `search` does.
 */
export async function isOverlooked(server: Server, login: string): Promise<boolean> {
  if (!(await filtersBy(server, 'userName'))) return false
  const [hidden] = await collect(server, byUserName(login), {})
  if (hidden) (await server.knowledge()).refusedFilters.add('Users userName')
  return hidden !== undefined
}

/** The users with this e-mail in any case. Throws as `search` does. */
function withEmail(server: Server, email: string): Promise<Resource[]> {
  return search(server, byEmail(email))
}

export function byEmail(email: string): Wanted {
  return { kind: 'Users', attributes: ['emails.value'], value: email, fits: hasEmail(email) }
}

/** By both at once, where filters take `or`. */
export function byEither(login: string): Wanted {
  const [isNamed, isReached] = [hasUserName(login), hasEmail(login)]
  const fits = (user: Resource) => isNamed(user) || isReached(user)
  return { kind: 'Users', attributes: ['userName', 'emails.value'], value: login, fits }
}

function hasEmail(email: string) {
  return (user: Resource) => emailsOf(user).some(one => isSame(one, email))
}

/**
 * Where the server neither filters so nor pages its list (AWS has no filter by e-mail), that nobody was found has to do for who
 * creates: the userName is unique, and the server's own 409 guards it.
 */
async function ifPossible(looked: Promise<Resource[]>): Promise<Resource[]> {
  try {
    return await looked
  } catch (error) {
    if (error instanceof UnpagedList) return []
    throw error
  }
}

/** RFC 7643 §4.1.1 leaves open what absent means; products take it for an active user. */
export function isActive({ active }: JsonObject): boolean {
  return active !== false && active !== 'false' && active !== 'False'
}

function found(user: Resource): Found {
  return { user, version: versionOf(user) }
}

function theOne(users: readonly Resource[], what: string): Resource | undefined {
  const distinct = [...new Map(users.map(user => [user.id, user])).values()]
  if (distinct.length > 1) throw several(distinct, what)
  return distinct[0]
}

function several(users: readonly Resource[], what: string): SeveralFound {
  const who = users.map(({ id, userName }) => `${id} (${String(userName)})`).join(', ')
  return new SeveralFound(
    `Several users answer to ${what}: ${who}; give the "id" of the one you mean. Nothing was changed.`,
    { ids: users.map(({ id }) => id) },
  )
}
