import { text } from '../../../kit/command.ts'
import { InputError, Refusal } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Factor, factorsOf } from '../okta/factors.ts'
import { findUser } from '../okta/find-user.ts'
import type { User } from '../okta/users.ts'
import type { Session } from '../session.ts'
import { change } from './change.ts'
import { NotFound, namedUser, userArguments } from './named.ts'
import {
  awaitPush,
  noSuchFactor,
  PUSH_OUTPUTS,
  type Push,
  pushArguments,
  refuseNoPush,
  sendPush,
} from './push.ts'
import { tolerated } from './read-back.ts'
import { loginOf } from './status-change.ts'

export const oktaVerifyPushFactor = change({
  name: 'okta-verify-push-factor',
  description:
    'Sends an Okta Verify push to one factor of a user, and waits for the answer without holding a worker.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  polling: true,
  args: {
    ...userArguments,
    factorId: text({
      description: "The push factor's id; okta-get-user-factors gives it.",
      required: true,
    }),
    ...pushArguments,
  },
  outputs: PUSH_OUTPUTS,
  async decide({ transaction, factorId, ...args }, session) {
    const push = (userId: string, target: string): Push => ({
      command: 'okta-verify-push-factor',
      userId,
      factorId,
      target,
      show: async ({ raw }) => ({ contents: raw }),
    })
    if (transaction !== undefined && args.userId !== undefined)
      return awaitPush(session, push(args.userId, args.username ?? args.userId), transaction)
    const user = await namedUser(session, args)
    const factor = await factorsOf(session.client).get(user.id, factorId)
    if (!factor) throw noSuchFactor(user, factorId)
    refuseNoPush(factor)
    return sendPush(push(user.id, loginOf(user)), args.number_matching)
  },
})

export const oktaSendPushNotification = change({
  name: 'okta-send-push-notification',
  description:
    'Finds the user and the push factor, asks the person to approve a push, and waits for the answer. Only SUCCESS is no error.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  polling: true,
  args: {
    ...userArguments,
    email: text({ description: "The user's e-mail address; an id or a login is taken too." }),
    factortype: text({
      description: 'The type of the factor, exactly. Only push can be sent.',
      defaultValue: 'push',
      predefined: ['push'],
    }),
    factorId: text({ description: 'The push factor that was chosen by the first run.', hidden: true }),
    ...pushArguments,
  },
  outputs: PUSH_OUTPUTS,
  async decide({ transaction, factorId, factortype, number_matching, ...args }, session) {
    if (factortype !== 'push')
      throw new InputError(
        `The argument "factortype" is ${JSON.stringify(factortype)}; only a factor of type push can be sent a notification. Nothing was sent.`,
      )
    const push = (userId: string, chosen: string, target: string): Push => ({
      command: 'okta-send-push-notification',
      userId,
      factorId: chosen,
      target,
      // The answer is known already; what the older pack showed beside it may fail to come.
      show: async ({ raw, factorResult }) => ({
        contents: [raw, ...((await tolerated(() => factorsOf(session.client).list(userId)))?.value ?? [])],
        failed: factorResult !== 'SUCCESS',
      }),
    })
    if (transaction !== undefined && factorId !== undefined && args.userId !== undefined)
      return awaitPush(session, push(args.userId, factorId, args.username ?? args.userId), transaction)
    const user = await personOf(session, args)
    const { id } = thePush(user, await factorsOf(session.client).list(user.id))
    return sendPush(push(user.id, id, loginOf(user)), number_matching)
  },
})

async function personOf(
  session: Session,
  {
    userId,
    username,
    email,
  }: { userId?: string | undefined; username?: string | undefined; email?: string | undefined },
): Promise<User> {
  if ((userId ?? username) !== undefined || email === undefined)
    return namedUser(session, { userId, username })
  const found = await findUser(session.users, [{ id: email, login: email }, { email }])
  if (found) return found
  throw new NotFound(`No Okta user has the e-mail, the login or the id ${JSON.stringify(email)}.`, {
    status: 404,
    email,
  })
}

/** The one active push factor of exactly this type (quirk S6). Throws Refusal when there is none, or more than one. */
function thePush(user: User, factors: readonly Factor[]): Factor {
  const login = loginOf(user)
  const found = factors.filter(({ factorType, status }) => factorType === 'push' && status === 'ACTIVE')
  const [one, second] = found
  if (one && !second) return one
  const told = second
    ? `has ${found.length} push factors: ${found.map(nameOf).join(', ')}; okta-verify-push-factor sends to the one you mean`
    : `has no active push factor; there is ${factors.map(({ factorType }) => factorType).join(', ') || 'no factor at all'}`
  throw new Refusal(`User ${login} ${told}. Nothing was sent.`, { user: login, factors: [...factors] })
}

const nameOf = ({ id, profile }: Factor) => {
  const name = (profile as JsonObject | undefined)?.name
  return typeof name === 'string' ? `${id} (${name})` : id
}
