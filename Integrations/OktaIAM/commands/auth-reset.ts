import { TOKEN_KEY } from '../sign-in.ts'
import { change } from './change.ts'

const CLEARED = 'Authentication data cleared successfully.'

export const oktaAuthReset = change({
  name: 'okta-auth-reset',
  description:
    'Forgets the OAuth token that this instance keeps, so that the next command asks for a new one. It does nothing with an API token.',
  effect: 'change',
  offline: true,
  args: {},
  outputs: [],
  async decide(_, { host }) {
    const isKept = Object.hasOwn(host.integrationContext, TOKEN_KEY)
    const reason = 'No authentication data is kept, so there was nothing to clear.'
    return {
      target: `${host.instance.name} (${TOKEN_KEY})`,
      calls: [],
      from: isKept ? 'kept' : 'none',
      to: 'none',
      ...(!isKept && { reason }),
      // Only this key: IAMConfiguration and the rest stay (quirk O4).
      done: () =>
        isKept
          ? { readable: CLEARED, contents: CLEARED, integrationContext: { [TOKEN_KEY]: null } }
          : { readable: reason, contents: reason },
    }
  },
})
