import { command, count, type Output, text } from '../../../kit/command.ts'
import { quote } from '../okta/filter.ts'
import { thing } from '../okta/thing.ts'
import type { Session } from '../session.ts'
import { APPS, applicationOf, listApps, logoOf } from './app-list.ts'
import { eitherOf } from './either.ts'
import { after, limitArgument, listResult, readList, tagOutput } from './listing.ts'
import { namedUser, userArguments } from './named.ts'

export * from './app-groups.ts'
export * from './app-users.ts'

const PATH = 'Okta.Application(val.ID && val.ID == obj.ID)'
const PAGE = 'Okta.ApplicationPage(true)'

const outputs: readonly Output[] = [
  { path: 'Okta.Application.ID', type: 'String', description: 'Id of the application.' },
  { path: 'Okta.Application.Name', type: 'String', description: 'Name of the application in the catalogue.' },
  { path: 'Okta.Application.Label', type: 'String', description: 'Name of the application in this org.' },
]

export const oktaIamListApplications = command({
  name: 'okta-iam-list-applications',
  description: 'Lists the applications of the org.',
  effect: 'read',
  scopes: ['okta.apps.read'],
  args: {
    query: text({
      description: 'Beginning of the name or label, or the id of one application. Absent lists all.',
    }),
    page: count({
      description: 'Which page to give, from 0 on, each of "limit" applications. "after" needs fewer calls.',
      defaultValue: '0',
    }),
    limit: limitArgument('50'),
    after,
  },
  outputs: [
    ...outputs,
    { path: 'Okta.Application.Logo', type: 'String', description: 'The logo as a Markdown image.' },
    { path: 'Okta.Application.LogoURL', type: 'String', description: 'Where the logo is.' },
    tagOutput(PAGE),
  ],
  async run(args, session: Session) {
    const listed = await listApps(args, session)
    const rows = listed.things.map(app => ({ ...applicationOf(app), ...logoOf(app) }))
    // Where `after` goes on is not known as a number; and 0 times "all" is none.
    const first = args.page ? args.page * args.limit + 1 : 1
    const isCounted = rows.length > 0 && args.after === undefined
    const numbers = isCounted ? ` (${first} - ${first + rows.length - 1})` : ''
    const columns = ['ID', 'Name', 'Label', 'Logo']
    return listResult(listed, {
      readable: { title: `Okta Applications${numbers}`, rows, columns },
      context: { [PATH]: rows },
      page: PAGE,
    })
  },
})

export const oktaListApplications = {
  ...oktaIamListApplications,
  name: 'okta-list-applications',
  description: 'The same as okta-iam-list-applications.',
}

export const oktaIamListUserApplications = command({
  name: 'okta-iam-list-user-applications',
  description: 'Lists the applications that a user has, directly or through groups.',
  effect: 'read',
  scopes: ['okta.apps.read', 'okta.users.read'],
  args: {
    user_id: text({ description: 'Id of the user, or the login.' }),
    ...userArguments,
    limit: limitArgument(),
    after,
  },
  outputs: [
    ...outputs,
    { path: 'Okta.Application.Status', type: 'String', description: 'ACTIVE or INACTIVE.' },
    tagOutput(PAGE),
  ],
  async run({ user_id, limit, ...args }, session: Session) {
    // The filter takes an id only, and says nothing of a user who does not exist.
    const { id } = await namedUser(session, {
      ...args,
      userId: eitherOf(['user_id', 'userId'], user_id, args.userId),
    })
    const query = { filter: `user.id eq ${quote(id)}` }
    const listed = await readList(session.client, { ...APPS, query, limit, after: args.after }, thing)
    const rows = listed.things.map(app => ({ ...applicationOf(app), Status: app.status ?? null }))
    const columns = ['ID', 'Name', 'Label', 'Status']
    return listResult(listed, {
      readable: { title: 'Okta User Applications', rows, columns },
      context: { [PATH]: rows },
      page: PAGE,
    })
  },
})

export const oktaListUserApplications = {
  ...oktaIamListUserApplications,
  name: 'okta-list-user-applications',
  description: 'The same as okta-iam-list-user-applications.',
}
