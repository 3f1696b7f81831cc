import { changedAttributes } from '../../../kit/iam/profile.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { isActive, type Plan, type Step } from '../iam/lifecycle.ts'
import type { Call } from '../okta/client.ts'
import { OktaError } from '../okta/errors.ts'
import {
  activateUser,
  createUser,
  deactivateUser,
  suspendUser,
  type User,
  updateUser,
} from '../okta/users.ts'
import type { Session } from '../session.ts'
import { toOkta } from './profile-argument.ts'

/** How far a plan got. `user` is the last that is known of the user, `failure` what stopped it. */
export interface Progress {
  readonly user: User | undefined
  readonly done: readonly Step[]
  readonly failure?: unknown
}

/** Takes the steps of a plan in order and stops at the first that fails. Throws only what is no failure of a step. */
export async function carryOut(
  session: Session,
  plan: Plan,
  profile: JsonObject,
  found: User | undefined,
): Promise<Progress> {
  let user = found
  const done: Step[] = []
  const bodies = await bodiesOf(session, plan, profile, found)
  for (const step of plan.steps) {
    try {
      const body = bodies[step]
      if (step === 'create') user = await session.users.create(body ?? {})
      else if (!user) throw new Error(`step ${step} without a user`)
      else if (step === 'update' && !Object.keys(body ?? {}).length) continue
      else await change(session, step, user, body ?? {})
      done.push(step)
    } catch (failure) {
      return { user, done, failure }
    }
  }
  return { user, done }
}

/** Mapped before the first step, so that a mapper that fails stops everything and not half of it. */
export async function bodiesOf(session: Session, plan: Plan, profile: JsonObject, found: User | undefined) {
  const bodies: Partial<Record<Step, JsonObject>> = {}
  if (plan.steps.includes('create'))
    bodies.create = withoutNulls(await toOkta(session, profile, 'User Profile - Create'))
  if (plan.steps.includes('update') && found) {
    bodies.update = changedAttributes(await toOkta(session, profile, 'User Profile - Update'), found.profile)
  }
  return bodies
}

async function change(
  { client, users, params }: Session,
  step: Exclude<Step, 'create'>,
  { id }: User,
  body: JsonObject,
): Promise<void> {
  const call = callOf(step, id, body, params['send-activation-email'])
  if (step === 'update') return void (await named(client.send(call), body))
  try {
    await client.send(call)
  } catch (failure) {
    if (!(failure instanceof OktaError) || !(await isDoneAlready(users.get(id), step))) throw failure
  }
}

/** The request of a step. For a plan the id of a user who does not exist yet is a placeholder. */
export function callOf(step: Step, id: string, body: JsonObject, sendEmail: boolean): Call {
  if (step === 'create') return createUser({ profile: body }, { activate: 'false' })
  if (step === 'update') return updateUser(id, { profile: body })
  if (step === 'activate') return activateUser(id, sendEmail)
  return step === 'deactivate' ? deactivateUser(id) : suspendUser(id)
}

/**
 * Somebody else may have made the same change between our look and our call. Okta then answers E0000016 to activate and
 * E0000007 (an older code: not found) or E0000038 to deactivate, so the state decides and not the code (quirk U1).
 */
async function isDoneAlready(
  read: Promise<User | undefined>,
  step: 'activate' | 'deactivate' | 'suspend',
): Promise<boolean> {
  const user = await read
  if (!user) return false
  if (step === 'activate') return isActive(user.status)
  return user.status === (step === 'suspend' ? 'SUSPENDED' : 'DEPROVISIONED')
}

/** E0000023: another system masters the profile. Which attributes were sent is what the admin needs to know. */
async function named(update: Promise<unknown>, body: JsonObject): Promise<void> {
  try {
    await update
  } catch (error) {
    if (error instanceof OktaError && error.code === 'E0000023')
      error.message += ` Attributes sent: ${Object.keys(body).join(', ')}.`
    throw error
  }
}

function withoutNulls(profile: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null))
}
