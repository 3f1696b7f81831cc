import type { Result } from '../../../kit/command.ts'
import { UP_TO_DATE, type Wanted } from '../../../kit/iam/switches.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Plan as Decided, Switches } from '../iam/lifecycle.ts'
import type { User } from '../okta/users.ts'
import type { Session } from '../session.ts'
import { bodiesOf, callOf } from './carry-out.ts'
import { decide } from './decide.ts'
import { NEW_ID, type Plan, planResult } from './plan.ts'

/** What an iam-*-user command would do, from the same look-up, decision and mapping as the real run; nothing is sent. */
export async function provisionPlan(
  session: Session,
  wanted: Wanted,
  profile: JsonObject,
  switches: Switches,
): Promise<Result> {
  const effect = wanted === 'disable' ? 'destroy' : 'change'
  const command = `iam-${wanted}-user`
  const { decided, found } = await decide(session, wanted, profile, switches)
  return planResult(command, effect, await planOf(session, decided, profile, found))
}

async function planOf(
  session: Session,
  decided: Decided,
  profile: JsonObject,
  found: User | undefined,
): Promise<Plan> {
  const bodies = await bodiesOf(session, decided, profile, found)
  const steps = decided.steps.filter(step => step !== 'update' || Object.keys(bodies.update ?? {}).length)
  const sendEmail = session.params['send-activation-email']
  const calls = steps.map(step => callOf(step, found?.id ?? NEW_ID, bodies[step] ?? {}, sendEmail))
  const target = found?.profile.login ?? profile.email ?? profile.username ?? profile.id
  const reason = decided.reason ?? (calls.length ? undefined : UP_TO_DATE)
  return {
    target: String(target ?? ''),
    from: found?.status ?? null,
    to: statusAfter(steps, found),
    calls,
    changes: changesOf(bodies.create ?? bodies.update ?? {}, found),
    ...(reason !== undefined && { reason }),
  }
}

function statusAfter(steps: readonly string[], found: User | undefined): Json {
  if (steps.includes('deactivate')) return 'DEPROVISIONED'
  if (steps.includes('suspend')) return 'SUSPENDED'
  // ACTIVE when a password is there already, else the user has one to set.
  if (steps.includes('activate')) return 'PROVISIONED or ACTIVE'
  return steps.includes('create') ? 'STAGED' : (found?.status ?? null)
}

function changesOf(wanted: JsonObject, found: User | undefined): Record<string, [Json, Json]> {
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => [name, [found?.profile[name] ?? null, value]]),
  )
}
