import type { Result } from '../../../kit/command.ts'
import { type How, type Identity, ofFoundByEmail } from '../../../kit/iam/identity.ts'
import { iamResult, type Outcome as OutcomeOf } from '../../../kit/iam/outcome.ts'
import { askedOf } from '../../../kit/iam/profile-argument.ts'
import { isForbidden, type Switches, UP_TO_DATE, type Wanted } from '../../../kit/iam/switches.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { ScimError } from '../scim/errors.ts'
import type { Resource } from '../scim/resource.ts'
import { type Found, isActive } from '../scim/users.ts'
import type { Params, Session } from '../session.ts'
import { plan, type UserPlan } from '../wanted/plan.ts'
import { failureOf } from './failure.ts'
import { findSurely, otherById } from './finding.ts'
import { identitiesOf, personOf } from './profile.ts'
import { changeUser, createUser } from './user-changes.ts'
import { accountOf } from './words.ts'

export type Outcome = OutcomeOf<Resource>

/** What a call of a command says beside the profile. */
export interface Given {
  readonly allowEnable?: boolean | undefined
  readonly createIfNotExists?: boolean | undefined
}

/** Finds the person, decides, acts: the whole of every changing iam-*-user command. */
export async function provision(
  session: Session,
  wanted: Wanted,
  profile: JsonObject,
  given: Given = {},
): Promise<Result> {
  const switches = switchesOf(session.params, given)
  const outcome = await asOutcome(wanted, () =>
    unlessChanged(() => attempt(session, wanted, profile, switches)),
  )
  return iamResult(outcome, askedOf(session.host, profile), accountOf)
}

/** What the server refuses is an outcome; what the caller got wrong, or we, goes on as an exception. */
export async function asOutcome(
  action: Outcome['action'],
  attempted: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await attempted()
  } catch (error) {
    return { action, success: false, ...failureOf(error) }
  }
}

const MOST_ATTEMPTS = 3

/** Somebody else has changed the user since it was read (412, RFC 7644 §3.14): it is read and decided anew. */
export async function unlessChanged<T>(attempted: () => Promise<T>): Promise<T> {
  for (let left = MOST_ATTEMPTS - 1; ; left -= 1) {
    try {
      return await attempted()
    } catch (error) {
      if (!(error instanceof ScimError) || error.status !== 412) throw error
      if (left > 0) continue
      error.message = `It was changed by somebody else ${MOST_ATTEMPTS} times while this was going on; run the command again. ${error.message}`
      throw error
    }
  }
}

async function attempt(
  session: Session,
  wanted: Wanted,
  profile: JsonObject,
  switches: Switches,
): Promise<Outcome> {
  if (isForbidden(wanted, switches)) return skipped(plan(wanted, undefined, switches), undefined)
  const identities = await identitiesOf(session, profile)
  const found = await findSurely(session, identities, wanted)
  const other = found && otherById(found.user, identities)
  if (other !== undefined) return { action: wanted, success: false, errorCode: '', errorMessage: other }
  const decided = plan(wanted, found && isActive(found.user), switches)
  // An id of which the names are not the profile's has to be as sure as an e-mail.
  const names = identities.map(({ id: _, ...others }) => others)
  const careful: UserPlan = ofFoundByEmail(
    decided,
    found && personOf(found.user),
    names,
    howOf(found, identities),
  )
  if (!careful.steps.length) return skipped(careful, found)
  return done(session, careful, profile, found, { wanted, switches })
}

function howOf(found: Found | undefined, identities: readonly Identity[]): How | undefined {
  if (!found || !identities.some(({ id }) => id === found.user.id)) return undefined
  return { by: `its id ${found.user.id}`, advice: 'Take the id out of the profile' }
}

async function done(
  session: Session,
  decided: UserPlan,
  profile: JsonObject,
  found: Found | undefined,
  { wanted, switches }: { readonly wanted: Wanted; readonly switches: Switches },
): Promise<Outcome> {
  const { action, reason } = decided
  const about = { action, success: true, ...(reason !== undefined && { reason }) }
  if (!found) {
    const user = await createUser(session, profile, decided.isActive !== false)
    return user ? { ...about, user } : attempt(session, wanted, profile, switches)
  }
  const { user, changed, ...after } = await changeUser(session, decided, profile, found)
  const reasons = [reason, after.reason].filter(Boolean).join(' ')
  if (after.failure) return { action, success: false, user, errorCode: '', errorMessage: after.failure }
  if (changed) return { ...about, user, ...(reasons && { reason: reasons }) }
  const told = [UP_TO_DATE, reason].filter(Boolean).join(' ')
  return skipped({ action, steps: [], reason: told }, found)
}

function skipped({ action, reason, refused }: UserPlan, found: Found | undefined): Outcome {
  const about = { action, ...(found && { user: found.user }) }
  if (refused) return { ...about, success: false, errorCode: '', errorMessage: reason ?? '' }
  return { ...about, success: true, skipped: true, ...(reason !== undefined && { reason }) }
}

function switchesOf(params: Params, given: Given): Switches {
  return {
    mayCreate: params['create-user-enabled'],
    mayUpdate: params['update-user-enabled'],
    mayEnable: params['enable-user-enabled'],
    mayDisable: params['disable-user-enabled'],
    createIfNotExists: given.createIfNotExists ?? params['create-if-not-exists'],
    allowEnable: given.allowEnable,
  }
}
