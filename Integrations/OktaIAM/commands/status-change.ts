import type { Result } from '../../../kit/command.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { Json } from '../../../kit/wire.ts'
import type { Call } from '../okta/client.ts'
import type { OktaError } from '../okta/errors.ts'
import type { Status } from '../okta/statuses.ts'
import { type Operation, verdict } from '../okta/transitions.ts'
import type { User } from '../okta/users.ts'
import type { Session } from '../session.ts'
import type { Change } from './change.ts'
import { namedUser } from './named.ts'
import { readBack } from './read-back.ts'

export interface Asked {
  readonly userId?: string | undefined
  readonly username?: string | undefined
}

/** How the people of the org know a user. */
export const loginOf = ({ id, profile }: User): string =>
  typeof profile.login === 'string' ? profile.login : id

/**
 * The user, and whether the status allows what is wanted: a text when it is so already (quirk V15), undefined when the call
 * is to be sent. Throws Refusal, with the status in its facts, when Okta would refuse (quirk S4), and as `namedUser` does.
 */
export async function allowedFor(
  session: Session,
  operation: Operation,
  asked: Asked,
): Promise<{ user: User; login: string; already?: string }> {
  const user = await namedUser(session, asked)
  const login = loginOf(user)
  const found = verdict(operation, user.status, login)
  if ('refused' in found) throw new Refusal(found.refused, { user: login, id: user.id, status: user.status })
  return { user, login, ...('already' in found && { already: found.already }) }
}

/** Nothing to do, as a change: the same text for the plan and for the run. */
export const nothingToDo = (target: string, told: string, contents: Json, from?: Json): Change => ({
  target,
  calls: [],
  reason: told,
  ...(from !== undefined && { from, to: from }),
  done: () => ({ readable: told, contents }),
})

/**
 * One call that takes a user into another status. The user is read back, so that the entry tells the status that Okta has
 * and not the one that was hoped for.
 */
export async function statusChange(
  session: Session,
  operation: Operation,
  asked: Asked,
  change: {
    readonly call: (id: string) => Call
    readonly to: (user: User) => Status
    readonly told: (login: string, status: Status) => string
  },
): Promise<Change> {
  const { user, login, already } = await allowedFor(session, operation, asked)
  if (already !== undefined) return nothingToDo(login, already, user, user.status)
  const to = change.to(user)
  let foundSo: string | undefined
  return {
    target: login,
    from: user.status,
    to,
    calls: [change.call(user.id)],
    isDone: async refusal => {
      foundSo = await alreadySo(session, operation, user, refusal)
      return foundSo !== undefined
    },
    async done(): Promise<Result> {
      const now = await readBack(session.users, user)
      const told = foundSo ?? change.told(login, now?.status ?? to)
      return { readable: told, contents: now ?? { id: user.id, status: to } }
    },
  }
}

/** Codes that Okta refuses a call with because of the user's status; an older one for deactivate is "not found" (U1). */
const BY_STATUS: ReadonlySet<string> = new Set(['E0000001', 'E0000007', 'E0000016', 'E0000032', 'E0000038'])

/** Why a refused call was not needed: somebody else was faster. The user's status decides, not the code. */
async function alreadySo(
  { users }: Session,
  operation: Operation,
  user: User,
  { code }: OktaError,
): Promise<string | undefined> {
  if (!BY_STATUS.has(code)) return undefined
  const now = await readBack(users, user)
  if (!now) return undefined
  const login = loginOf(now)
  // Only Okta knows whether an ACTIVE user is blocked from unknown devices.
  if (operation === 'unlock' && now.status === 'ACTIVE')
    return `User ${login} is already unlocked (status ACTIVE).`
  const found = verdict(operation, now.status, login)
  return 'already' in found ? found.already : undefined
}
