import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { type RunningScimServer, startScimServer } from '../../scim-server/server.ts'
import { type Conversation, converse } from './measure.ts'
import { type GrowthOf, growthDuring } from './memory.ts'

/** How large the groups are, how many join and leave, and how many users or members one call takes. */
export interface GroupSizes {
  readonly members: number
  readonly few: number
  readonly changes: number
  readonly page: number
  readonly chunk: number
}

/** The calls that one sync made at the application, and the most that it should. */
export interface Calls {
  readonly made: number
  readonly most: number
  readonly seconds: number
}

export interface GroupSyncFigures {
  /** How many users the application has. */
  readonly users: number
  readonly first: Calls & { readonly growth: GrowthOf | undefined }
  /** The same number of changes, in the large group and in the small one. */
  readonly large: Calls
  readonly small: Calls
}

/** What every sync may ask beside look-ups and changes: what the server can, the group by its name, the group made, a last page. */
const BESIDE = 5

/** Some of the org's people have left. */
const PEOPLE_PER_ACTIVE = 1.2

interface Stage {
  readonly okta: RunningOkta
  readonly scim: RunningScimServer
  readonly room: Conversation
}

/** Syncs two groups of Okta into an application that knows everybody, then the same changes in both. Throws when a member is wrong. */
export async function groupSync(sizes: GroupSizes): Promise<GroupSyncFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-groups-'))
  const okta = await startOkta({ people: Math.ceil((sizes.members + sizes.changes) * PEOPLE_PER_ACTIVE) })
  const scim = await startScimServer()
  const room = openRoom(folder, okta, scim, sizes)
  try {
    const stage = { okta, scim, room }
    const logins = await everybody(stage)
    const many = logins.slice(0, sizes.members)
    const [large, small] = [many, spread(many, sizes.few)].map(some => addGroup(okta, some))
    const first = await firstSync(stage, large ?? '', sizes)
    await sync(stage, small ?? '')
    return {
      users: scim.users().length,
      first,
      large: await delta(stage, large ?? '', logins, sizes),
      small: await delta(stage, small ?? '', logins, sizes),
    }
  } finally {
    await room.end()
    await Promise.all([okta.close(), scim.close()])
    rmSync(folder, { recursive: true, force: true })
  }
}

function openRoom(
  folder: string,
  okta: RunningOkta,
  scim: RunningScimServer,
  { page, chunk }: GroupSizes,
): Conversation {
  const instances = join(folder, 'instances.json')
  const settings = { page_size: page, members_per_patch: chunk }
  writeFileSync(
    instances,
    JSON.stringify([
      { name: 'Okta', brand: 'Okta IAM', params: { url: okta.url, credentials: okta.token } },
      { name: 'Desk', brand: 'SCIM IAM', params: { url: scim.url, api_token: scim.token, ...settings } },
    ]),
  )
  return converse(['dist/warroom.js', '--json', '--state', join(folder, 'state'), '--instances', instances])
}

/** Says a line; throws when it could not be run or an entry is an error. */
async function say({ room }: Pick<Stage, 'room'>, line: string): Promise<JsonObject> {
  const said = JSON.parse(await room.say(line)) as {
    error?: string
    entries?: { Type: number }[]
  } & JsonObject
  const isFailed = said.error !== undefined || said.entries?.some(({ Type }) => Type === 4)
  if (isFailed) throw new Error(`${line.slice(0, 200)} failed: ${JSON.stringify(said).slice(0, 500)}`)
  return said
}

/** Gives all who are active in Okta a User Profile and an account; gives their logins. */
async function everybody(stage: Stage): Promise<string[]> {
  const { okta, scim } = stage
  await fetch(`${okta.url}/_test/choices`, {
    method: 'POST',
    body: JSON.stringify({ rateLimits: { '*': 1_000_000 } }),
  })
  const logins = [...okta.org.users.after()]
    .filter(({ status }) => status !== 'DEPROVISIONED')
    .map(({ profile }) => profile.login)
  for (const userName of logins) scim.addUser({ userName })
  await Promise.all(
    logins.map(login =>
      say(stage, `!createNewIndicator value=${login} type="User Profile" email=${login} username=${login}`),
    ),
  )
  return logins
}

/** So many of all, from everywhere: those on the first page of users need no look-up of their own. */
function spread<T>(all: readonly T[], count: number): T[] {
  const every = Math.floor(all.length / count)
  return all.filter((_, at) => at % every === 0).slice(0, count)
}

/** A group put into the org without as many requests: what it has then is in no log. Gives its id. */
function addGroup({ org }: RunningOkta, logins: readonly string[]): string {
  const like = [...org.groups.values()].find(({ type }) => type === 'OKTA_GROUP')
  if (!like) throw new Error('the org has no group')
  const members = new Set(logins.map(login => org.users.byLogin(login)?.id ?? ''))
  const id = org.ids.next('00g')
  const profile = { name: `Members ${logins.length}`, description: null }
  org.groups.set(id, { ...like, id, profile, members })
  return id
}

/** Brings the group in line and compares it; gives seconds and the calls at the application. */
async function sync(stage: Stage, id: string): Promise<{ made: number; seconds: number }> {
  const { okta, scim } = stage
  const group = okta.org.groups.get(id)
  const displayName = group?.profile.name ?? ''
  scim.calls.length = 0
  const from = performance.now()
  const data = JSON.stringify({ id, displayName })
  await say(stage, `!IAMAppProvisioningSyncGroup group_data=\`${data}\` app_instance=Desk okta_instance=Okta`)
  const seconds = (performance.now() - from) / 1000
  const wanted = [...(group?.members ?? [])].map(member => okta.org.users.get(member)?.profile.login)
  const names = new Map(scim.users().map(one => [one.id, one.userName]))
  const held = scim.groups().find(one => one.displayName === displayName)?.members ?? []
  const found = new Set(held.map(member => names.get(member)))
  const wrong =
    wanted.filter(login => !found.has(login ?? '')).length + Math.max(0, found.size - wanted.length)
  if (wrong > 0) throw new Error(`${wrong} members of ${displayName} are not as in Okta`)
  return { made: scim.calls.length, seconds }
}

async function firstSync(stage: Stage, id: string, { members, page, chunk }: GroupSizes) {
  const patches = Math.ceil(members / chunk)
  const growth = growthDuring(
    stage.room.pid,
    () => stage.scim.calls.filter(({ method }) => method === 'PATCH').length / patches,
  )
  const done = await sync(stage, id)
  return {
    ...done,
    most: patches + Math.ceil(stage.scim.users().length / page) + BESIDE,
    growth: growth.end(),
  }
}

/** Half of the changes join, who are in neither group, and half leave. */
async function delta(
  stage: Stage,
  id: string,
  logins: readonly string[],
  { changes, chunk }: GroupSizes,
): Promise<Calls> {
  const half = Math.floor(changes / 2)
  const present = stage.okta.org.groups.get(id)?.members ?? new Set()
  const idOf = (login: string) => stage.okta.org.users.byLogin(login)?.id ?? ''
  const joining = logins
    .map(idOf)
    .filter(one => !present.has(one))
    .slice(-half)
  const leaving = spread([...present], changes - half)
  if (joining.length < half) throw new Error(`only ${joining.length} people are in neither group`)
  for (const one of joining) await move(stage.okta, 'PUT', id, one)
  for (const one of leaving) await move(stage.okta, 'DELETE', id, one)
  const chunks = [joining, leaving].map(list => Math.ceil(list.length / chunk))
  return { ...(await sync(stage, id)), most: changes + chunks.reduce((sum, one) => sum + one, 0) + BESIDE }
}

async function move({ url, token }: RunningOkta, method: string, group: string, user: string): Promise<void> {
  const headers = { authorization: `SSWS ${token}`, 'content-type': 'application/json' }
  const body = method === 'PUT' ? { body: '' } : {}
  const answer = await fetch(`${url}/api/v1/groups/${group}/users/${user}`, { method, headers, ...body })
  if (!answer.ok) throw new Error(`${method} ${group}/users/${user}: ${await answer.text()}`)
}
