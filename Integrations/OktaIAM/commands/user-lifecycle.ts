import { flag } from '../../../kit/command.ts'
import {
  clearUserSessions,
  statusAfterActivation,
  unlockUser,
  unsuspendUser,
} from '../okta/user-lifecycle.ts'
import { activateUser, deactivateUser, suspendUser } from '../okta/users.ts'
import { change } from './change.ts'
import { namedUser, userArguments } from './named.ts'
import { loginOf, statusChange } from './status-change.ts'

export const oktaUnlockUser = change({
  name: 'okta-unlock-user',
  description: 'Unlocks a user whom too many failed sign-ins have locked out. The password stays.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  args: userArguments,
  outputs: [],
  decide: (args, session) =>
    statusChange(session, 'unlock', args, {
      call: unlockUser,
      to: () => 'ACTIVE',
      told: login => `### ${login} unlocked`,
    }),
})

export const oktaDeactivateUser = change({
  name: 'okta-deactivate-user',
  description: 'Deactivates a user. The user loses every application; group memberships stay.',
  effect: 'destroy',
  scopes: ['okta.users.manage'],
  args: userArguments,
  outputs: [],
  decide: (args, session) =>
    statusChange(session, 'deactivate', args, {
      call: deactivateUser,
      to: () => 'DEPROVISIONED',
      told: login => `### User ${login} deactivated`,
    }),
})

export const oktaActivateUser = change({
  name: 'okta-activate-user',
  description: 'Activates a user who is staged or deactivated.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  args: {
    ...userArguments,
    sendEmail: flag({
      description:
        'Whether Okta mails the user the activation link. Without it okta-set-password finishes the activation.',
      defaultValue: 'true',
    }),
  },
  outputs: [],
  decide: (args, session) =>
    statusChange(session, 'activate', args, {
      call: id => activateUser(id, args.sendEmail),
      to: statusAfterActivation,
      told: (login, status) =>
        status === 'ACTIVE'
          ? `### ${login} is active now`
          : `### ${login} is activated and has to set a password (status ${status})`,
    }),
})

export const oktaSuspendUser = change({
  name: 'okta-suspend-user',
  description: 'Suspends an active user, who keeps groups and applications. okta-unsuspend-user undoes it.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  args: userArguments,
  outputs: [],
  decide: (args, session) =>
    statusChange(session, 'suspend', args, {
      call: suspendUser,
      to: () => 'SUSPENDED',
      told: login => `### ${login} status is Suspended`,
    }),
})

export const oktaUnsuspendUser = change({
  name: 'okta-unsuspend-user',
  description: 'Brings a suspended user back. It activates nobody else.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  args: userArguments,
  outputs: [],
  decide: (args, session) =>
    statusChange(session, 'unsuspend', args, {
      call: unsuspendUser,
      to: () => 'ACTIVE',
      told: login => `### ${login} is no longer SUSPENDED`,
    }),
})

export { oktaDeleteUser } from './delete-user.ts'

export const oktaClearUserSessions = change({
  name: 'okta-clear-user-sessions',
  description: 'Ends every Okta session of a user, who has to sign in again everywhere.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  args: {
    ...userArguments,
    revokeTokens: flag({
      description:
        'Whether the OAuth and OpenID Connect tokens that were given out for the user are revoked too.',
      defaultValue: 'false',
    }),
  },
  outputs: [],
  async decide(args, session) {
    const user = await namedUser(session, args)
    const tokens = args.revokeTokens ? ', and the tokens of the user were revoked' : ''
    return {
      target: loginOf(user),
      calls: [clearUserSessions(user.id, args.revokeTokens)],
      done: () => ({
        readable: `### User session was cleared for: ${loginOf(user)}${tokens}`,
        contents: user,
      }),
    }
  },
})
