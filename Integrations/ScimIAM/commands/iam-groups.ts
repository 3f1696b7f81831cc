import { type Arguments, type Command, command, flag } from '../../../kit/command.ts'
import { InputError } from '../../../kit/errors.ts'
import type { Parsed } from '../../../kit/fields.ts'
import {
  type GroupOutcome,
  groupOutcomeOutputs,
  groupResult,
  memberOutputs,
} from '../../../kit/iam/group-outcome.ts'
import { textOf } from '../../../kit/iam/profile.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { isAbsent } from '../scim/errors.ts'
import { GroupNotFound, getGroup, groupNamed, groupWithMembers } from '../scim/groups.ts'
import { resource, segment } from '../scim/resource.ts'
import type { Session } from '../session.ts'
import { groupFailure, meant, named, scimArgument } from './scim-group.ts'
import { SCIM } from './words.ts'

/** Declares an iam-*-group command: what goes wrong is an outcome, as the group sync expects it. */
export function groupCommand<const A extends Arguments>(
  declaration: Omit<Command<Session>, 'args' | 'run'> & {
    readonly args: A
    readonly act: (
      args: Parsed<A & { readonly scim: typeof scimArgument }>,
      session: Session,
    ) => Promise<GroupOutcome>
  },
): Command<Session> {
  const { act, args, ...facts } = declaration
  return command({
    ...facts,
    args: { scim: scimArgument, ...args },
    async run(given, session: Session) {
      const { instance } = session.host
      const asked = given as unknown as Parsed<A & { readonly scim: typeof scimArgument }>
      try {
        return groupResult(facts.name, await act(asked, session), instance, SCIM.system)
      } catch (error) {
        const outcome = groupFailure(error, asked.scim as JsonObject)
        return groupResult(facts.name, outcome, instance, SCIM.system)
      }
    },
  })
}

export const iamGetGroup = groupCommand({
  name: 'iam-get-group',
  description: 'Retrieves a group by its id or its exact name, with its members where the server shows them.',
  effect: 'read',
  args: {
    includeMembers: flag({ description: 'Whether the members are read too.', defaultValue: 'true' }),
  },
  outputs: groupOutcomeOutputs('GetGroup', SCIM, [
    ...memberOutputs(SCIM),
    {
      path: 'GetGroup.members.type',
      type: 'String',
      description: 'Group, of a member that is a group itself; absent of a user.',
    },
  ]),
  async act({ scim, includeMembers }, { server }) {
    const { id } = await meant(server, scim)
    const found = includeMembers ? await groupWithMembers(server, id) : await withoutMembers()
    if (!found) throw new GroupNotFound(`No group has the id ${id}.`)
    const { group, members } = found
    const about = { success: true, ...named(group) }
    if (members) return { ...about, members }
    return { ...about, reason: includeMembers ? NOT_SHOWN : 'The members were not asked for.' }

    async function withoutMembers() {
      const group = await getGroup(server, id)
      return group && { group, members: undefined }
    }
  },
})

const NOT_SHOWN = 'The server does not say who the members are: there are none, or it does not show them.'

export const iamCreateGroup = groupCommand({
  name: 'iam-create-group',
  description: 'Creates an empty group. A group that has the name already stays as it is.',
  effect: 'change',
  args: {},
  outputs: groupOutcomeOutputs('CreateGroup', SCIM),
  async act({ scim }, { server }) {
    const displayName = textOf(scim.displayName)
    if (!displayName) throw new InputError("You must supply 'displayName' of the group in the scim data.")
    const taken = await groupNamed(server, displayName)
    if (taken) return { success: true, ...named(taken), reason: 'Group already exists.' }
    const externalId = textOf(scim.externalId)
    const body = { schemas: [GROUP], displayName, ...(externalId !== undefined && { externalId }) }
    const { value, place } = await server.client.send({ method: 'POST', path: '/Groups', body })
    const made = resource(value, place)
    ;(await server.knowledge()).emptyGroups.add(made.id)
    return { success: true, displayName, ...definedOf(named(made)) }
  },
})

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** A server may answer with the id alone. */
function definedOf({ id, displayName }: ReturnType<typeof named>) {
  return { id, ...(displayName !== undefined && { displayName }) }
}

export const iamDeleteGroup = groupCommand({
  name: 'iam-delete-group',
  description: 'Permanently removes a group. Its members stay.',
  effect: 'destroy',
  args: {},
  outputs: groupOutcomeOutputs('DeleteGroup', SCIM),
  async act({ scim }, { server }) {
    const group = await meant(server, scim)
    try {
      await server.client.send({ method: 'DELETE', path: `/Groups/${segment(group.id)}` })
    } catch (error) {
      if (!isAbsent(error)) throw error
      // The first attempt was carried out, although its answer did not say so.
      if (!error.isRepeated) throw new GroupNotFound(error.message)
    }
    return { success: true, ...group }
  },
})
