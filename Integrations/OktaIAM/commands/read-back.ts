import { ConnectionError, OktaError } from '../okta/errors.ts'
import type { User, Users } from '../okta/users.ts'

/** What is read after a change; undefined when reading fails, which must not look like a change that failed. */
export async function tolerated<T>(read: () => Promise<T>): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await read() }
  } catch (error) {
    if (error instanceof OktaError || error instanceof ConnectionError) return undefined
    throw error
  }
}

/** The user after a change; undefined when there is none to read, or reading fails. */
export async function readBack(users: Users, user: User | undefined): Promise<User | undefined> {
  return user && (await tolerated(() => users.get(user.id)))?.value
}
