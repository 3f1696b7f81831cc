import { emailsOf } from './emails.ts'
import type { Resource } from './resource.ts'
import { isActive } from './users.ts'

interface UserId {
  readonly id: string
  readonly active: boolean
  readonly userName: string | null
  /** A userName is one user's alone; an e-mail may have been given on. */
  readonly by: 'userName' | 'email'
}

/** Who has which login. */
export interface UserIds {
  readonly users: ReadonlyMap<string, UserId>
  /** Whom surely nobody is. */
  readonly missing: readonly string[]
  /** Whom several users are, with their ids. */
  readonly twice: ReadonlyMap<string, readonly string[]>
  /** Of whom the server did not tell enough. */
  readonly unknown: readonly string[]
  /** Why it did not; '' when it did. */
  readonly why: string
}

/** What was read of the users so far. */
export interface Read {
  readonly users: Resource[]
  /** The logins that were looked up by userName and by e-mail. */
  readonly asked: Set<string>
  /** Whether these are all of the users. */
  isWhole: boolean
  /** Why they are not, when they should be. */
  why: string
}

/**
 * Which login is whose, as far as these users tell: by userName at once, by e-mail only of whom all is known, for somebody not
 * read yet may have the userName or the same e-mail.
 */
export function settled(logins: readonly string[], { users: read, asked, isWhole, why }: Read): UserIds {
  const byName = indexed(read, ({ userName }) => (typeof userName === 'string' ? [userName] : []))
  const byEmail = indexed(read, emailsOf)
  const users = new Map<string, UserId>()
  const missing: string[] = []
  const twice = new Map<string, readonly string[]>()
  const unknown: string[] = []
  for (const login of logins) {
    const key = keyOf(login)
    const named = byName.get(key)
    const holders = named ?? (login.includes('@') ? byEmail.get(key) : undefined)
    const [user] = holders?.values() ?? []
    if (!named && !isWhole && !asked.has(login)) unknown.push(login)
    else if (!user) missing.push(login)
    else if (holders && holders.size > 1) twice.set(login, [...holders.keys()])
    else users.set(login, userIdOf(user, named ? 'userName' : 'email'))
  }
  return { users, missing, twice, unknown, why: unknown.length ? why : '' }
}

function userIdOf(user: Resource, by: UserId['by']): UserId {
  const { id, userName } = user
  return { id, active: isActive(user), userName: typeof userName === 'string' ? userName : null, by }
}

/** Logins are compared without their case and the blanks around them. */
export const keyOf = (login: string) => login.trim().toLowerCase()

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
