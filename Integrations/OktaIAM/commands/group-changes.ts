import { choice, type Output, text } from '../../../kit/command.ts'
import { InputError } from '../../../kit/errors.ts'
import { changedAttributes } from '../../../kit/iam/profile.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { NOT_FOUND } from '../okta/errors.ts'
import { requireOktaGroup } from '../okta/group-types.ts'
import { createGroup, deleteGroup, type Group, group, replaceGroup } from '../okta/groups.ts'
import { type Change, change } from './change.ts'
import { holdersOf, requireFreeName } from './group-name.ts'
import { GROUP, groupContext, groupOutputs } from './group-table.ts'
import { groupArguments, namedGroup } from './named.ts'

/** The older pack wrote what it created under a name of its own; both are kept (quirk V21). */
const CREATED: readonly Output[] = ['ID', 'Name', 'Description', 'Type'].map(member => ({
  path: `OktaGroup.${member}`,
  type: 'Unknown',
  description: `${member === 'ID' ? 'Id' : member} of the group.`,
}))

export const oktaCreateGroup = change({
  name: 'okta-create-group',
  description: 'Creates a group without members. A group that has the name already stays as it is.',
  effect: 'change',
  scopes: ['okta.groups.manage'],
  args: {
    name: text({ description: 'Name of the group, at most 255 characters.', required: true }),
    description: text({ description: 'Description of the group.' }),
  },
  outputs: [...CREATED, ...groupOutputs('Okta.Group', 'Unknown')],
  async decide({ name, description }, { client }): Promise<Change> {
    const { taken, note } = await holdersOf(client, name)
    if (taken) {
      const differs = description !== undefined && description !== taken.profile.description
      const reason = `Group already exists${differs ? ' with another description, which stays; okta-update-group changes it' : ''}: ${told(taken)}`
      return { target: name, calls: [], reason, done: () => created(taken, reason) }
    }
    const profile = given({ name, description })
    return {
      target: name,
      calls: [createGroup(profile)],
      changes: changesOf(profile, {}),
      ...(note && { reason: note }),
      done([answer]) {
        const made = group(answer, 'POST /api/v1/groups')
        return created(made, [`Group Created: ${told(made)}`, note].filter(Boolean).join('\n'))
      },
    }
  },
})

export const oktaUpdateGroup = change({
  name: 'okta-update-group',
  description: 'Gives a group another name or description. Only a group of type OKTA_GROUP can be changed.',
  effect: 'change',
  scopes: ['okta.groups.manage'],
  args: {
    ...groupArguments,
    name: text({ description: 'The name that the group is to have.' }),
    description: text({ description: 'The description that the group is to have.' }),
    clear: choice(['description'], { description: 'description: the group shall have none any more.' }),
  },
  outputs: groupOutputs('Okta.Group', 'Unknown'),
  async decide({ name, description, clear, ...named }, session): Promise<Change> {
    const wanted = given({ name, description: clear ? null : description })
    if (!Object.keys(wanted).length)
      throw new InputError('There is nothing to update; give "name", "description" or "clear".')
    if (clear && description !== undefined)
      throw new InputError('The description is given and to be cleared; give one of both.')
    const present = await namedGroup(session, named)
    requireOktaGroup(present, 'changed')
    const changed = changedAttributes(wanted, present.profile)
    const target = String(present.profile.name)
    if (typeof changed.name === 'string') await requireFreeName(session.client, changed.name, present)
    if (!Object.keys(changed).length) {
      const reason = `Group is already so: ${told(present)}`
      return { target, calls: [], reason, done: () => shown(present, reason) }
    }
    return {
      target,
      calls: [replaceGroup(present.id, { ...present.profile, ...changed })],
      changes: changesOf(changed, present.profile),
      done([answer]) {
        const now = group(answer, 'PUT /api/v1/groups')
        return shown(now, `Group Updated: ${told(now)}`)
      },
    }
  },
})

export const oktaDeleteGroup = change({
  name: 'okta-delete-group',
  description:
    'Deletes a group for good. Its members lose the applications that only the group assigned to them.',
  effect: 'destroy',
  scopes: ['okta.groups.manage'],
  args: groupArguments,
  outputs: [],
  async decide(named, session): Promise<Change> {
    const present = await namedGroup(session, named)
    if (present.type === 'BUILT_IN') requireOktaGroup(present, 'deleted')
    return {
      target: String(present.profile.name),
      calls: [deleteGroup(present.id)],
      from: String(present.type),
      to: null,
      isDone: async refusal => refusal.code === NOT_FOUND,
      done: () => ({ readable: `Group Deleted: ${told(present)}`, contents: present }),
    }
  },
})

/** What is given of a profile; null is given too. */
function given(profile: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(profile).filter((one): one is [string, Json] => one[1] !== undefined),
  )
}

const told = ({ id, profile }: Group) => `[GroupID:${id}, GroupName: ${String(profile.name)}]`

const shown = (one: Group, readable: string) => ({
  readable,
  contents: one,
  context: { [GROUP]: groupContext(one) },
})

function created(one: Group, readable: string) {
  const { ID, Name, Description, Type } = groupContext(one)
  const older = given({ ID, Name, Description, Type })
  const { context, ...result } = shown(one, readable)
  return { ...result, context: { 'OktaGroup(val.ID && val.ID === obj.ID)': older, ...context } }
}

function changesOf(wanted: JsonObject, current: JsonObject) {
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => [name, [current[name] ?? null, value] as const]),
  )
}
