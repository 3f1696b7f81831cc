import { type Output, outputUnder, type Table } from '../../../kit/command.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import type { Group } from '../okta/groups.ts'
import { present } from './present.ts'

/** Where the groups stand in the context: one per id, a newer one over the older. */
export const GROUP = 'Okta.Group(val.ID && val.ID === obj.ID)'

const COLUMNS = [
  'Created',
  'Description',
  'ID',
  'LastMembershipUpdated',
  'LastUpdated',
  'Name',
  'ObjectClass',
  'Type',
]

/** A group as the context has it; what Okta has no value for is left out. */
export function groupContext({ id, profile, ...group }: Group): JsonObject {
  return present({
    ID: id,
    Name: profile.name,
    Description: profile.description,
    Type: group.type,
    ObjectClass: group.objectClass,
    Created: group.created,
    LastUpdated: group.lastUpdated,
    LastMembershipUpdated: group.lastMembershipUpdated,
  })
}

export function groupTable(groups: readonly Group[]): Table {
  return { title: 'Groups', rows: groups.map(groupContext), columns: COLUMNS }
}

/** The paths of a group under a prefix. A user's groups were declared with one object class, groups with any. */
export function groupOutputs(
  prefix: string,
  objectClass: Extract<Output['type'], 'String' | 'Unknown'>,
): Output[] {
  const output = outputUnder(prefix)
  return [
    output('ID', 'String', "The group's id in Okta."),
    output('Name', 'String', "The group's name."),
    output('Description', 'String', "The group's description."),
    output(
      'Type',
      'String',
      'OKTA_GROUP, APP_GROUP for one that comes from an application, or BUILT_IN for Everyone.',
    ),
    output('ObjectClass', objectClass, 'What determines the profile of the group.'),
    output('Created', 'Date', 'When the group was created.'),
    output('LastUpdated', 'Date', 'When the profile of the group last changed.'),
    output('LastMembershipUpdated', 'Date', 'When somebody last joined or left the group.'),
  ]
}
