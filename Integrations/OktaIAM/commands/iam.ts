import { command, flag } from '../../../kit/command.ts'
import { iamOutputs, iamResult } from '../../../kit/iam/outcome.ts'
import { askedOf, userProfileArgument } from '../../../kit/iam/profile-argument.ts'
import { NO_SUCH_USER } from '../../../kit/iam/switches.ts'
import { accountOf, OKTA } from '../iam/words.ts'
import { findUser } from '../okta/find-user.ts'
import type { Session } from '../session.ts'
import { dryRun, PLAN_OUTPUTS } from './plan.ts'
import { identitiesOf, toUserProfile } from './profile-argument.ts'
import { asOutcome, type Outcome, provision } from './provision.ts'

const IAM_OUTPUTS = iamOutputs(OKTA)

const allowEnable = flag({
  description:
    'Whether the user may be activated. Absent means true for a new and for a deprovisioned user; a staged user is activated by iam-update-user only when this is given as true.',
})

export const iamGetUser = command({
  name: 'iam-get-user',
  description:
    'Retrieves a single user: by id, login or e-mail of the user profile, whichever finds one first.',
  effect: 'read',
  scopes: ['okta.users.read'],
  args: { 'user-profile': userProfileArgument },
  outputs: IAM_OUTPUTS,
  async run({ 'user-profile': profile }, session: Session) {
    const outcome = await asOutcome('get', async () => {
      const user = await findUser(session.users, await identitiesOf(session, profile))
      return user ? { action: 'get', success: true, user } : notFound()
    })
    const asked = askedOf(session.host, profile)
    return iamResult(
      outcome,
      outcome.user ? { ...asked, userProfile: await toUserProfile(session, outcome.user) } : asked,
      accountOf,
    )
  },
})

export const iamCreateUser = command({
  name: 'iam-create-user',
  description:
    'Creates the user that the profile describes and activates it, or updates the user when it exists.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  args: { 'user-profile': userProfileArgument, 'allow-enable': allowEnable, 'dry-run': dryRun },
  outputs: [...IAM_OUTPUTS, ...PLAN_OUTPUTS],
  run: (args, session: Session) =>
    provision(session, 'create', args['user-profile'], {
      allowEnable: args['allow-enable'],
      dryRun: args['dry-run'],
    }),
})

export const iamUpdateUser = command({
  name: 'iam-update-user',
  description:
    'Updates the user with the attributes of the profile that differ; enables a deprovisioned one, creates a missing one.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  args: {
    'user-profile': userProfileArgument,
    'allow-enable': allowEnable,
    'create-if-not-exists': flag({
      description:
        'Of the older pack: whether a missing user is created. Absent means as the instance parameter of that name says.',
      deprecated: true,
    }),
    'dry-run': dryRun,
  },
  outputs: [...IAM_OUTPUTS, ...PLAN_OUTPUTS],
  run: (args, session: Session) =>
    provision(session, 'update', args['user-profile'], {
      allowEnable: args['allow-enable'],
      createIfNotExists: args['create-if-not-exists'],
      dryRun: args['dry-run'],
    }),
})

export const iamDisableUser = command({
  name: 'iam-disable-user',
  description:
    'Disables the user: deactivates it, or suspends it when the instance parameter "Disable by" says so.',
  effect: 'destroy',
  scopes: ['okta.users.manage'],
  args: { 'user-profile': userProfileArgument, 'dry-run': dryRun },
  outputs: [...IAM_OUTPUTS, ...PLAN_OUTPUTS],
  run: (args, session: Session) =>
    provision(session, 'disable', args['user-profile'], { dryRun: args['dry-run'] }),
})

export const iamEnableUser = command({
  name: 'iam-enable-user',
  description:
    'Of the older pack, use iam-update-user with allow-enable=true: enables a deprovisioned user and updates its profile.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  deprecated: true,
  args: {
    'user-profile': userProfileArgument,
    'create-if-not-exists': flag({
      description: 'Whether a missing user is created.',
      defaultValue: 'true',
    }),
    'dry-run': dryRun,
  },
  outputs: [...IAM_OUTPUTS, ...PLAN_OUTPUTS],
  run: (args, session: Session) =>
    provision(session, 'enable', args['user-profile'], {
      createIfNotExists: args['create-if-not-exists'],
      dryRun: args['dry-run'],
    }),
})

/** HTTP's number, not Okta's code: playbooks of the original pack test for 404 (quirks §8, point 4). */
function notFound(): Outcome {
  return { action: 'get', success: false, errorCode: 404, errorMessage: NO_SUCH_USER }
}
