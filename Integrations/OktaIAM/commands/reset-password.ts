import { flag, type Result } from '../../../kit/command.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { resetPassword } from '../okta/user-lifecycle.ts'
import { change } from './change.ts'
import { userArguments } from './named.ts'
import { allowedFor } from './status-change.ts'

export const oktaResetPassword = change({
  name: 'okta-reset-password',
  description:
    'Makes a user choose a new password by a one-time link, which Okta mails to the person or gives to you. The old password stops working.',
  effect: 'destroy',
  scopes: ['okta.users.manage'],
  args: {
    ...userArguments,
    sendEmail: flag({
      description: 'Whether Okta mails the link. false makes a link that only hide_url=false shows.',
      defaultValue: 'true',
    }),
    hide_url: flag({
      description:
        'false shows the link of sendEmail=false in the entry. Whoever has it can take over the account.',
      defaultValue: 'true',
    }),
  },
  outputs: [],
  async decide(args, session) {
    const { user, login } = await allowedFor(session, 'reset password', args)
    return {
      target: login,
      from: user.status,
      to: 'RECOVERY',
      calls: [resetPassword(user.id, args.sendEmail)],
      done: ([answer]): Result => {
        const contents = (answer ?? {}) as JsonObject
        const told = `User ${login} has to choose a new password.`
        if (args.sendEmail) return { readable: `${told} Okta mails the link.`, contents }
        if (args.hide_url)
          return {
            readable: `${told} The link is hidden; hide_url=false shows one, when it is made.`,
            contents,
          }
        const rows = { resetPasswordUrl: contents.resetPasswordUrl ?? null }
        return {
          readable: [told, { title: 'One-time link', rows, columns: ['resetPasswordUrl'] }],
          contents,
          reveals: ['resetPasswordUrl'],
        }
      },
    }
  },
})
