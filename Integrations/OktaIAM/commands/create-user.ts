import { flag, list, text } from '../../../kit/command.ts'
import { InputError } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { NOT_FOUND } from '../okta/errors.ts'
import { groupsOf } from '../okta/groups.ts'
import { statusAfterActivation } from '../okta/user-lifecycle.ts'
import { activateUser, createUser, type User, user } from '../okta/users.ts'
import type { Session } from '../session.ts'
import { type Change, change } from './change.ts'
import { NEW_ID } from './plan.ts'
import { readBack } from './read-back.ts'
import { holderOf, takenLogin } from './taken-login.ts'
import { credentialArguments, credentialsOf, profileArguments, profileOf } from './user-profile-arguments.ts'
import { ACCOUNT, ACCOUNT_OUTPUTS, accountOf, usersReadable } from './user-table.ts'

export const oktaCreateUser = change({
  name: 'okta-create-user',
  description: 'Creates a user. It is staged unless activate is true.',
  effect: 'change',
  scopes: ['okta.groups.read', 'okta.users.manage'],
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
    }),
    sendEmail: flag({
      description:
        'With activate=true: whether Okta sends the activation e-mail to a user without a password. Absent means true.',
    }),
  },
  outputs: ACCOUNT_OUTPUTS,
  async decide(args, session: Session) {
    const { login, groupIds, activate = false, sendEmail = true } = args
    const profile = profileOf(args)
    const credentials = credentialsOf(args)
    const other = await holderOf(session, login)
    if (other && activate && isStagedSo(other, profile)) return activation(session, other, sendEmail)
    if (other)
      throw takenLogin(login, other, 'change that user with okta-update-user, or give another login.')
    await refuseUnknownGroups(session, groupIds)
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
      calls: [createUser(body, query), ...(isQuiet ? [activateUser(NEW_ID, false)] : [])],
      steps: ['created the user', 'activated the user'],
      async done([answer]) {
        const created = user(answer, 'POST /api/v1/users')
        const now = isQuiet ? await readBack(session.users, created) : created
        return shown(`Okta User Created: ${login}:`, created, now)
      },
    }
  },
})

const UNREAD = 'It was done, but reading the user back failed; this is the user as before the activation.'

/** The user after the command, or when that could not be read, as it was known last. */
function shown(title: string, known: User, now: User | undefined) {
  const one = now ?? known
  const table = usersReadable(title, [one])
  return {
    readable: now ? table : [table, UNREAD].flat(),
    contents: one,
    context: { [ACCOUNT]: accountOf(one) },
  }
}

/** As a run leaves a user that stopped between creating and activating: STAGED, with all that is given of the profile. */
function isStagedSo({ status, profile }: User, wanted: JsonObject): boolean {
  return status === 'STAGED' && Object.entries(wanted).every(([name, value]) => profile[name] === value)
}

function activation({ users }: Session, staged: User, sendEmail: boolean): Change {
  const login = String(staged.profile.login)
  const reason = `User ${login} exists, STAGED and with this profile, as a run leaves it that stopped half-way; it is only activated, its credentials and groups stay.`
  return {
    target: login,
    from: staged.status,
    to: statusAfterActivation(staged),
    reason,
    calls: [activateUser(staged.id, sendEmail)],
    done: async () => {
      const result = shown(`Okta User Activated: ${login}:`, staged, await readBack(users, staged))
      return { ...result, readable: [result.readable, reason].flat() }
    },
  }
}

const MOST_GROUPS = 20

/** Okta creates nobody when one of the groups does not exist (E0000007). Throws InputError naming it. */
async function refuseUnknownGroups({ client }: Session, ids: readonly string[] = []): Promise<void> {
  // More than Okta takes (E0000093) need no look-up: Okta says so.
  if (ids.length > MOST_GROUPS) return
  const groups = groupsOf(client)
  const found = await Promise.all(ids.map(id => groups.get(id)))
  const missing = ids.filter((_, index) => !found[index])
  if (missing.length)
    throw new InputError(
      `No group has the id ${missing.map(id => JSON.stringify(id)).join(', ')} (groupIds); okta-list-groups gives the ids.`,
      { errorCode: NOT_FOUND },
    )
}

/** https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/ (create user, activate=true) */
function activatedStatus(credentials: JsonObject | undefined): string {
  const { type } = (credentials?.provider ?? {}) as { type?: string }
  return credentials?.password || type === 'FEDERATION' || type === 'SOCIAL' ? 'ACTIVE' : 'PROVISIONED'
}
