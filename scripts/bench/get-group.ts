import type { RunningOkta } from '../../okta-server/server.ts'
import { converse } from './measure.ts'

export interface GroupFigures {
  /** The requests that the command made, and the fewest that Okta's pages allow. */
  readonly calls: number
  readonly fewest: number
  readonly seconds: number
}

/** The most members that Okta gives on one page. */
const PAGE = 1000

/** Runs iam-get-group, by the group's name, on a group with this many members. Throws when it does not give all of them. */
export async function getGroup(okta: RunningOkta, bundle: string, members: number): Promise<GroupFigures> {
  const displayName = `Members ${members}`
  addGroup(okta, displayName, members)
  okta.org.requests.clear()
  const from = performance.now()
  const one = converse([bundle])
  const line = await one.say(JSON.stringify({ start: startOf(okta, displayName) }))
  await one.end()
  const given = line.match(/"value":"00u/g)?.length
  // Once in the contents, and once under each of its names in the context.
  if (!line.includes('"success":true') || !given || given < members)
    throw new Error(`iam-get-group failed: ${line.slice(0, 200)}`)
  const calls = okta.org.requests.all().length
  // One finds the group by its name, and one reads it again, as the index of search lags behind.
  return { calls, fewest: 2 + Math.ceil(members / PAGE), seconds: (performance.now() - from) / 1000 }
}

/** A group with so many members who are not deactivated, put into the org without as many requests. */
function addGroup({ org }: RunningOkta, name: string, size: number): void {
  const like = [...org.groups.values()].find(({ type }) => type === 'OKTA_GROUP')
  if (!like) throw new Error('the org has no group')
  const members = new Set<string>()
  for (const user of org.users.after()) {
    if (members.size === size) break
    if (user.status !== 'DEPROVISIONED') members.add(user.id)
  }
  if (members.size < size) throw new Error(`the org has only ${members.size} people`)
  const id = org.ids.next('00g')
  org.groups.set(id, { ...like, id, profile: { name, description: null }, members })
}

function startOf(okta: RunningOkta, displayName: string) {
  return {
    kind: 'command',
    command: 'iam-get-group',
    args: { scim: { displayName } },
    params: { url: okta.url, credentials: { identifier: '', password: okta.token } },
    lastRun: {},
    integrationContext: {},
    instance: { brand: 'Okta IAM', name: 'bench' },
  }
}
