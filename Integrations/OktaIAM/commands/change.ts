import { type Arguments, type Command, command, type Result } from '../../../kit/command.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { Parsed } from '../../../kit/fields.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Call } from '../okta/client.ts'
import { ConnectionError, OktaError, SeveralUsersError } from '../okta/errors.ts'
import { segment } from '../okta/filter.ts'
import { user } from '../okta/users.ts'
import type { Session } from '../session.ts'
import { dryRun, NEW_ID, PLAN_OUTPUTS, type Plan, planResult, withId } from './plan.ts'

/** A plan, and what to tell of it once its calls are made. */
export interface Change extends Plan {
  /** One word or two per call, in the past tense ("set the password"), to tell how far a change of several calls got. */
  readonly steps?: readonly string[]
  /** Given the answers to the calls in order; none when there was nothing to do. */
  done(answers: readonly unknown[]): Result | Promise<Result>
  /** Waits for what a call needs of the calls before it. What it throws stops the change. */
  ready?(call: number): Promise<void>
  /** Somebody else may have made the change since it was planned: true when the refusal of a call means just that. */
  isDone?(refusal: OktaError, call: number): Promise<boolean>
  /** What to say of the refusal of a call beside what Okta said. */
  advice?(refusal: OktaError, call: number): string | undefined
}

/**
 * Declares a command that changes something: `decide` reads and decides, and what it decides is either shown (dry-run) or
 * sent, call after call. So a plan and the real run cannot differ. What stops half-way is reported with what was done.
 */
export function change<const A extends Arguments>(
  declaration: Omit<Command<Session>, 'args' | 'run'> & {
    readonly args: A
    readonly decide: (args: Parsed<A>, session: Session) => Promise<Change>
  },
): Command<Session> {
  const { decide, args, outputs, ...facts } = declaration
  return command({
    ...facts,
    args: { ...args, 'dry-run': dryRun },
    outputs: [...outputs, ...PLAN_OUTPUTS],
    async run(given, session: Session) {
      const decided = await decide(given as unknown as Parsed<A>, session).catch(changedNothing)
      if (given['dry-run']) return planResult(facts.name, facts.effect, decided)
      return doneOf(decided, await send(decided, session))
    },
  })
}

function changedNothing(error: unknown): never {
  if (error instanceof SeveralUsersError) error.message += ' Nothing was changed.'
  throw error
}

/** What was done is no failure because reading it afterwards is one. */
async function doneOf(decided: Change, answers: unknown[]): Promise<Result> {
  try {
    return await decided.done(answers)
  } catch (error) {
    if (!decided.calls.length || !isFailedRead(error)) throw error
    const contents = answers.map(answer => (answer ?? null) as Json)
    return {
      readable: `${decided.target}: it was done, but reading it back failed. ${error.message}`,
      contents,
    }
  }
}

function isFailedRead(error: unknown): error is OktaError | ConnectionError {
  return error instanceof ConnectionError || (error instanceof OktaError && error.request.startsWith('GET '))
}

async function send(decided: Change, { client }: Session): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const [index, call] of decided.calls.entries()) {
    try {
      await decided.ready?.(index)
      answers.push(await client.send(bound(call, answers)))
    } catch (error) {
      if (error instanceof OktaError && (await decided.isDone?.(error, index))) answers.push(undefined)
      else throw halfDone(error, decided, index)
    }
  }
  return answers
}

/** A call on whom the first call created, with the id that its answer tells. */
function bound(call: Call, answers: readonly unknown[]): Call {
  if (!call.path.includes(encodeURIComponent(NEW_ID))) return call
  return withId(call, segment(user(answers[0], 'POST /api/v1/users').id))
}

/** The error with how far the change got, in its text and in its facts: what was done stays done. */
function halfDone(error: unknown, { steps = [], advice }: Change, failed: number): unknown {
  const more = error instanceof OktaError && advice?.(error, failed)
  if (more) error.message += ` ${more}`
  if (!failed || !(error instanceof Error)) return error
  const [done, notDone] = [steps.slice(0, failed), steps.slice(failed)]
  const told = `Done: ${done.join(', ')}. Not done: ${notDone.join(', ')}. ${error.message}`
  if (error instanceof Refusal) return new Refusal(told, { ...(error.facts as JsonObject), done, notDone })
  error.message = told
  return error
}
