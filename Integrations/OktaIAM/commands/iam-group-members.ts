import { list } from '../../../kit/command.ts'
import { InputError } from '../../../kit/errors.ts'
import { type GroupOutcome, groupOutcomeOutputs } from '../iam/group-outcome.ts'
import type { Call } from '../okta/client.ts'
import { OktaError } from '../okta/errors.ts'
import { requireOktaGroup } from '../okta/group-types.ts'
import { addMember, type Group, groupsOf, removeMember } from '../okta/groups.ts'
import type { Session } from '../session.ts'
import { type GroupChange, groupChange, isOwnRefusal } from './iam-group-change.ts'
import { named, scimGroup } from './scim-group.ts'

/** One member that is to join or to leave, and what was found: a call, nothing to do, or why it cannot be. */
interface Wish {
  readonly userId: string
  readonly call?: Call
  readonly refusal?: OktaError
}

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
  outputs: groupOutcomeOutputs('UpdateGroup'),
  async decide({ scim, memberIdsToAdd, memberIdsToDelete }, session: Session): Promise<GroupChange> {
    if (!memberIdsToAdd && !memberIdsToDelete)
      throw new InputError('You must supply either "memberIdsToAdd" or "memberIdsToDelete".')
    const [add, remove] = [[...new Set(memberIdsToAdd)], [...new Set(memberIdsToDelete)]]
    const both = add.find(id => remove.includes(id))
    if (both) throw new InputError(`The id ${JSON.stringify(both)} is to be added and to be removed.`)
    const group = await scimGroup(session, scim)
    requireOktaGroup(group, 'joined or left by hand')
    const wishes = [
      ...(await wishesOf(session, group, add, true)),
      ...(await wishesOf(session, group, remove, false)),
    ]
    return changeOf(group, wishes)
  },
})

/** Each user is looked up, so that a plan tells what is really going to happen, and who does not exist. */
async function wishesOf({ client }: Session, { id }: Group, userIds: readonly string[], wanted: boolean) {
  const wishes: Wish[] = []
  for (const userId of userIds) {
    try {
      const isMember = await groupsOf(client).hasMember(id, userId)
      const call = (wanted ? addMember : removeMember)(id, userId)
      wishes.push({ userId, ...(isMember !== wanted && { call }) })
    } catch (refusal) {
      if (!isOwnRefusal(refusal)) throw refusal
      wishes.push({ userId, refusal })
    }
  }
  return wishes
}

function changeOf(group: Group, wishes: readonly Wish[]): GroupChange {
  const sent = wishes.flatMap(({ userId, call }) => (call ? [{ userId, call }] : []))
  const refused = wishes.flatMap(({ userId, refusal }) => (refusal ? [{ userId, refusal }] : []))
  const reason = sent.length || refused.length ? undefined : 'The members are already so.'
  return {
    target: String(group.profile.name),
    calls: sent.map(({ call }) => call),
    ...(reason && { reason }),
    ...(refused.length && { reason: told(refused, wishes.length) }),
    done(answers) {
      const late = sent.flatMap(({ userId }, index) => {
        const answer = answers[index]
        return answer instanceof OktaError ? [{ userId, refusal: answer }] : []
      })
      return outcomeOf(group, [...refused, ...late], wishes.length, reason)
    },
  }
}

type Refused = readonly { readonly userId: string; readonly refusal: OktaError }[]

function outcomeOf(group: Group, refused: Refused, all: number, reason: string | undefined): GroupOutcome {
  const [first] = refused
  if (!first) return { success: true, ...named(group), ...(reason && { reason }) }
  return {
    success: false,
    ...named(group),
    errorCode: first.refusal.code,
    errorMessage: told(refused, all),
    details: refused.map(({ userId, refusal }) => ({ userId, ...(refusal.facts as object) })),
  }
}

const MOST_TOLD = 10

function told(refused: Refused, all: number): string {
  const each = refused.slice(0, MOST_TOLD).map(({ userId, refusal }) => `${userId}: ${refusal.message}`)
  const left = refused.length - each.length
  const more = left ? `\nand ${left} more, all of them in the details` : ''
  return `${refused.length} of ${all} members cannot be changed; the others are.\n${each.join('\n')}${more}`
}
