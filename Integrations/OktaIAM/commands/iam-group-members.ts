import { list } from '../../../kit/command.ts'
import { InputError } from '../../../kit/errors.ts'
import { type GroupOutcome, groupOutcomeOutputs } from '../../../kit/iam/group-outcome.ts'
import { OKTA } from '../iam/words.ts'
import { OktaError } from '../okta/errors.ts'
import { requireOktaGroup } from '../okta/group-types.ts'
import type { Group } from '../okta/groups.ts'
import { type GroupChange, groupChange } from './iam-group-change.ts'
import { type MemberRefusal, refusalOf, type Wish, wishesOf } from './member-wishes.ts'
import { named, scimGroup } from './scim-group.ts'

export const iamUpdateGroup = groupChange({
  name: 'iam-update-group',
  description:
    'Adds users to a group and removes users from it. Who is a member already, or none, is left as it is.',
  effect: 'destroy',
  scopes: ['okta.groups.manage', 'okta.users.read'],
  args: {
    memberIdsToAdd: list({ description: 'Ids of the users to add, as a list or separated by commas.' }),
    memberIdsToDelete: list({
      description: 'Ids of the users to remove, as a list or separated by commas.',
    }),
  },
  outputs: groupOutcomeOutputs('UpdateGroup', OKTA),
  async decide({ scim, memberIdsToAdd, memberIdsToDelete }, session, found): Promise<GroupChange> {
    if (!memberIdsToAdd && !memberIdsToDelete)
      throw new InputError('You must supply either "memberIdsToAdd" or "memberIdsToDelete".')
    const [add, remove] = [[...new Set(memberIdsToAdd)], [...new Set(memberIdsToDelete)]]
    const both = add.find(id => remove.includes(id))
    if (both) throw new InputError(`The id ${JSON.stringify(both)} is to be added and to be removed.`)
    const group = found(await scimGroup(session, scim))
    requireOktaGroup(group, 'joined or left by hand')
    return changeOf(group, await wishesOf(session, group, add, remove))
  },
})

function changeOf(group: Group, wishes: readonly Wish[]): GroupChange {
  const sent = wishes.flatMap(({ userId, call }) => (call ? [{ userId, call }] : []))
  const refused = wishes.flatMap(({ refusal }) => (refusal ? [refusal] : []))
  const reason = sent.length || refused.length ? undefined : 'The members are already so.'
  return {
    target: String(group.profile.name),
    calls: sent.map(({ call }) => call),
    ...(reason && { reason }),
    ...(refused.length && { reason: told(refused, wishes.length, sent.length ? 'the others will be' : '') }),
    done(answers) {
      const late = sent.flatMap(({ userId }, index) => {
        const answer = answers[index]
        return answer instanceof OktaError ? [refusalOf(userId, answer)] : []
      })
      return outcomeOf(group, [...refused, ...late], wishes.length, reason)
    },
  }
}

type Refused = readonly MemberRefusal[]

function outcomeOf(group: Group, refused: Refused, all: number, reason: string | undefined): GroupOutcome {
  const [first] = refused
  if (!first) return { success: true, ...named(group), ...(reason && { reason }) }
  return {
    success: false,
    ...named(group),
    errorCode: first.code,
    errorMessage: told(refused, all, refused.length < all ? 'the others are as they should be' : ''),
    details: refused.map(({ userId, facts }) => ({ userId, ...facts })),
  }
}

const MOST_TOLD = 10

function told(refused: Refused, all: number, others: string): string {
  const each = refused.slice(0, MOST_TOLD).map(({ userId, message }) => `${userId}: ${message}`)
  const left = refused.length - each.length
  const more = left ? `\nand ${left} more, all of them in the details` : ''
  const rest = others && `; ${others}`
  return `${refused.length} of ${all} members cannot be changed${rest}.\n${each.join('\n')}${more}`
}
