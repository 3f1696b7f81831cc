import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Group, Ran } from '../groups.ts'
import type { TestOrg } from '../org.ts'

/** Runs a command and gives what a person sees of it; throws what the older packs crashed with. */
export type Run = (command: string, args: JsonObject) => Promise<Ran>

/** The groups of the older packs, as the list of quirks describes them and as short as it can be. */
export function naiveGroups(org: TestOrg): Run {
  // G5, V4: no waiting, no repeating.
  const call = async (method: string, path: string) => {
    const answer = await org.call(method, path)
    if (!answer.ok) throw new Error(`${answer.status} ${path} ${await answer.text()}`)
    return answer
  }
  const read = async (path: string) => (await (await call('GET', path)).json()) as JsonObject[]
  const hits = async (name: string) =>
    (await read(`/api/v1/groups?q=${encodeURIComponent(name)}`)) as unknown as Group[]
  const told = (text: string, contents: Json, context: JsonObject = {}): Ran => ({
    type: 1,
    text,
    contents,
    context,
  })

  /** V2: unless the prefix finds exactly one, whatever its name, there is no id. */
  const idOf = async (name: Json | undefined): Promise<string> => {
    const found = await hits(String(name))
    return found.length === 1 ? String(found[0]?.id) : 'None'
  }

  /** G1: what is asked for a second time is parsed already, and has no status. */
  const everyMember = async (groupId: string) => {
    const first = await call('GET', `/api/v1/groups/${groupId}/users`)
    const members = (await first.json()) as JsonObject[]
    if (first.headers.get('link')?.includes('rel="next"')) {
      const second = members as unknown as { status?: number }
      if (second.status !== 200) throw new TypeError("'list' object has no attribute 'status_code'")
    }
    return members
  }

  const getGroup = async (args: JsonObject): Promise<Ran> => {
    const { id, displayName } = args.scim as JsonObject
    const found = id ? [{ id: String(id) }] : await hits(String(displayName))
    // G4: several are a success without members.
    const outcome =
      found.length === 1
        ? { success: true, id: found[0]?.id ?? null, members: await everyMember(String(found[0]?.id)) }
        : found.length
          ? found.map(one => ({ id: one.id, success: true }))
          : { success: false, errorCode: 404 }
    // G3: the name of the command, not the documented one.
    return told('Okta Get Group:', outcome, { IamGetGroup: outcome })
  }

  const membership = async (method: string, args: JsonObject, verb: string): Promise<Ran> => {
    const groupId = args.groupId ? String(args.groupId) : await idOf(args.groupName)
    await call(method, `/api/v1/groups/${groupId}/users/${args.userId}`)
    // V16: the name is that of the argument.
    return told(`User: ${args.userId} ${verb}: ${args.groupName ?? 'None'} successfully`, null)
  }

  const COMMANDS: Record<string, (args: JsonObject) => Promise<Ran>> = {
    'iam-get-group': getGroup,
    'okta-add-to-group': args => membership('PUT', args, 'added to group'),
    'okta-remove-from-group': args => membership('DELETE', args, 'was removed from group'),
    // V7: a limit is one call.
    'okta-list-groups': async args => told('', await read(`/api/v1/groups?limit=${args.limit ?? 200}`)),
    'okta-get-group-members': async args => {
      const id = args.groupId ? String(args.groupId) : await idOf(args.groupName)
      return told('', await read(`/api/v1/groups/${id}/users${args.limit ? `?limit=${args.limit}` : ''}`))
    },
    // S3: "list user groups" listed the groups of the org; S12: nothing took the id of a user.
    'okta-get-groups': async () => told('', await read('/api/v1/groups')),
  }
  return (command, args) => {
    const known = COMMANDS[command]
    if (!known) throw new Error(`no command ${command}`)
    return known(args)
  }
}
