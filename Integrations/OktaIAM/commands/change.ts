import { type Arguments, type Command, command, type Result } from '../../../kit/command.ts'
import type { Parsed } from '../../../kit/fields.ts'
import { OktaError } from '../okta/errors.ts'
import type { Session } from '../session.ts'
import { dryRun, PLAN_OUTPUTS, type Plan, planResult } from './plan.ts'

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
  /** What to say of a refusal beside what Okta said. */
  advice?(refusal: OktaError): string | undefined
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
      const decided = await decide(given as unknown as Parsed<A>, session)
      if (given['dry-run']) return planResult(facts.name, facts.effect, decided)
      return decided.done(await send(decided, session))
    },
  })
}

async function send(decided: Change, { client }: Session): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const [index, call] of decided.calls.entries()) {
    try {
      await decided.ready?.(index)
      answers.push(await client.send(call))
    } catch (error) {
      if (error instanceof OktaError && (await decided.isDone?.(error, index))) answers.push(undefined)
      else throw halfDone(error, decided, index)
    }
  }
  return answers
}

/** The same error, with how far the change got: what was done stays done. */
function halfDone(error: unknown, { steps = [], advice }: Change, failed: number): unknown {
  const more = error instanceof OktaError && advice?.(error)
  if (more) error.message += ` ${more}`
  if (failed && error instanceof Error)
    error.message = `Done: ${steps.slice(0, failed).join(', ')}. Not done: ${steps.slice(failed).join(', ')}. ${error.message}`
  return error
}
