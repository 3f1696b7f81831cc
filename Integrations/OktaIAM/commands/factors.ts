import { command, outputUnder, text } from '../../../kit/command.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { NOT_FOUND } from '../okta/errors.ts'
import { deleteFactor, type Factor, factorsOf, goneWith } from '../okta/factors.ts'
import type { Session } from '../session.ts'
import { change } from './change.ts'
import { namedUser, userArguments } from './named.ts'
import { present } from './present.ts'
import { noSuchFactor } from './push.ts'
import { loginOf } from './status-change.ts'
import { ACCOUNT } from './user-table.ts'

const output = outputUnder('Account')

export const oktaGetUserFactors = command({
  name: 'okta-get-user-factors',
  description: 'Lists the factors that a user has enrolled.',
  effect: 'read',
  scopes: ['okta.users.read'],
  args: userArguments,
  outputs: [
    output('ID', 'String', "The user's id in Okta."),
    output('Factor.ID', 'String', "The factor's id."),
    output('Factor.Provider', 'String', 'Who provides the factor.'),
    output('Factor.Profile', 'Unknown', 'What belongs to its type, such as a phone number.'),
    output(
      'Factor.FactorType',
      'String',
      'push, sms, call, email, question, token:software:totp and others.',
    ),
    output('Factor.Status', 'Unknown', 'ACTIVE, PENDING_ACTIVATION and others.'),
  ],
  async run(args, session: Session) {
    const { id } = await namedUser(session, args)
    const factors = await factorsOf(session.client).list(id)
    if (!factors.length) return { readable: 'No Factors found', contents: [] }
    const rows = factors.map(factorRow)
    return {
      readable: [
        `Factors for user: ${id}`,
        { title: 'Factors', rows, columns: ['FactorType', 'ID', 'Profile', 'Provider', 'Status'] },
      ],
      contents: factors,
      context: { [ACCOUNT]: { ID: id, Factor: rows } },
    }
  },
})

function factorRow({ id, factorType, provider, status, profile }: Factor): JsonObject {
  return present({ ID: id, FactorType: factorType, Provider: provider, Status: status, Profile: profile })
}

export const oktaResetFactor = change({
  name: 'okta-reset-factor',
  description:
    'Removes one factor of a user, who can then enrol it anew. With the push of Okta Verify its codes and its key go too.',
  effect: 'destroy',
  scopes: ['okta.users.manage'],
  args: {
    ...userArguments,
    factorId: text({ description: "The factor's id; okta-get-user-factors gives it.", required: true }),
  },
  outputs: [],
  async decide(args, session) {
    const user = await namedUser(session, args)
    const all = await factorsOf(session.client).list(user.id)
    const factor = all.find(({ id }) => id === args.factorId)
    if (!factor) throw noSuchFactor(user, args.factorId)
    const login = loginOf(user)
    if (user.status === 'DEPROVISIONED')
      throw new Refusal(`User ${login} is DEPROVISIONED, and Okta removes no factor of a deactivated user.`, {
        user: login,
        status: user.status,
      })
    const gone = goneWith(factor, all).map(({ id, factorType }) => `${id} (${factorType})`)
    const reason = gone.length ? `Okta removes with it: ${gone.join(', ')}` : undefined
    return {
      target: login,
      from: `${factor.factorType} ${factor.id} (${String(factor.status)})`,
      to: null,
      calls: [deleteFactor(user.id, factor.id)],
      ...(reason !== undefined && { reason }),
      isDone: async ({ code }) =>
        code === NOT_FOUND && !(await factorsOf(session.client).get(user.id, factor.id)),
      done: () => ({
        readable: [`Factor: ${factor.id} deleted`, ...(reason === undefined ? [] : [reason])],
        contents: factor,
      }),
    }
  },
})

export { oktaSendPushNotification, oktaVerifyPushFactor } from './push-commands.ts'
