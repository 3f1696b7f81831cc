import { command } from '../../../kit/command.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { Session } from '../session.ts'

export const testModule = command({
  name: 'test-module',
  description: 'Tests that the URL is an Okta org and accepts the token.',
  effect: 'read',
  unlisted: true,
  args: {},
  outputs: [],
  async run(_, { users, params }: Session) {
    if (params.isFetch)
      throw new Refusal('This version does not fetch incidents; switch "Fetch incidents" off.')
    await users.me()
    return 'ok'
  },
})
