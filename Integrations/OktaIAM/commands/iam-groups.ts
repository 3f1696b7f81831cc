import { command, flag } from '../../../kit/command.ts'
import {
  groupOutcomeOutputs,
  groupResult,
  type Member,
  memberOutputs,
} from '../../../kit/iam/group-outcome.ts'
import { OKTA } from '../iam/words.ts'
import type { Client } from '../okta/client.ts'
import { GROUP_PAGES, type Group, groupPaths } from '../okta/groups.ts'
import { user } from '../okta/users.ts'
import type { Session } from '../session.ts'
import { groupFailure, named, scimArgument, scimGroup } from './scim-group.ts'

export * from './iam-group-changes.ts'
export * from './iam-group-members.ts'

export const iamGetGroup = command({
  name: 'iam-get-group',
  description: 'Retrieves a group by its id or its exact name, with its members.',
  effect: 'read',
  scopes: ['okta.groups.read'],
  args: {
    scim: scimArgument,
    includeMembers: flag({
      description: 'Whether the members are read too. Deactivated users are left out.',
      defaultValue: 'true',
    }),
  },
  outputs: groupOutcomeOutputs('GetGroup', OKTA, memberOutputs(OKTA)),
  async run({ scim, includeMembers }, session: Session) {
    const { client, host } = session
    let group: Group | undefined
    try {
      group = await scimGroup(session, scim)
      const members = includeMembers ? await membersOf(client, group) : []
      return groupResult(
        'iam-get-group',
        { success: true, ...named(group), members },
        host.instance,
        OKTA.system,
      )
    } catch (error) {
      return groupResult('iam-get-group', groupFailure(error, scim, group), host.instance, OKTA.system)
    }
  },
})

/** All or nothing: whoever is missing from this list is taken for one who left the group. Throws as `Client.pages` does. */
async function membersOf(client: Client, { id }: Group): Promise<Member[]> {
  const path = groupPaths.members(id)
  const members: Member[] = []
  for await (const { values } of client.pages(`${path}?limit=${GROUP_PAGES.members}`)) {
    const active = values
      .map(value => user(value, `GET ${path}`))
      .filter(({ status }) => status !== 'DEPROVISIONED')
    members.push(...active.map(({ id: value, profile }) => ({ value, display: profile.login ?? null })))
  }
  return members
}
