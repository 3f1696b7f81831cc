import { flag, list, text } from '../../../kit/command.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { activateUser, createUser, user } from '../okta/users.ts'
import type { Session } from '../session.ts'
import { change } from './change.ts'
import { credentialArguments, credentialsOf, profileArguments, profileOf } from './user-profile-arguments.ts'
import { ACCOUNT, ACCOUNT_OUTPUTS, accountOf, usersReadable } from './user-table.ts'

export const oktaCreateUser = change({
  name: 'okta-create-user',
  description: 'Creates a user. It is staged unless activate is true.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  args: {
    firstName: text({ description: 'The given name.', required: true }),
    lastName: text({ description: 'The family name.', required: true }),
    email: text({ description: 'The primary e-mail address.', required: true }),
    login: text({ description: 'The unique name that the user signs in with.', required: true }),
    ...profileArguments,
    ...credentialArguments,
    groupIds: list({ description: 'Ids of the groups that the user joins, at most 20.' }),
    activate: flag({
      description: 'Whether the user is activated; absent means false.',
      predefined: ['true', 'false'],
    }),
    sendEmail: flag({
      description:
        'With activate=true: whether Okta sends the activation e-mail to a user without a password. Absent means true.',
      predefined: ['true', 'false'],
    }),
  },
  outputs: ACCOUNT_OUTPUTS,
  async decide(args, session: Session) {
    const { login, groupIds, activate = false, sendEmail = true } = args
    const profile = profileOf(args)
    const credentials = credentialsOf(args)
    await refuseTaken(session, login)
    const body = { profile, ...(credentials && { credentials }), ...(groupIds?.length && { groupIds }) }
    // Only the activation as a call of its own can be told to send no e-mail (quirk V20).
    const isQuiet = activate && !sendEmail
    const query = {
      activate: String(activate && !isQuiet),
      // U19: not without a provider.
      ...(credentials?.provider && { provider: 'true' }),
    }
    return {
      target: login,
      from: null,
      to: activate ? activatedStatus(credentials) : 'STAGED',
      changes: Object.fromEntries(Object.entries(profile).map(([name, value]) => [name, [null, value]])),
      calls: [createUser(body, query), ...(isQuiet ? [activateUser(login, false)] : [])],
      steps: ['created the user', 'activated the user'],
      async done([answer]) {
        const created = user(answer, 'POST /api/v1/users')
        const now = isQuiet ? ((await session.users.get(created.id)) ?? created) : created
        return {
          readable: usersReadable(`Okta User Created: ${login}:`, [now]),
          contents: now,
          context: { [ACCOUNT]: accountOf(now) },
        }
      },
    }
  },
})

/** A login that is taken is told before anything is sent, so that a dry run tells it too; with Okta's code for it. */
async function refuseTaken({ users }: Session, login: string): Promise<void> {
  const other = await users.get(login)
  // Okta answers to short logins as well, and those are free.
  if (!other || String(other.profile.login).toLowerCase() !== login.toLowerCase()) return
  const told = `The login ${JSON.stringify(login)} is taken by the user ${other.id} (${other.status})`
  throw new Refusal(`${told}; change that user with okta-update-user, or give another login.`, {
    status: 400,
    errorCode: 'E0000001',
    errorSummary: told,
  })
}

/** https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/ (create user, activate=true) */
function activatedStatus(credentials: JsonObject | undefined): string {
  const { type } = (credentials?.provider ?? {}) as { type?: string }
  return credentials?.password || type === 'FEDERATION' || type === 'SOCIAL' ? 'ACTIVE' : 'PROVISIONED'
}
