import type { JsonObject } from '../../../kit/wire.ts'
import { HiddenMembers, isAbsent } from '../scim/errors.ts'
import { patches } from '../scim/features.ts'
import { GroupNotFound, getGroup, groupWithMembers, memberId } from '../scim/groups.ts'
import { type MemberOp, memberOperations, patchBody } from '../scim/member-calls.ts'
import { segment } from '../scim/resource.ts'
import type { Server } from '../scim/server.ts'
import { unlessChanged } from './provision.ts'
import { isUnsupported } from './user-changes.ts'

/** How the members of one group are changed at one server. */
interface MemberSender {
  /** How many at once. */
  readonly most: number
  /** A member that is not there and a group that is not there may both be 404. Throws GroupNotFound when it is the group. */
  send(op: MemberOp, ids: readonly string[]): Promise<void>
}

/** By PATCH, which reads nothing; where there is none by PUT of the whole group. Throws as `Client.get` does. */
export async function memberSender(server: Server, groupId: string): Promise<MemberSender> {
  const knowledge = await server.knowledge()
  const path = `/Groups/${segment(groupId)}`
  let isThere = false
  const send = async (op: MemberOp, ids: readonly string[]) => {
    if (!patches(knowledge, 'Groups')) return putMembers(server, groupId, op, ids)
    try {
      // Without excludedAttributes, however long the answer: scimmy takes what it leaves out for what there is not, and
      // the members of before are gone.
      const body = patchBody(memberOperations(op, ids, server.memberRemoval))
      await server.client.send({ method: 'PATCH', path, body })
      knowledge.emptyGroups.delete(groupId)
    } catch (error) {
      if (isAbsent(error) && !isThere) {
        if (!(await getGroup(server, groupId))) throw new GroupNotFound(error.message)
        isThere = true
      }
      if (!isUnsupported(error)) throw error
      knowledge.patchRefused.add('Groups')
      await putMembers(server, groupId, op, ids)
    }
  }
  return {
    // A PUT sends all of the members anyway.
    most: patches(knowledge, 'Groups') ? server.membersPerPatch : Number.MAX_SAFE_INTEGER,
    send,
  }
}

/** Puts the group with its members as they shall be, and the others as they were read. Throws HiddenMembers before any is lost. */
async function putMembers(
  server: Server,
  groupId: string,
  op: MemberOp,
  ids: readonly string[],
): Promise<void> {
  const { features, emptyGroups } = await server.knowledge()
  await unlessChanged(async () => {
    const found = await groupWithMembers(server, groupId)
    if (!found) throw new GroupNotFound(`No group has the id ${groupId}.`)
    const { group, members, listed, version } = found
    if (!members && !emptyGroups.has(groupId)) throw hidden(groupId)
    const before = new Set((members ?? []).map(({ value }) => value))
    const named = new Set(ids)
    const joining = op === 'add' ? [...named].filter(id => !before.has(id)) : []
    const staying = op === 'add' ? listed : listed.filter(one => !named.has(memberId(one)))
    if (!joining.length && staying.length === listed.length) return
    const { meta: _, ...own } = group as JsonObject
    await server.client.send({
      method: 'PUT',
      path: `/Groups/${segment(groupId)}`,
      body: { ...own, members: [...staying, ...joining.map(value => ({ value }))] },
      ifMatch: features.etag ? version : undefined,
    })
    emptyGroups.delete(groupId)
  })
}

function hidden(groupId: string): HiddenMembers {
  return new HiddenMembers(
    `The server has no PATCH and does not show the members of the group ${groupId}, so that replacing the group might remove some; nothing was changed. If no group has members yet, put one user into a group in the application, so that it can be seen whether members are shown.`,
  )
}
