import type { Identity } from '../../../kit/iam/identity.ts'
import { textOf } from '../../../kit/iam/profile.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { CutList, ScimError, SeveralFound } from './errors.ts'
import { isSame, type Resource, resource, segment, versionOf } from './resource.ts'
import { collect, filtersBy, search, type Wanted } from './search.ts'
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
    if (error instanceof ScimError && error.status === 404) return undefined
    throw error
  }
}

/**
 * Finds the one user whom the identities mean, one step after the other; the first step with a hit decides: id, userName,
 * e-mail. Throws SeveralFound when a step finds two users, or when the id is that of one user and the userName of another.
 */
export async function findUser(server: Server, identities: readonly Identity[]): Promise<Found | undefined> {
  for (const { id, login, email } of identities) {
    const byId = id === undefined ? undefined : await getUser(server, id)
    if (byId && (login === undefined || isSame(byId.user.userName, login))) return byId
    const named = login === undefined ? [] : await withUserName(server, login)
    const byLogin = theOne(named, `the userName ${login}`)
    if (byId) {
      if (byLogin && byLogin.id !== byId.user.id)
        throw several([byId.user, byLogin], `the id ${id} and the userName ${login}`)
      return byId
    }
    if (byLogin) return found(byLogin)
    if (email === undefined) continue
    const look = login === undefined ? withEmail : withEmailIfPossible
    const byEmail = theOne(await look(server, email), `the e-mail ${email}`)
    if (byEmail) return found(byEmail)
    // In many applications the userName is the e-mail.
    const byBoth =
      login === undefined ? theOne(await withUserName(server, email), `the userName ${email}`) : undefined
    if (byBoth) return found(byBoth)
  }
  return undefined
}

/** The users with this userName in any case. Throws as `search` does. */
export function withUserName(server: Server, login: string, query = {}): Promise<Resource[]> {
  return search(server, byUserName(login), query)
}

function byUserName(login: string): Wanted {
  const fits = ({ userName }: Resource) => isSame(userName, login)
  return { kind: 'Users', attribute: 'userName', value: login, fits, unique: true }
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
export function withEmail(server: Server, email: string, query = {}): Promise<Resource[]> {
  const fits = (user: Resource) => emailsOf(user).some(one => isSame(one, email))
  return search(server, { kind: 'Users', attribute: 'emails.value', value: email, fits }, query)
}

/**
 * The same for somebody whom the userName did not find: where the server neither filters by e-mail nor gives all of its users
 * (AWS), that has to do. Throws as `search` does, but for CutList.
 */
export async function withEmailIfPossible(server: Server, email: string, query = {}): Promise<Resource[]> {
  try {
    return await withEmail(server, email, query)
  } catch (error) {
    if (error instanceof CutList) return []
    throw error
  }
}

/** Every e-mail of a user, the primary one first. */
export function emailsOf({ emails }: JsonObject): string[] {
  const listed = (Array.isArray(emails) ? emails : []) as (JsonObject | string | null)[]
  const isPrimary = (one: unknown) => Number((one as JsonObject | null)?.primary === true)
  return [...listed]
    .sort((one, other) => isPrimary(other) - isPrimary(one))
    .flatMap(one => textOf(typeof one === 'object' ? (one?.value as Json | undefined) : one) ?? [])
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
