import type { Parsed } from '../../../kit/fields.ts'
import { requireOktaGroup } from '../okta/group-types.ts'
import { addMember, groupsOf, removeMember } from '../okta/groups.ts'
import type { Session } from '../session.ts'
import { type Change, change } from './change.ts'
import { groupArguments, namedGroup, namedUser, userArguments } from './named.ts'

const args = { ...userArguments, ...groupArguments }

export const oktaAddToGroup = change({
  name: 'okta-add-to-group',
  description: 'Adds a user to a group. Only a group of type OKTA_GROUP takes members by hand.',
  effect: 'change',
  scopes: ['okta.groups.manage', 'okta.users.read'],
  args,
  outputs: [],
  decide: (given, session) => membership(given, session, true),
})

export const oktaRemoveFromGroup = change({
  name: 'okta-remove-from-group',
  description: 'Removes a user from a group. Only a group of type OKTA_GROUP loses members by hand.',
  effect: 'destroy',
  scopes: ['okta.groups.manage', 'okta.users.read'],
  args,
  outputs: [],
  decide: (given, session) => membership(given, session, false),
})

/** User and group are told by their names, whatever they were given by (quirk V16). */
async function membership(given: Parsed<typeof args>, session: Session, wanted: boolean): Promise<Change> {
  const user = await namedUser(session, given)
  const group = await namedGroup(session, given)
  const isMember = await groupsOf(session.client).hasMember(group.id, user.id)
  const [who, where] = [String(user.profile.login), String(group.profile.name)]
  const contents = { user: user.id, login: who, group: group.id, name: where, member: wanted }
  const plan = { target: `${who} in ${where}`, from: state(isMember), to: state(wanted) }
  if (isMember === wanted) {
    const reason = `User: ${who} is ${wanted ? 'already a' : 'no'} member of group: ${where}`
    return { ...plan, calls: [], reason, done: () => ({ readable: reason, contents }) }
  }
  requireOktaGroup(group, wanted ? 'joined by hand' : 'left by hand')
  const done = wanted ? `added to group: ${where}` : `was removed from group: ${where}`
  return {
    ...plan,
    calls: [(wanted ? addMember : removeMember)(group.id, user.id)],
    done: () => ({ readable: `User: ${who} ${done} successfully`, contents }),
  }
}

const state = (isMember: boolean) => (isMember ? 'member' : 'no member')
