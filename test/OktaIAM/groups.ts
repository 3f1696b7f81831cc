import type { Json, JsonObject } from '../../kit/wire.ts'
import type { TestOrg } from './org.ts'

/** What a person sees of one run: the entry's type and text, its contents, and the context by its plain paths. */
export interface Ran {
  readonly type: number
  readonly text: string
  readonly contents: Json
  readonly context: JsonObject
}

/** Runs a command and takes its one entry apart. */
export async function ran(org: TestOrg, command: string, args: JsonObject, params: JsonObject = {}) {
  const { entries } = await org.command(command, args, params)
  const [entry, second] = entries
  if (!entry || second) throw new Error(`${entries.length} entries`)
  const context = Object.entries(entry.EntryContext ?? {}).map(([key, value]) => [
    key.replace(/\(.*/, ''),
    value,
  ])
  return {
    type: entry.Type,
    text: String(entry.HumanReadable ?? entry.Contents),
    contents: entry.Contents ?? null,
    context: Object.fromEntries(context),
  } as Ran
}

export interface Group {
  id: string
  type: string
  profile: JsonObject
}

/** Groups in the org itself, past the commands that are tested. */
export function groupsIn({ call }: TestOrg) {
  const read = async (path: string) => (await call('GET', path)).json() as Promise<JsonObject[]>
  return {
    make: async (name: string, description?: string): Promise<string> => {
      const profile = { name, ...(description !== undefined && { description }) }
      const answer = await call('POST', '/api/v1/groups', { profile })
      if (!answer.ok) throw new Error(await answer.text())
      return ((await answer.json()) as Group).id
    },
    join: async (groupId: string, ...userIds: string[]) => {
      for (const userId of userIds) await call('PUT', `/api/v1/groups/${groupId}/users/${userId}`)
    },
    get: async (id: string): Promise<Group | undefined> => {
      const answer = await call('GET', `/api/v1/groups/${id}`)
      return answer.ok ? ((await answer.json()) as Group) : undefined
    },
    named: async (name: string): Promise<Group[]> => {
      const found = await read(`/api/v1/groups?q=${encodeURIComponent(name)}`)
      return (found as unknown as Group[]).filter(({ profile }) => profile.name === name)
    },
    /** Whether a user belongs to a group, by the groups of the user, which also a deactivated one has. */
    isMember: async (groupId: string, userId: string): Promise<boolean> => {
      for (let path: string | undefined = `/api/v1/users/${userId}/groups`; path; ) {
        const answer: Response = await call('GET', path)
        if (((await answer.json()) as Group[]).some(({ id }) => id === groupId)) return true
        const next = /<https?:\/\/[^/]+([^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '')
        path = next?.[1]
      }
      return false
    },
  }
}
