import type { Identity } from '../../../kit/iam/identity.ts'
import { SeveralUsersError } from './errors.ts'
import { quote } from './filter.ts'
import type { User, Users } from './users.ts'

/**
 * Finds the one user whom the identities mean, one step after the other; the first step with a hit decides (quirk U6):
 * id, login, e-mail, e-mail as a login, search.
 * Throws SeveralUsersError when one step finds two different users (U5), InputError for a control character.
 */
export async function findUser(users: Users, identities: readonly Identity[]): Promise<User | undefined> {
  for (const identity of identities) {
    for (const step of steps(users, identity)) {
      const found = distinct(await step())
      if (found.length > 1) throw severalUsers(identity, found)
      if (found[0]) return found[0]
    }
  }
  return undefined
}

function steps(users: Users, { id, login, email }: Identity): (() => Promise<User[]>)[] {
  // What may be either is asked for once: Okta takes both at the same place.
  const isEither = id !== undefined && id === login && !login.includes('/')
  const isId = (user: User) => user.id === id || (isEither && equalText(user.profile.login, login))
  return [
    ...(id ? [() => got(users, id, isId)] : []),
    ...(login && !isEither ? [byLogin(users, login)] : []),
    ...(email ? [() => byEmail(users, email)] : []),
    // After the e-mail itself: in most orgs the login is the e-mail, but the one who has it as e-mail is who is meant.
    ...(email && !login ? [byLogin(users, email)] : []),
    ...(login || email ? [() => bySearch(users, login, email)] : []),
  ]
}

/**
 * Filter values are case-sensitive (U7). An e-mail in lower case means who has exactly that; any other spelling means
 * whoever has it in any case, so all of those count, and two of them are one too many.
 */
async function byEmail(users: Users, email: string): Promise<User[]> {
  const exactly = async (address: string) =>
    (await users.filter(`profile.email eq ${quote(address)}`)).filter(({ profile }) =>
      equalText(profile.email, address),
    )
  const lower = email.toLowerCase()
  if (lower === email) return exactly(email)
  return [...(await exactly(email)), ...(await exactly(lower)), ...(await bySearch(users, undefined, email))]
}

/** Okta answers a GET to short logins and `me` as well, so an answer counts only if it is the one that was meant. */
async function got(users: Users, idOrLogin: string, isMeant: (user: User) => boolean): Promise<User[]> {
  const user = await users.get(idOrLogin)
  return user && isMeant(user) ? [user] : []
}

function byLogin(users: Users, login: string): () => Promise<User[]> {
  // A login with a slash cannot be addressed by path (Okta: users API, "Get user"); the filter finds it.
  const isMeant = ({ profile }: User) => equalText(profile.login, login)
  if (login.includes('/'))
    return async () => (await users.filter(`profile.login eq ${quote(login)}`)).filter(isMeant)
  return () => got(users, login, isMeant)
}

/** Search ignores case but its index lags, so each hit is read again and must still fit. */
async function bySearch(users: Users, login: string | undefined, email: string | undefined): Promise<User[]> {
  const terms = [
    login && `profile.login eq ${quote(login)}`,
    email && `profile.email eq ${quote(email)}`,
  ].filter(Boolean)
  const fits = ({ profile }: User) => equalText(profile.login, login) || equalText(profile.email, email)
  const hits = (await users.search(terms.join(' or '))).filter(fits)
  const read = await Promise.all(hits.map(hit => users.get(hit.id)))
  return read.filter(user => user !== undefined).filter(fits)
}

function equalText(value: unknown, wanted: string | undefined): boolean {
  return typeof value === 'string' && value.toLowerCase() === wanted?.toLowerCase()
}

function distinct(users: readonly User[]): User[] {
  return [...new Map(users.map(user => [user.id, user])).values()]
}

function severalUsers({ login, email }: Identity, found: readonly User[]): SeveralUsersError {
  const who = found.map(({ id, profile }) => `${id} (${String(profile.login)})`).join(', ')
  return new SeveralUsersError(
    `More than one Okta user has the ${email ? `e-mail ${email}` : `login ${login}`}: ${who}; give the "id" or the "username" of the one you mean.`,
  )
}
