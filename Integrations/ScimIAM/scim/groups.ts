import { Refusal } from '../../../kit/errors.ts'
import type { Member } from '../../../kit/iam/group-outcome.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { isAbsent, SeveralFound } from './errors.ts'
import { getLess, pagesOf } from './pages.ts'
import { type Resource, resource, segment, versionOf } from './resource.ts'
import { search, type Wanted } from './search.ts'
import type { Server } from './server.ts'

/** Of members only who they are: the rest is not needed, and they may be many. */
const WITHOUT_MEMBERS = { excludedAttributes: 'members' }

interface FoundGroup {
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
function groupsNamed(server: Server, name: string): Promise<Resource[]> {
  const fits = ({ displayName }: Resource) => displayName === name
  const wanted: Wanted = { kind: 'Groups', attributes: ['displayName'], value: name, fits, caseExact: true }
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
interface WithMembers extends FoundGroup {
  readonly members: Member[] | undefined
  /** The members with all that the server says of each, as a PUT has to give them back. */
  readonly listed: readonly Json[]
}

/**
 * The group with its members. A server may show them only when asked for by name (Oracle), or never (AWS, whose groups have an
 * empty list); an empty group and one whose members are not shown look the same, so other groups are looked at then.
 */
export async function groupWithMembers(server: Server, id: string): Promise<WithMembers | undefined> {
  const plain = await groupAt(server, id)
  if (!plain) return undefined
  const shown = membersOf(plain.group)
  if (shown.length) return { ...plain, members: shown, listed: listedIn(plain.group) }
  const asked = await groupAt(server, id, { attributes: 'id,displayName,externalId,members' })
  const members = asked ? membersOf(asked.group) : []
  const isTold = members.length > 0 || (await showsMembers(server))
  return { ...plain, members: isTold ? members : undefined, listed: asked ? listedIn(asked.group) : [] }
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
    if (isAbsent(error)) return undefined
    throw error
  }
}

/**
 * The members as a group has them, each once: scimmy lists those twice who were added twice. What has no id is no member that
 * could be told from another. A group within the group is told as such (RFC 7643 §4.2).
 */
export function membersOf(group: JsonObject): Member[] {
  const byId = new Map<string, Member>()
  for (const one of listedIn(group)) {
    const id = memberId(one)
    if (id === '' || byId.has(id)) continue
    const { display = null } = objectOf(one)
    byId.set(id, { value: id, display, ...(isGroup(objectOf(one)) && { type: 'Group' }) })
  }
  return [...byId.values()]
}

function listedIn({ members }: JsonObject): readonly Json[] {
  return Array.isArray(members) ? members : []
}

/** The id of a member as a list has it; '' when there is none. */
export function memberId(member: Json): string {
  const value = typeof member === 'object' ? objectOf(member).value : member
  return String(value ?? '')
}

function isGroup({ type, $ref }: JsonObject): boolean {
  if (typeof type === 'string') return type.toLowerCase() === 'group'
  return typeof $ref === 'string' && /\/Groups\/[^/]+$/.test($ref)
}

function objectOf(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
