import { command, flag } from '../../../kit/command.ts'
import { iamOutputs, iamResult } from '../../../kit/iam/outcome.ts'
import { askedOf, userProfileArgument } from '../../../kit/iam/profile-argument.ts'
import { NO_SUCH_USER } from '../../../kit/iam/switches.ts'
import type { Session } from '../session.ts'
import { findSurely, otherById } from './finding.ts'
import { identitiesOf, toUserProfile } from './profile.ts'
import { asOutcome, type Outcome, provision } from './provision.ts'
import { accountOf, SCIM } from './words.ts'

const outputs = iamOutputs(SCIM)
const allowEnable = flag({
  description: 'Whether an inactive user may be made active, and a new one be active. Absent means true.',
})

export const iamGetUser = command({
  name: 'iam-get-user',
  description:
    'Retrieves a single user: by id, userName or e-mail of the user profile, whichever finds one first.',
  effect: 'read',
  args: { 'user-profile': userProfileArgument },
  outputs,
  async run({ 'user-profile': profile }, session: Session) {
    const outcome = await asOutcome('get', async (): Promise<Outcome> => {
      const identities = await identitiesOf(session, profile)
      const found = await findSurely(session, identities, 'get')
      const other = found && otherById(found.user, identities)
      if (other !== undefined) return { action: 'get', success: false, errorCode: '', errorMessage: other }
      // HTTP's number: playbooks test for 404.
      if (!found) return { action: 'get', success: false, errorCode: 404, errorMessage: NO_SUCH_USER }
      return { action: 'get', success: true, user: found.user }
    })
    const asked = askedOf(session.host, profile)
    const read = outcome.user && (await toUserProfile(session, outcome.user))
    return iamResult(outcome, read ? { ...asked, userProfile: read } : asked, accountOf)
  },
})

export const iamCreateUser = command({
  name: 'iam-create-user',
  description: 'Creates the user that the profile describes, or updates the user when it exists.',
  effect: 'change',
  args: { 'user-profile': userProfileArgument, 'allow-enable': allowEnable },
  outputs,
  run: (args, session: Session) =>
    provision(session, 'create', args['user-profile'], { allowEnable: args['allow-enable'] }),
})

export const iamUpdateUser = command({
  name: 'iam-update-user',
  description:
    'Updates the user with the attributes of the profile that differ; makes an inactive one active, creates a missing one.',
  effect: 'change',
  args: {
    'user-profile': userProfileArgument,
    'allow-enable': allowEnable,
    'create-if-not-exists': flag({
      description:
        'Whether a missing user is created. Absent means as the instance parameter of that name says.',
    }),
  },
  outputs,
  run: (args, session: Session) =>
    provision(session, 'update', args['user-profile'], {
      allowEnable: args['allow-enable'],
      createIfNotExists: args['create-if-not-exists'],
    }),
})

export const iamDisableUser = command({
  name: 'iam-disable-user',
  description: 'Makes the user inactive (active: false). Nothing is deleted.',
  effect: 'destroy',
  args: { 'user-profile': userProfileArgument },
  outputs,
  run: (args, session: Session) => provision(session, 'disable', args['user-profile']),
})
