import { flag, type Result, text } from '../../../kit/command.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import type { Status } from '../okta/statuses.ts'
import { expirePassword, expirePasswordWithTempPassword } from '../okta/user-lifecycle.ts'
import { type User, updateUser, user as userOf } from '../okta/users.ts'
import { change } from './change.ts'
import { userArguments } from './named.ts'
import { readBack } from './read-back.ts'
import { allowedFor, loginOf, nothingToDo } from './status-change.ts'
import { ACCOUNT, ACCOUNT_OUTPUTS, accountOf } from './user-table.ts'

export const oktaSetPassword = change({
  name: 'okta-set-password',
  description:
    "Sets a user's password without the old one. With temporary_password=true the person has to change it at the next sign-in.",
  effect: 'destroy',
  scopes: ['okta.users.manage'],
  args: {
    ...userArguments,
    password: text({ description: 'The new password. It is shown nowhere.', required: true, secret: true }),
    temporary_password: flag({
      description: 'Whether the person has to change this very password at the next sign-in.',
      defaultValue: 'false',
    }),
  },
  outputs: [],
  async decide(args, session) {
    const temporary = args.temporary_password
    const { user, login } = await allowedFor(
      session,
      temporary ? 'set temporary password' : 'set password',
      args,
    )
    const set = updateUser(user.id, { credentials: { password: { value: args.password } } })
    return {
      target: login,
      from: user.status,
      to: temporary ? 'PASSWORD_EXPIRED' : statusWithPassword(user.status),
      // Not with Okta's tempPassword, which would replace the password just set (quirk V1).
      calls: temporary ? [set, expirePassword(user.id)] : [set],
      steps: ['set the password', 'made it temporary'],
      advice: (_, call) =>
        call
          ? `okta-expire-password username=${login} makes it temporary; or run the command again.`
          : undefined,
      async done(answers): Promise<Result> {
        const now = asUser(answers.at(-1)) ?? (await readBack(session.users, user))
        const changed = String(now?.passwordChanged ?? 'a time that Okta did not tell')
        const told = `${login} password was last changed on ${changed}`
        const next = temporary ? '. It has to be changed at the next sign-in.' : ''
        return { readable: told + next, contents: now ?? { id: user.id } }
      },
    }
  },
})

/** A password ends what waits for one (https://developer.okta.com/docs/concepts/user-lifecycle-states). */
function statusWithPassword(status: Status): Status {
  return status === 'PROVISIONED' || status === 'RECOVERY' || status === 'PASSWORD_EXPIRED'
    ? 'ACTIVE'
    : status
}

/** An answer that holds the user; Okta may answer these calls with nothing. */
function asUser(answer: unknown): User | undefined {
  return answer !== undefined && Object.keys(answer as object).length ? userOf(answer, 'POST') : undefined
}

export const oktaExpirePassword = change({
  name: 'okta-expire-password',
  description:
    "Expires a user's password, so that the person has to change it at the next sign-in. It can be replaced by a temporary one that Okta makes.",
  effect: 'destroy',
  scopes: ['okta.users.manage'],
  args: {
    ...userArguments,
    temporary_password: flag({
      description: 'Whether Okta replaces the password by a temporary one.',
      defaultValue: 'false',
    }),
    revoke_session: flag({
      description:
        'Whether the sessions of the user end too. Okta does so only together with a temporary password, so one is made, and shown to nobody unless hide_password=false.',
      defaultValue: 'false',
    }),
    hide_password: flag({
      description: 'false shows the temporary password in the entry. It never stands in the context.',
      defaultValue: 'true',
    }),
  },
  outputs: ACCOUNT_OUTPUTS,
  async decide(args, session) {
    const replaced = args.temporary_password || args.revoke_session
    const operation = replaced ? 'make temporary password' : 'expire password'
    const { user, login, already } = await allowedFor(session, operation, args)
    if (already !== undefined) {
      const nothing = nothingToDo(login, already, user, user.status)
      return {
        ...nothing,
        done: () => ({ readable: already, contents: user, context: accountContext(user) }),
      }
    }
    return {
      target: login,
      from: user.status,
      to: 'PASSWORD_EXPIRED',
      ...(replaced && args.hide_password && { reason: UNSEEN }),
      calls: [
        replaced ? expirePasswordWithTempPassword(user.id, args.revoke_session) : expirePassword(user.id),
      ],
      async done([answer]): Promise<Result> {
        const now = (replaced ? undefined : asUser(answer)) ?? (await readBack(session.users, user)) ?? user
        return expired(now, replaced ? (answer as JsonObject | undefined) : undefined, args.hide_password)
      },
    }
  },
})

const UNSEEN = 'A temporary password is made and shown to nobody; hide_password=false shows it.'
const HIDDEN = 'The temporary password is hidden; hide_password=false shows one, when it is made.'

/** Only the answer to the call knows the temporary password, so hidden means that nobody will ever see this one. */
function expired(user: User, temporary: JsonObject | undefined, hidden: boolean): Result {
  const row = {
    Username: loginOf(user),
    Status: user.status,
    PasswordChanged: user.passwordChanged ?? null,
    ...(temporary && { tempPassword: temporary.tempPassword ?? null }),
  }
  const table = { title: 'Okta Expired Password', rows: row, columns: Object.keys(row) }
  return {
    readable: temporary && hidden ? [table, HIDDEN] : table,
    contents: { ...user, ...temporary },
    context: accountContext(user),
    reveals: hidden ? [] : ['tempPassword'],
  }
}

const accountContext = (user: User): JsonObject => ({ [ACCOUNT]: accountOf(user) })

export { oktaResetPassword } from './reset-password.ts'
