import { Refusal } from '../../../kit/errors.ts'
import type { Member } from '../../../kit/iam/group-outcome.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { ScimError, SeveralFound } from './errors.ts'
import { getLess, pagesOf } from './pages.ts'
import { type Resource, resource, segment, versionOf } from './resource.ts'
import { search, type Wanted } from './search.ts'
import type { Server } from './server.ts'

/** Of members only who they are: the rest is not needed, and they may be many. */
const WITHOUT_MEMBERS = { excludedAttributes: 'members' }

export interface FoundGroup {
  readonly group: Resource
  readonly version: string | undefined
}

export class GroupNotFound extends Refusal {
  override readonly name = 'GroupNotFound'
}

/** The group with this id, without its members; undefined when there is none. */
export async function getGroup(server: Server, id: string): Promise<Resource | undefined> {
  return (await groupAt(server, id, WITHOUT_MEMBERS))?.group
}

/** The groups with exactly this name, without their members. Throws as `search` does. */
export function groupsNamed(server: Server, name: string): Promise<Resource[]> {
  const fits = ({ displayName }: Resource) => displayName === name
  const wanted: Wanted = { kind: 'Groups', attribute: 'displayName', value: name, fits, caseExact: true }
  return search(server, wanted, WITHOUT_MEMBERS)
}

/** The one group with exactly this name; undefined when there is none. Throws SeveralFound naming the ids. */
export async function groupNamed(server: Server, name: string): Promise<Resource | undefined> {
  const [one, ...others] = await groupsNamed(server, name)
  if (!others.length) return one
  const ids = [one, ...others].flatMap(group => group?.id ?? [])
  throw new SeveralFound(
    `${ids.length} groups have the name ${JSON.stringify(name)}: ${ids.join(', ')}; give the "id" of the one you mean. Nothing was changed.`,
    { ids },
  )
}

/** A group and who its members are; `members` is undefined when the server does not tell. */
export interface WithMembers extends FoundGroup {
  readonly members: Member[] | undefined
}

/**
 * The group with its members. A server may show them only when asked for by name (Oracle), or never (AWS, whose groups have an
 * empty list); an empty group and one whose members are not shown look the same, so other groups are looked at then.
 */
export async function groupWithMembers(server: Server, id: string): Promise<WithMembers | undefined> {
  const plain = await groupAt(server, id)
  if (!plain) return undefined
  const shown = membersOf(plain.group)
  if (shown.length) return { ...plain, members: shown }
  const asked = await groupAt(server, id, { attributes: 'id,displayName,externalId,members' })
  const members = asked ? membersOf(asked.group) : []
  return { ...plain, members: members.length || (await showsMembers(server)) ? members : undefined }
}

const LOOKED_AT = 10

/** Whether the server shows the members of any group. */
async function showsMembers(server: Server): Promise<boolean> {
  const query = { attributes: 'id,displayName,members', count: LOOKED_AT }
  for await (const { resources } of pagesOf(server, 'Groups', query))
    return resources.some(group => membersOf(group).length > 0)
  return false
}

async function groupAt(
  server: Server,
  id: string,
  less: Readonly<Record<string, string>> = {},
): Promise<FoundGroup | undefined> {
  try {
    const { value, etag, place } = await getLess(server, `/Groups/${segment(id)}`, {}, less)
    const group = resource(value, place)
    return { group, version: versionOf(group, etag) }
  } catch (error) {
    if (error instanceof ScimError && error.status === 404) return undefined
    throw error
  }
}

/**
 * The members as a group has them, each once: scimmy lists those twice who were added twice. What has no id is no member that
 * could be told from another.
 */
export function membersOf({ members }: JsonObject): Member[] {
  const listed = (Array.isArray(members) ? members : []) as (JsonObject | string | null)[]
  const byId = new Map<string, Member>()
  for (const one of listed) {
    const { value, display = null } = typeof one === 'object' ? (one ?? {}) : { value: one }
    const id = String(value ?? '')
    if (id !== '' && !byId.has(id)) byId.set(id, { value: id, display: display as Json })
  }
  return [...byId.values()]
}
