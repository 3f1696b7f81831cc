import type { Result } from '../../../kit/command.ts'
import { iamResult, type Outcome as OutcomeOf } from '../../../kit/iam/outcome.ts'
import { askedOf } from '../../../kit/iam/profile-argument.ts'
import { UP_TO_DATE, type Wanted } from '../../../kit/iam/switches.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import type { Plan, Switches } from '../iam/lifecycle.ts'
import { accountOf } from '../iam/words.ts'
import { ConnectionError, OktaError, RateLimitError, SeveralUsersError } from '../okta/errors.ts'
import type { User } from '../okta/users.ts'
import type { Params, Session } from '../session.ts'
import { carryOut, type Progress } from './carry-out.ts'
import { decide } from './decide.ts'
import { provisionPlan } from './provision-plan.ts'
import { readBack } from './read-back.ts'

export type Outcome = OutcomeOf<User>

/** Finds the person once, decides once, acts, reads back: the whole of every changing iam-*-user command. */
export async function provision(
  session: Session,
  wanted: Wanted,
  profile: JsonObject,
  given: {
    readonly allowEnable?: boolean | undefined
    readonly createIfNotExists?: boolean | undefined
    readonly dryRun?: boolean | undefined
  },
): Promise<Result> {
  const switches = switchesOf(session.params, given)
  if (given.dryRun) return provisionPlan(session, wanted, profile, switches)
  const outcome = await asOutcome(wanted, async () => {
    const { decided, found } = await decide(session, wanted, profile, switches)
    if (!decided.steps.length) return skipped(decided, found)
    return finish(session, decided, found, await carryOut(session, decided, profile, found))
  })
  return iamResult(outcome, askedOf(session.host, profile), accountOf)
}

/** Okta's refusals are results; anything that is no answer of Okta's goes on as an exception. */
export async function asOutcome(
  action: Outcome['action'],
  attempt: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await attempt()
  } catch (error) {
    const failed = failureOf(error)
    if (error instanceof SeveralUsersError && action !== 'get') failed.errorMessage += ' Nothing was changed.'
    return { action, success: false, ...failed }
  }
}

function switchesOf(params: Params, given: Parameters<typeof provision>[3]): Switches {
  const legacy = params['enable-disable-user-enabled']
  return {
    mayCreate: params['create-user-enabled'],
    mayUpdate: params['update-user-enabled'],
    mayEnable: legacy && params['enable-user-enabled'],
    mayDisable: legacy && params['disable-user-enabled'],
    createIfNotExists: given.createIfNotExists ?? params['create-if-not-exists'],
    allowEnable: given.allowEnable,
    disableBy: params['disable-by'],
  }
}

function skipped({ action, reason, refused }: Plan, user: User | undefined): Outcome {
  const about = { action, ...(user && { user }) }
  if (refused) return { ...about, success: false, errorCode: '', errorMessage: reason ?? '' }
  return { ...about, success: true, skipped: true, ...(reason !== undefined && { reason }) }
}

/** Reads the user back, so that `active` and `details` tell what is and not what was (quirks U8, U9). */
async function finish(
  { users }: Session,
  decided: Plan,
  found: User | undefined,
  progress: Progress,
): Promise<Outcome> {
  const { done, failure, user } = progress
  if (failure !== undefined) return halfDone(decided, progress, await readBack(users, user))
  const { action, reason } = decided
  if (!done.length && found) {
    // Only an update that has nothing to send takes no step and meets no failure.
    const told = [UP_TO_DATE, reason].filter(Boolean).join(' ')
    return skipped({ action, steps: [], reason: told }, found)
  }
  const now = await readBack(users, user)
  const unread = now === undefined ? 'It was done, but reading the user back failed.' : undefined
  const told = [reason, unread].filter(Boolean).join(' ')
  return { action, success: true, ...(now && { user: now }), ...(told && { reason: told }) }
}

/** A plan that stopped: what was done stays done and is named, and a later run goes on from there (quirk U2). */
function halfDone({ action, steps }: Plan, { done, failure }: Progress, user: User | undefined): Outcome {
  const failed = failureOf(failure)
  const left = steps.slice(done.length)
  const told = done.length
    ? `Done: ${done.join(', ')}. Not done: ${left.join(', ')}; run the command again to go on. ${failed.errorMessage}`
    : failed.errorMessage
  return { action, success: false, ...(user && { user }), ...failed, errorMessage: told }
}

function failureOf(error: unknown): { errorCode: string; errorMessage: string; failed?: true } {
  if (error instanceof RateLimitError)
    return { errorCode: error.code, errorMessage: error.message, failed: true }
  if (error instanceof OktaError) return { errorCode: error.code, errorMessage: error.message }
  if (error instanceof ConnectionError || error instanceof SeveralUsersError)
    return { errorCode: '', errorMessage: error.message }
  throw error
}
