import { Refusal } from '../../../kit/errors.ts'
import { findUser } from '../okta/find-user.ts'
import type { User } from '../okta/users.ts'
import type { Session } from '../session.ts'

/** The user who has the login in any case. Okta answers to short logins as well, and those are free. */
export async function holderOf({ users }: Session, login: string): Promise<User | undefined> {
  // A login with a slash cannot be addressed by path (Okta: users API, "Get user").
  if (login.includes('/')) return findUser(users, [{ login }])
  const other = await users.get(login)
  return String(other?.profile.login).toLowerCase() === login.toLowerCase() ? other : undefined
}

/** A login that is taken is told before anything is sent, so that a dry run tells it too; with Okta's code for it. */
export function takenLogin(login: string, { id, status }: User, advice: string): Refusal {
  const told = `The login ${JSON.stringify(login)} is taken by the user ${id} (${status})`
  return new Refusal(`${told}; ${advice}`, { status: 400, errorCode: 'E0000001', errorSummary: told })
}
