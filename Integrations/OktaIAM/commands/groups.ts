import { command, flag, text } from '../../../kit/command.ts'
import { GROUP_PAGES, group, groupPaths } from '../okta/groups.ts'
import { user } from '../okta/users.ts'
import type { Session } from '../session.ts'
import { GROUP, groupContext, groupOutputs, groupTable } from './group-table.ts'
import { after, limitArgument, listResult, readList, tagOutput } from './listing.ts'
import { groupArguments, namedGroup, namedUser, userArguments } from './named.ts'
import { ACCOUNT, ACCOUNT_OUTPUTS, accountOf, usersReadable } from './user-table.ts'

export * from './group-changes.ts'
export * from './group-membership.ts'

const GROUP_PAGE = 'Okta.GroupPage(true)'
const MEMBER_PAGE = 'Okta.GroupMemberPage(true)'
const USER_GROUP_PAGE = 'Okta.UserGroupPage(true)'

export const oktaListGroups = command({
  name: 'okta-list-groups',
  description: 'Lists the groups of the org. The groups of one user are okta-get-groups.',
  effect: 'read',
  scopes: ['okta.groups.read'],
  args: {
    query: text({
      description:
        'What the name begins with, in any case of letters. Okta has no pages of such a list: it ends at 10,000 and gives no tag.',
    }),
    filter: text({
      description:
        'A filter expression over id, type, lastUpdated and lastMembershipUpdated, such as type eq "OKTA_GROUP". Okta takes no query beside it.',
    }),
    limit: limitArgument('200'),
    after,
  },
  outputs: [...groupOutputs('Okta.Group', 'Unknown'), tagOutput(GROUP_PAGE)],
  async run({ query: q, filter, limit, after: from }, { client }: Session) {
    const listed = await readList(
      client,
      { path: '/api/v1/groups', query: { q, filter }, limit, after: from, pageSize: GROUP_PAGES.groups },
      group,
    )
    return listResult(listed, {
      readable: groupTable(listed.things),
      context: { [GROUP]: listed.things.map(groupContext) },
      page: GROUP_PAGE,
    })
  },
})

export const oktaGetGroup = command({
  name: 'okta-get-group',
  description: 'Reads one group by its id or its exact name.',
  effect: 'read',
  scopes: ['okta.groups.read'],
  args: groupArguments,
  outputs: groupOutputs('Okta.Group', 'Unknown'),
  async run(args, session: Session) {
    const found = await namedGroup(session, args)
    return {
      readable: { ...groupTable([found]), title: 'Group' },
      contents: found,
      context: { [GROUP]: groupContext(found) },
    }
  },
})

export const oktaGetGroups = command({
  name: 'okta-get-groups',
  description: 'Lists the groups of a user, imported ones and Everyone too.',
  effect: 'read',
  scopes: ['okta.users.read'],
  args: { ...userArguments, limit: limitArgument(), after },
  outputs: [
    { path: 'Account.ID', type: 'String', description: "The user's id in Okta." },
    { path: 'Account.Type', type: 'String', description: 'Always Okta.' },
    { path: 'Account.Group', type: 'Unknown', description: 'The groups of the user that this run read.' },
    ...groupOutputs('Account.Group', 'String'),
    tagOutput(USER_GROUP_PAGE),
  ],
  async run({ limit = Number.POSITIVE_INFINITY, after: from, ...named }, session: Session) {
    const { id, profile } = await namedUser(session, named)
    const path = groupPaths.groupsOfUser(id)
    const listed = await readList(
      session.client,
      { path, limit, after: from, pageSize: GROUP_PAGES.groupsOfUser },
      group,
    )
    return listResult(listed, {
      readable: [`Okta groups for user: ${String(profile.login)}`, groupTable(listed.things)],
      context: { [ACCOUNT]: { ID: id, Type: 'Okta', Group: listed.things.map(groupContext) } },
      page: USER_GROUP_PAGE,
    })
  },
})

export const oktaGetGroupMembers = command({
  name: 'okta-get-group-members',
  description: 'Lists the members of a group.',
  effect: 'read',
  scopes: ['okta.groups.read'],
  args: {
    ...groupArguments,
    limit: limitArgument(),
    after,
    verbose: flag({
      description: 'true shows every attribute of every member instead of one table.',
      defaultValue: 'false',
    }),
  },
  outputs: [...ACCOUNT_OUTPUTS, tagOutput(MEMBER_PAGE)],
  async run({ limit = Number.POSITIVE_INFINITY, after: from, verbose, ...named }, session: Session) {
    const { id, profile } = await namedGroup(session, named)
    const path = groupPaths.members(id)
    const listed = await readList(
      session.client,
      { path, limit, after: from, pageSize: GROUP_PAGES.members },
      user,
    )
    const title = `Users for group: ${String(profile.name)}`
    const readable = usersReadable(title, listed.things, verbose)
    return listResult(listed, {
      readable: verbose ? [`### ${title}:`, readable].flat() : readable,
      context: { [ACCOUNT]: listed.things.map(accountOf) },
      page: MEMBER_PAGE,
    })
  },
})
