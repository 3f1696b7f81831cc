import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RunningScimServer, startScimServer } from '../../scim-server/server.ts'

/** The group that the service desk follows, how many are in it at first, and how many join and leave. */
export const FIELD = { name: 'Field Sales', members: 1200, joining: 15, leaving: 5 }

const loginOf = (number: number) => `agent${String(number).padStart(4, '0')}@northwind.example`
const everybody = Array.from({ length: FIELD.members + FIELD.joining }, (_, at) => loginOf(at + 1))

/** Who is not in the group yet, and who leaves it: from its beginning, middle and end. */
export const JOINING = everybody.slice(FIELD.members)
export const LEAVING = [1, 300, 600, 900, 1200].map(loginOf)

/** Writes an org with the group and all whom the story speaks of; gives the file. */
export function crowdSeed(folder: string): string {
  const file = join(folder, 'crowd.json')
  const people = ['owner@northwind.example', ...everybody].map(login => ({
    status: 'ACTIVE',
    profile: { login, email: login, firstName: 'Agent', lastName: login.slice(5, 9) },
  }))
  const groups = [{ name: FIELD.name, members: everybody.slice(0, FIELD.members) }]
  writeFileSync(file, JSON.stringify({ tokenOwner: 'owner@northwind.example', people, groups }))
  return file
}

/** The lines that give everybody a User Profile, as long as no HR system reports them. */
export function profileLines(): string[] {
  return everybody.map(
    login => `!createNewIndicator value=${login} type="User Profile" email=${login} username=${login}`,
  )
}

/** A service desk that speaks SCIM, in which everybody has an account and there is no group. */
export interface Desk extends RunningScimServer {
  end(): Promise<void>
}

export async function startDesk(): Promise<Desk> {
  const server = await startScimServer()
  for (const userName of everybody) server.addUser({ userName, displayName: userName })
  return { ...server, end: () => server.close() }
}

/** What the desk holds and was told since the last time: members, and how many the calls named that add and remove them. */
export function toldToDesk({ calls, groups }: Pick<RunningScimServer, 'calls' | 'groups'>) {
  const operations = calls.flatMap(({ body }) => operationsIn(body))
  const named = (op: string) =>
    operations.reduce((sum, each) => sum + (each.op.toLowerCase() === op ? membersIn(each) : 0), 0)
  const members = groups().map(group => group.members.length)
  return {
    groups: members.length,
    members: members.join(', '),
    added: named('add'),
    removed: named('remove'),
  }
}

interface Operation {
  readonly op: string
  readonly path?: string
  readonly value?: unknown
}

function operationsIn(body: unknown): Operation[] {
  const isPatch = typeof body === 'object' && body !== null && 'Operations' in body
  return isPatch && Array.isArray(body.Operations) ? body.Operations : []
}

/** An operation names members by a list, or by a path for each that goes. */
function membersIn({ path = '', value }: Operation): number {
  if (Array.isArray(value)) return value.length
  return path.match(/value eq "/g)?.length ?? (value === undefined ? 0 : 1)
}
