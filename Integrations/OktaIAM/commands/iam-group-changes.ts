import { InputError } from '../../../kit/errors.ts'
import { groupOutcomeOutputs } from '../../../kit/iam/group-outcome.ts'
import { textOf } from '../../../kit/iam/profile.ts'
import { OKTA } from '../iam/words.ts'
import { requireOktaGroup } from '../okta/group-types.ts'
import { createGroup, deleteGroup, group } from '../okta/groups.ts'
import type { Session } from '../session.ts'
import { holdersOf } from './group-name.ts'
import { accepted, type GroupChange, groupChange } from './iam-group-change.ts'
import { named, scimGroup } from './scim-group.ts'

export const iamCreateGroup = groupChange({
  name: 'iam-create-group',
  description: 'Creates an empty group. A group that has the name already stays as it is.',
  effect: 'change',
  scopes: ['okta.groups.manage'],
  args: {},
  outputs: groupOutcomeOutputs('CreateGroup', OKTA),
  async decide({ scim }, { client }: Session): Promise<GroupChange> {
    const name = textOf(scim.displayName)
    if (!name) throw new InputError("You must supply 'displayName' of the group in the scim data.")
    const { taken, note } = await holdersOf(client, name)
    if (taken) {
      const reason = 'Group already exists.'
      return { target: name, calls: [], reason, done: () => ({ success: true, ...named(taken), reason }) }
    }
    const description = textOf(scim.description)
    const profile = { name, ...(description !== undefined && { description }) }
    return {
      target: name,
      calls: [createGroup(profile)],
      changes: Object.fromEntries(Object.entries(profile).map(([member, value]) => [member, [null, value]])),
      ...(note && { reason: note }),
      done: ([answer]) => ({
        success: true,
        ...named(group(accepted(answer), 'POST /api/v1/groups')),
        ...(note && { reason: note }),
      }),
    }
  },
})

export const iamDeleteGroup = groupChange({
  name: 'iam-delete-group',
  description: 'Permanently removes a group, which must be of type OKTA_GROUP.',
  effect: 'destroy',
  scopes: ['okta.groups.manage'],
  args: {},
  outputs: groupOutcomeOutputs('DeleteGroup', OKTA),
  async decide({ scim }, session, found): Promise<GroupChange> {
    const doomed = found(await scimGroup(session, scim))
    requireOktaGroup(doomed, 'deleted')
    return {
      target: String(doomed.profile.name),
      from: String(doomed.type),
      to: null,
      calls: [deleteGroup(doomed.id)],
      done([answer]) {
        accepted(answer)
        return { success: true, ...named(doomed) }
      },
    }
  },
})
