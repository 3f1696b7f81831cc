import { flag, type Output, type Result, text } from '../../../kit/command.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { type Factor, factorsOf, type PushAnswer, pushAnswer, verifyPush } from '../okta/factors.ts'
import type { User } from '../okta/users.ts'
import type { Session } from '../session.ts'
import type { Change } from './change.ts'
import { NotFound } from './named.ts'
import { loginOf } from './status-change.ts'
import { ACCOUNT } from './user-table.ts'

/** The platform's shortest pause between two runs of a polling command (host contract §9). */
const POLL_SECONDS = 10
/** Okta gives a push five minutes and then answers TIMEOUT by itself. */
const PUSH_LIFE_SECONDS = 300

export const pushArguments = {
  number_matching: flag({
    description: 'Whether the person has to choose a number on the phone, which the entry shows.',
    defaultValue: 'false',
  }),
  transaction: text({
    description: 'The push that is waited for. The command gives it to its own next run.',
    hidden: true,
  }),
} as const

export const PUSH_OUTPUTS: readonly Output[] = [
  { path: 'Account.ID', type: 'String', description: "The user's id in Okta." },
  {
    path: 'Account.VerifyPushResult',
    type: 'String',
    description: 'What the person answered: SUCCESS, REJECTED, TIMEOUT, or WAITING until then.',
  },
  {
    path: 'Account.VerifyPushNumber',
    type: 'String',
    description: 'The number to choose on the phone, with number_matching=true.',
  },
]

/** One push: whose phone, and how its command tells of the result. */
export interface Push {
  readonly command: string
  readonly userId: string
  readonly factorId: string
  /** The person's login, for the plan and the text. */
  readonly target: string
  readonly show: (answer: PushAnswer) => Promise<{ contents: Json; failed?: boolean }>
}

/** Sends the push. The result is the platform's order to run the command again, until Okta has a result (quirk V17). */
export function sendPush(push: Push, numberMatching: boolean): Change {
  const call = verifyPush(push.userId, push.factorId, numberMatching)
  return {
    target: push.target,
    calls: [call],
    done: ([answer]) => pushResult(push, pushAnswer(answer, `${call.method} ${call.path}`)),
  }
}

/** A later run: asks what became of the push. It sends nothing. */
export async function awaitPush({ client }: Session, push: Push, transaction: string): Promise<Change> {
  const answer = await factorsOf(client).transaction(push.userId, push.factorId, transaction)
  return {
    target: push.target,
    calls: [],
    reason: `The push was sent before; its result is ${answer.factorResult}.`,
    done: () => pushResult(push, { ...answer, transaction }),
  }
}

async function pushResult(push: Push, answer: PushAnswer): Promise<Result> {
  const { userId, factorId, target } = push
  const { factorResult, number, transaction } = answer
  const shown = number === undefined ? '' : `\nNumber to choose on the phone: ${number}`
  const told = {
    readable: `Verify push factor result for user ${target}: ${factorResult}${shown}`,
    context: {
      [ACCOUNT]: {
        ID: userId,
        VerifyPushResult: factorResult,
        // Always written, or the number of an earlier push would stay.
        VerifyPushNumber: number === undefined ? null : String(number),
      },
    } satisfies JsonObject,
  }
  if (factorResult !== 'WAITING') return { ...told, ...(await push.show(answer)) }
  if (transaction === undefined)
    throw new Refusal('No poll link for the push factor challenge: Okta says WAITING, but not where to ask.')
  const args = { userId, username: target, factorId, transaction }
  const poll = { command: push.command, args, next: POLL_SECONDS, timeout: PUSH_LIFE_SECONDS }
  return { ...told, contents: answer.raw, poll }
}

/** Throws Refusal for a factor that takes no push: to verify another would send a code to the person (quirk S6). */
export function refuseNoPush({ id, factorType, status }: Factor): void {
  if (factorType !== 'push')
    throw new Refusal(
      `The factor ${id} is of type ${factorType}; only a factor of type push can be sent a push. Nothing was sent.`,
      { factorId: id, factorType },
    )
  if (status !== 'ACTIVE')
    throw new Refusal(
      `The push factor ${id} is ${String(status)} and not ACTIVE; its enrolment is to be finished first. Nothing was sent.`,
      { factorId: id, status: status ?? null },
    )
}

/** The error of a factor id that the user does not have. */
export const noSuchFactor = (user: User, factorId: string) =>
  new NotFound(
    `User ${loginOf(user)} has no factor with the id ${JSON.stringify(factorId)}; okta-get-user-factors gives the ids.`,
    { status: 404, user: loginOf(user), factorId },
  )
