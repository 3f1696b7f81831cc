import type { JsonObject } from '../../../kit/wire.ts'
import { HiddenMembers, ScimError } from '../scim/errors.ts'
import { withoutPatch } from '../scim/features.ts'
import { GroupNotFound, getGroup, groupWithMembers } from '../scim/groups.ts'
import { type MemberOp, memberOperations, patchBody } from '../scim/member-calls.ts'
import { segment } from '../scim/resource.ts'
import type { Server } from '../scim/server.ts'
import { unlessChanged } from './provision.ts'
import { isUnsupported } from './user-changes.ts'

/** How the members of one group are changed at one server. */
export interface MemberSender {
  /** How many at once. */
  readonly most: number
  /** A member that is not there and a group that is not there may both be 404. Throws GroupNotFound when it is the group. */
  send(op: MemberOp, ids: readonly string[]): Promise<void>
}

/** By PATCH, which reads nothing; where there is none by PUT of the whole group. Throws as `Client.get` does. */
export async function memberSender(server: Server, groupId: string): Promise<MemberSender> {
  const knowledge = await server.knowledge()
  const path = `/Groups/${segment(groupId)}`
  const send = async (op: MemberOp, ids: readonly string[]) => {
    if (!knowledge.features.patch) return putMembers(server, groupId, op, ids)
    try {
      // Without excludedAttributes, however long the answer: scimmy takes what it leaves out for what there is not, and
      // the members of before are gone.
      const body = patchBody(memberOperations(op, ids, server.memberRemoval))
      await server.client.send({ method: 'PATCH', path, body })
    } catch (error) {
      if (error instanceof ScimError && error.status === 404 && !(await getGroup(server, groupId)))
        throw new GroupNotFound(error.message)
      if (!isUnsupported(error)) throw error
      withoutPatch(knowledge)
      await putMembers(server, groupId, op, ids)
    }
  }
  return {
    // A PUT sends all of the members anyway.
    most: knowledge.features.patch ? server.membersPerPatch : Number.MAX_SAFE_INTEGER,
    send,
  }
}

/**
 * Puts the group with its members as they shall be. Of a server that says that it has no PATCH, an absent list is an empty one:
 * whoever had neither PATCH nor members to be seen could change no group at all. Should it be of that kind, it is said.
 */
async function putMembers(
  server: Server,
  groupId: string,
  op: MemberOp,
  ids: readonly string[],
): Promise<void> {
  await unlessChanged(async () => {
    const found = await groupWithMembers(server, groupId)
    if (!found) throw new GroupNotFound(`No group has the id ${groupId}.`)
    const { group, members, version } = found
    const { features, patchRefused } = await server.knowledge()
    if (!members && patchRefused)
      throw new HiddenMembers(
        `The server refuses PATCH although it does not say that it has none, and it does not say who the members of the group ${groupId} are, so that replacing the group might remove some; nothing was changed.`,
      )
    const before = new Set((members ?? []).map(({ value }) => value))
    const after = new Set(before)
    for (const id of ids) op === 'add' ? after.add(id) : after.delete(id)
    if (after.size === before.size) return
    const { meta: _, ...own } = group as JsonObject
    const answer = await server.client.send({
      method: 'PUT',
      path: `/Groups/${segment(groupId)}`,
      body: { ...own, members: [...after].map(value => ({ value })) },
      ifMatch: features.etag ? version : undefined,
    })
    if (!members && after.size) await requireShown(server, groupId, answer.value)
  })
}

async function requireShown(server: Server, id: string, answered: JsonObject | undefined): Promise<void> {
  if (answered?.members !== undefined || (await groupWithMembers(server, id))?.members?.length) return
  throw new HiddenMembers(
    'The server has no PATCH and does not show the members of its groups. The group was replaced as a whole, so members whom nobody could see are gone; look at it in the application, and take it out of the sync.',
  )
}
