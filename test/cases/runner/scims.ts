import type { JsonObject } from '../../../kit/wire.ts'
import { type RunningScimServer, type ScimServer, startScimServer } from '../../../scim-server/server.ts'
import { startScimmy } from '../../scim/scimmy.ts'
import type { Case, GivenScim } from './case.ts'
import { namesIn } from './names.ts'

/** By name. Our own server also has switches and faults. */
export type Scims = ReadonlyMap<string, ScimServer | RunningScimServer>

/** Starts the SCIM applications of a case: the same case gives the same ids, whichever server stands for them. */
export async function startScims({ given, server }: Case): Promise<Scims> {
  const scims = new Map<string, ScimServer | RunningScimServer>()
  for (const [name, one] of Object.entries(given.scim)) {
    const now = () => new Date(given.clock)
    // Cases are compared whatever a server answers a PATCH with: ours is silent, scimmy shows the resource.
    const scim =
      server === 'own' ? await startScimServer({ now, switches: one.switches }) : await startScimmy()
    fill(scim, one)
    scims.set(name, scim)
  }
  return scims
}

export async function closeScims(scims: Scims): Promise<void> {
  for (const scim of scims.values()) await scim.close()
}

/** Of a user only what is peculiar has to be said. */
function fill(scim: ScimServer, { users, groups }: GivenScim): void {
  for (const [login, said] of Object.entries(users)) {
    const { first, last } = namesIn(login)
    const name = { givenName: first, familyName: last }
    const emails = [{ value: login, type: 'work', primary: true }]
    scim.addUser({ userName: login, name, displayName: `${first} ${last}`, emails, ...(said as JsonObject) })
  }
  for (const [displayName, members] of Object.entries(groups))
    scim.addGroup({ displayName, members: members.map(login => scimIdOf(scim, 'user', login)) })
}

/** The SCIM application of a name; an Error says which there are. */
export function scimNamed(scims: Scims, name: string): ScimServer | RunningScimServer {
  const scim = scims.get(name)
  if (scim) return scim
  throw new Error(
    `There is no SCIM application "${name}"; the case has ${[...scims.keys()].join(', ') || 'none'}.`,
  )
}

/** The id of a user (userName or what stands before its @) or of the first group of a name. */
export function scimIdOf(scim: ScimServer, kind: string, name: string): string {
  const found =
    kind === 'user'
      ? scim.users().find(({ userName }) => userName === name || userName.split('@')[0] === name)
      : scim.groups().find(({ displayName }) => displayName === name)
  if (found) return found.id
  throw new Error(`There is no ${kind} "${name}" in the SCIM application.`)
}

/** What an application holds, as cases say it: users by userName, members of groups as sorted userNames. Groups of one name are counted: `Sales`, `Sales (2)`. */
export function stateOfScim(scim: ScimServer): JsonObject {
  const users = scim.users()
  const names = new Map(users.map(({ id, userName }) => [id, userName]))
  const groups: JsonObject = {}
  for (const { displayName, members } of scim.groups()) {
    let name = displayName
    for (let count = 2; Object.hasOwn(groups, name); count += 1) name = `${displayName} (${count})`
    groups[name] = members.map(id => names.get(id) ?? id).sort()
  }
  const people = users.map(({ userName, ...user }) => [
    userName,
    { userName, ...user } as unknown as JsonObject,
  ])
  return { users: Object.fromEntries(people) as JsonObject, groups }
}
