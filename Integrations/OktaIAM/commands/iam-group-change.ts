import { type Arguments, type Command, command } from '../../../kit/command.ts'
import type { Parsed } from '../../../kit/fields.ts'
import { type GroupOutcome, groupResult } from '../../../kit/iam/group-outcome.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { OKTA } from '../iam/words.ts'
import type { Call, Client } from '../okta/client.ts'
import { OktaError } from '../okta/errors.ts'
import type { Group } from '../okta/groups.ts'
import type { Session } from '../session.ts'
import { dryRun, PLAN_OUTPUTS, type Plan, planResult } from './plan.ts'
import { groupFailure, scimArgument } from './scim-group.ts'

/** A plan for a group, and what to tell of it. */
export interface GroupChange extends Plan {
  /** Given what Okta answered to each call: its answer, or why it refused just this one. */
  done(answers: readonly unknown[]): GroupOutcome
}

/** The arguments of such a command: the group, and its own. */
type Given<A extends Arguments> = Parsed<A & { readonly scim: typeof scimArgument }>

/**
 * Declares an iam-*-group command that changes something: the plan and the real run come from one decision, and what goes
 * wrong is an outcome, as the group sync expects it. `decide` hands the group that it found to `found`, so that an outcome
 * of what goes wrong afterwards names it by its id.
 */
export function groupChange<const A extends Arguments>(
  declaration: Omit<Command<Session>, 'args' | 'run'> & {
    readonly args: A
    readonly decide: (
      args: Given<A>,
      session: Session,
      found: (group: Group) => Group,
    ) => Promise<GroupChange>
  },
): Command<Session> {
  const { decide, args, outputs, ...facts } = declaration
  return command({
    ...facts,
    args: { scim: scimArgument, ...args, 'dry-run': dryRun },
    outputs: [...outputs, ...PLAN_OUTPUTS],
    async run(given, session: Session) {
      const { instance } = session.host
      const asked = given as unknown as Given<A>
      let known: Group | undefined
      try {
        const decided = await decide(asked, session, group => {
          known = group
          return group
        })
        if (given['dry-run']) return planResult(facts.name, facts.effect, decided)
        return groupResult(
          facts.name,
          decided.done(await sendAll(decided.calls, session.client)),
          instance,
          OKTA.system,
        )
      } catch (error) {
        return groupResult(
          facts.name,
          groupFailure(error, asked.scim as JsonObject, known),
          instance,
          OKTA.system,
        )
      }
    },
  })
}

/** Sends call after call; one that Okta refuses for its own sake keeps none of the others back. */
async function sendAll(calls: readonly Call[], client: Client): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const call of calls) {
    try {
      answers.push(await client.send(call))
    } catch (error) {
      if (!isOwnRefusal(error)) throw interrupted(error, answers.length, calls.length)
      answers.push(error)
    }
  }
  return answers
}

/** Whether the refusal is about one call only, and not about the token, the org or the rate limit, which stop all. */
export function isOwnRefusal(error: unknown): error is OktaError {
  return error instanceof OktaError && (error.status === 400 || error.status === 404)
}

function interrupted(error: unknown, sent: number, all: number): unknown {
  if (sent && error instanceof Error)
    error.message = `${sent} of ${all} changes were sent; run the command again to go on. ${error.message}`
  return error
}

/** The answer of a call that must succeed. Throws the refusal. */
export function accepted(answer: unknown): unknown {
  if (answer instanceof OktaError) throw answer
  return answer
}
