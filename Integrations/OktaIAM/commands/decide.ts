import { type Found, identity, ofFoundByEmail } from '../../../kit/iam/identity.ts'
import { isForbidden, type Wanted } from '../../../kit/iam/switches.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Plan, plan, type Switches } from '../iam/lifecycle.ts'
import { findUser } from '../okta/find-user.ts'
import type { User } from '../okta/users.ts'
import type { Session } from '../session.ts'
import { identitiesOf } from './profile-argument.ts'

/** Finds the person once and decides once, for the run and for the dry run alike. What a switch forbids asks nothing of Okta. */
export async function decide(
  session: Session,
  wanted: Wanted,
  profile: JsonObject,
  switches: Switches,
): Promise<{ readonly decided: Plan; readonly found: User | undefined }> {
  if (isForbidden(wanted, switches)) return { decided: plan(wanted, undefined, switches), found: undefined }
  const identities = await identitiesOf(session, profile)
  const found = await findUser(session.users, identities)
  return {
    decided: ofFoundByEmail(plan(wanted, found?.status, switches), found && personOf(found), identities),
    found,
  }
}

function personOf({ id, profile }: User): Found {
  return { ...identity(profile), id }
}
