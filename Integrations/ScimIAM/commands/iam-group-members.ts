import { list } from '../../../kit/command.ts'
import { InputError } from '../../../kit/errors.ts'
import { type GroupOutcome, groupOutcomeOutputs } from '../../../kit/iam/group-outcome.ts'
import { GroupNotFound } from '../scim/groups.ts'
import { changeMembers, type MembersDone } from '../scim/member-changes.ts'
import { failureOf } from './failure.ts'
import { groupCommand } from './iam-groups.ts'
import { memberSender } from './member-sender.ts'
import { type GroupName, meant } from './scim-group.ts'
import { SCIM } from './words.ts'

export const iamUpdateGroup = groupCommand({
  name: 'iam-update-group',
  description:
    'Adds users to a group and removes users from it. Who is a member already, or none, is left as it is.',
  effect: 'destroy',
  args: {
    memberIdsToAdd: list({ description: 'Ids of the users to add, as a list or separated by commas.' }),
    memberIdsToDelete: list({ description: 'Ids of the users to remove, as a list or separated by commas.' }),
  },
  outputs: groupOutcomeOutputs('UpdateGroup', SCIM, [
    {
      path: 'UpdateGroup.added',
      type: 'Number',
      description: 'How many of the users to add are members now, those who were before included.',
    },
    {
      path: 'UpdateGroup.removed',
      type: 'Number',
      description: 'How many of the users to remove are none now.',
    },
    {
      path: 'UpdateGroup.details',
      type: 'Unknown',
      description: 'Each member that was refused: id and message.',
    },
  ]),
  async act({ scim, memberIdsToAdd, memberIdsToDelete }, { server }) {
    if (!memberIdsToAdd && !memberIdsToDelete)
      throw new InputError('You must supply either "memberIdsToAdd" or "memberIdsToDelete".')
    const wishes = { add: distinct(memberIdsToAdd), remove: distinct(memberIdsToDelete) }
    const joining = new Set(wishes.add)
    const both = wishes.remove.find(id => joining.has(id))
    if (both) throw new InputError(`The id ${JSON.stringify(both)} is to be added and to be removed.`)
    const group = await meant(server, scim)
    const sender = await memberSender(server, group.id)
    const done = await changeMembers(wishes, sender.most, sender.send)
    if (done.stopped instanceof GroupNotFound) throw done.stopped
    return outcomeOf(group, done, wishes.add.length + wishes.remove.length)
  },
})

const distinct = (ids: readonly string[] = []) => [...new Set(ids.map(id => id.trim()).filter(Boolean))]

function outcomeOf(group: GroupName, done: MembersDone, all: number): GroupOutcome {
  const { added, removed, refused, stopped } = done
  const about = { ...group, added, removed }
  if (!refused.length && !stopped)
    return { success: true, ...about, ...(!all && { reason: 'There is nobody to add or to remove.' }) }
  const details = refused.map(({ id, message }) => ({ id, message }))
  const left = all - added - removed - refused.length
  const words = [
    refused.length ? told(refused, all) : '',
    stopped &&
      `${added + removed} of ${all} members were changed, then it stopped; ${left} were not tried. Run the command again; what is done already does no harm. ${stopped.message}`,
  ]
  return {
    success: false,
    ...about,
    // A refused member has no code of its own in SCIM, and 404 would mean the group.
    errorCode: 400,
    ...(stopped && failureOf(stopped)),
    errorMessage: words.filter(Boolean).join('\n'),
    ...(details.length && { details }),
  }
}

const MOST_TOLD = 10

function told(refused: MembersDone['refused'], all: number): string {
  const each = refused.slice(0, MOST_TOLD).map(({ id, message }) => `${id}: ${message}`)
  const left = refused.length - each.length
  const more = left ? `\nand ${left} more, all of them in the details` : ''
  return `${refused.length} of ${all} members were refused.\n${each.join('\n')}${more}`
}
