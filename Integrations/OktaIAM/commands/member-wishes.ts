import type { JsonObject } from '../../../kit/wire.ts'
import type { Call } from '../okta/client.ts'
import { NOT_FOUND, type OktaError } from '../okta/errors.ts'
import { addMember, GROUP_PAGES, type Group, groupPaths, groupsOf, removeMember } from '../okta/groups.ts'
import { thing } from '../okta/thing.ts'
import type { Session } from '../session.ts'
import { isOwnRefusal } from './iam-group-change.ts'

/** One member that is to join or to leave, and what was found: a call, nothing to do, or why it cannot be. */
export interface Wish {
  readonly userId: string
  readonly call?: Call
  readonly refusal?: MemberRefusal
}

/** Why one member cannot be changed, with Okta's code. */
export interface MemberRefusal {
  readonly userId: string
  readonly code: string
  readonly message: string
  readonly facts: JsonObject
}

/** From so many users on one walk over the members of the group costs less than the groups of each. */
const WORTH_A_WALK = 20

/** Each user is looked up, so that a plan tells what is really going to happen, and who does not exist. */
export async function wishesOf(
  session: Session,
  group: Group,
  add: readonly string[],
  remove: readonly string[],
): Promise<Wish[]> {
  const asked = add.length + remove.length
  const members = asked > WORTH_A_WALK ? await membersOf(session, group) : undefined
  const wishes: Wish[] = []
  for (const userId of add) wishes.push(await wishOf(session, group, userId, addMember, members))
  for (const userId of remove) wishes.push(await wishOf(session, group, userId, removeMember, members))
  return wishes
}

async function wishOf(
  session: Session,
  { id }: Group,
  userId: string,
  call: typeof addMember,
  members: ReadonlySet<string> | undefined,
): Promise<Wish> {
  try {
    const isMember =
      members?.has(userId) || (await isUnlistedMember(session, id, userId, members !== undefined))
    if (typeof isMember !== 'boolean') return { userId, refusal: isMember }
    return { userId, ...(isMember !== (call === addMember) && { call: call(id, userId) }) }
  } catch (refusal) {
    if (!isOwnRefusal(refusal)) throw refusal
    return { userId, refusal: refusalOf(userId, refusal) }
  }
}

/**
 * Whether a user belongs to the group who is not known to be on its list of members. That list leaves out those who are
 * DEPROVISIONED. Okta takes a login and `me` for an id as well, so the user is read and must have the id itself.
 */
async function isUnlistedMember(
  { client, users }: Session,
  groupId: string,
  userId: string,
  isListRead: boolean,
): Promise<boolean | MemberRefusal> {
  const user = await users.get(userId)
  if (!user) return noSuchUser(userId, 'No Okta user has this id')
  if (user.id !== userId)
    return noSuchUser(userId, `This is no id but names the user ${user.id}; give the id of the one you mean`)
  if (isListRead && user.status !== 'DEPROVISIONED') return false
  return groupsOf(client).hasMember(groupId, userId)
}

async function membersOf({ client }: Session, { id }: Group): Promise<ReadonlySet<string>> {
  const path = groupPaths.members(id)
  const members = new Set<string>()
  for await (const { values } of client.pages(`${path}?limit=${GROUP_PAGES.members}`))
    for (const value of values) members.add(thing(value, `GET ${path}`).id)
  return members
}

/** What Okta said of one member. */
export function refusalOf(userId: string, { code, message, facts }: OktaError): MemberRefusal {
  return { userId, code, message, facts: facts as JsonObject }
}

function noSuchUser(userId: string, why: string): MemberRefusal {
  return { userId, code: NOT_FOUND, message: `${why}.`, facts: { status: 404, errorCode: NOT_FOUND } }
}
