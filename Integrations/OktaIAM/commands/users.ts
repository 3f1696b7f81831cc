import { choice, command, type Result, text } from '../../../kit/command.ts'
import { InputError } from '../../../kit/errors.ts'
import { type User, user } from '../okta/users.ts'
import type { Session } from '../session.ts'
import { after, limitArgument, listResult, readList, tagOutput } from './listing.ts'
import { ACCOUNT, ACCOUNT_OUTPUTS, accountOf, usersReadable, verbose } from './user-table.ts'

export { oktaCreateUser } from './create-user.ts'
export { oktaGetUser } from './get-user.ts'
export { oktaUpdateUser } from './update-user.ts'

const PATH = '/api/v1/users'
/** Okta's maximum, with and without `q` (https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/). */
const PAGE_SIZE = 200
/** Also the null of an ended list is met again, or every ended list would leave one of its own. */
const LIST_PAGE = 'Okta.User(val.tag || val.tag === null)'
const SEARCH_PAGE = 'Okta.UserPage(true)'

export const oktaListUsers = command({
  name: 'okta-list-users',
  description:
    'Lists users, over as many pages as the limit needs. Without filter or search the deactivated ones are left out.',
  effect: 'read',
  scopes: ['okta.users.read'],
  args: {
    after,
    limit: limitArgument('200', { positional: true }),
    verbose,
    query: text({
      description:
        'What the first name, last name or e-mail begins with. Okta gives one page of at most 200 users for it.',
    }),
    filter: text({
      description:
        'A filter such as status eq "ACTIVE" on status, lastUpdated, id, profile.login, profile.email, profile.firstName or profile.lastName. Values are case-sensitive.',
    }),
    search: text({
      description:
        'A search such as profile.department eq "Sales" on any attribute. Its index lags behind by about a second.',
    }),
    sortBy: text({ description: 'The attribute that a search is sorted by, such as profile.lastName.' }),
    sortOrder: choice(['asc', 'desc'], { description: 'The order of sortBy; absent means asc.' }),
  },
  outputs: [...ACCOUNT_OUTPUTS, tagOutput(LIST_PAGE)],
  async run(args, { client }: Session) {
    const { query: q, filter, search, sortBy, sortOrder, after, limit } = args
    if (search === undefined && (sortBy ?? sortOrder) !== undefined)
      throw new InputError(
        'Okta sorts only what a search finds; give "search" with "sortBy" and "sortOrder".',
      )
    const query = { q, filter, search, sortBy, sortOrder }
    const listed = await readList(client, { path: PATH, query, limit, after, pageSize: PAGE_SIZE }, user)
    return usersResult(listed, 'Users', args.verbose, LIST_PAGE, cutNote(q, limit, listed.things))
  },
})

export const oktaSearch = command({
  name: 'okta-search',
  description:
    'Searches users by the beginning of a name or e-mail, or by a search expression on any attribute.',
  effect: 'read',
  scopes: ['okta.users.read'],
  args: {
    term: text({
      description: 'What the first name, last name or e-mail begins with; finds no deactivated users.',
      positional: true,
    }),
    advanced_search: text({
      description:
        'A search expression such as profile.department eq "Sales" and status eq "ACTIVE"; finds deactivated users too.',
    }),
    limit: limitArgument('200'),
    after,
    verbose,
  },
  outputs: [...ACCOUNT_OUTPUTS, tagOutput(SEARCH_PAGE)],
  async run({ term: q, advanced_search: search, limit, after, verbose }, { client }: Session) {
    if ((q ?? search) === undefined)
      throw new InputError('Please provide either the term or the advanced_search argument.')
    const query = { q, search }
    const listed = await readList(client, { path: PATH, query, limit, after, pageSize: PAGE_SIZE }, user)
    if (listed.things.length)
      return usersResult(listed, 'Users:', verbose, SEARCH_PAGE, cutNote(q, limit, listed.things))
    const nobody = { readable: 'No users found in Okta', contents: [] }
    // Whoever goes on from a tag until there is none would never end on one that stays.
    return after === undefined ? nobody : { ...nobody, context: { [SEARCH_PAGE]: { tag: null } } }
  },
})

function usersResult(
  listed: Awaited<ReturnType<typeof readList<User>>>,
  title: string,
  isVerbose: boolean,
  page: string,
  note: readonly string[],
): Result {
  const { things } = listed
  const readable = ['### Okta users found:', ...[usersReadable(title, things, isVerbose)].flat(), ...note]
  return listResult(listed, {
    readable,
    context: things.length ? { [ACCOUNT]: things.map(accountOf) } : {},
    page,
  })
}

/** Okta gives one page for `q` and never says whether there is more, so a full one is told of. */
function cutNote(q: string | undefined, limit: number, { length }: readonly User[]): string[] {
  if (q === undefined || length < Math.min(limit, PAGE_SIZE)) return []
  return [
    `There may be more: for a beginning Okta gives one page, of at most ${PAGE_SIZE} users; a search expression finds all.`,
  ]
}
