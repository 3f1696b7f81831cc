import { command } from '../../../kit/command.ts'
import { mapBy } from '../../../kit/iam/profile-argument.ts'
import { ScimError } from '../scim/errors.ts'
import { type Features, readFeatures } from '../scim/features.ts'
import { type Kind, pagesOf } from '../scim/pages.ts'
import type { Server } from '../scim/server.ts'
import type { Session } from '../session.ts'
import { withinReach } from './profile.ts'

/**
 * Tells apart what can be wrong with an instance, each with its next step. The URL, the connection and the sign-in tell
 * themselves, for every request meets them.
 */
export const testModule = command({
  name: 'test-module',
  description: 'Tests the address and the sign-in, whether users and groups can be read, and the mappers.',
  effect: 'read',
  unlisted: true,
  args: {},
  outputs: [],
  async run(_, session: Session) {
    const { server, host } = session
    host.log('info', offered(await readFeatures(server.client)))
    await testReading(server, 'Users')
    await testReading(server, 'Groups')
    await testMappers(session)
    return 'ok'
  },
})

/** What the server says that it can, in one sentence for the log. */
export function offered({ isSaid, patch, filter, maxResults, etag }: Features): string {
  if (!isSaid)
    return 'The server has no /ServiceProviderConfig, so PATCH, filters and ETags are tried and done without where it refuses them.'
  const yes = (word: string, has: boolean) => (has ? word : `no ${word}`)
  const pages = maxResults === undefined ? 'pages of any size' : `pages of at most ${maxResults}`
  return `The server offers ${[yes('PATCH', patch), yes('filters', filter), pages, yes('ETags', etag)].join(', ')}.`
}

/** One page is enough; that it is no whole list says nothing here. */
async function testReading(server: Server, kind: Kind): Promise<void> {
  try {
    for await (const _ of pagesOf(server, kind, { count: 1 })) return
  } catch (error) {
    if (error instanceof ScimError) error.message = `Reading ${kind.toLowerCase()} failed: ${error.message}`
    throw error
  }
}

async function testMappers({ host, mapperIn, mapperOut }: Session): Promise<void> {
  await mapBy(host, mapperIn, { userName: 'test@example.com', ...withinReach({}) })
  await mapBy(host, mapperOut, { email: 'test@example.com' }, 'User Profile - Create')
}
