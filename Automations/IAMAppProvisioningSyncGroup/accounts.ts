import type { AutomationHost } from '../../kit/automation.ts'
import { Refusal } from '../../kit/errors.ts'
import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { carryOut, jsonArgument } from '../carry-out.ts'
import { textOf } from '../texts.ts'
import { ended, LONG } from './groups.ts'
import { type Hit, isOwn, type Looked, takenNames, withinReason } from './hits.ts'
import { isObject } from './mapping.ts'
import type { Known } from './people.ts'

/** The account of each person in the application, or why there is none that is surely theirs. */
export type Accounts = ReadonlyMap<Known, Looked>

type Host = Pick<AutomationHost, 'executeCommand' | 'getModules' | 'searchIndicators'>
type Hits = ReadonlyMap<Known, readonly Hit[]>
const SCIM = /^SCIM IAM/

/**
 * Looks people up in the application. An instance of SCIM IAM is asked for all of them at once: 50,000 questions would take
 * hours. Throws a Refusal when the application does not answer; then nothing is known of anybody.
 */
export async function lookUp(host: Host, app: string, people: readonly Known[]): Promise<Accounts> {
  if (people.length === 0) return new Map()
  const modules = await host.getModules()
  const isScim = Object.hasOwn(modules, app) && SCIM.test(textOf(modules[app]?.brand))
  const hits = await (isScim ? hitsOfAll(host, app, people) : hitsOfEach(host, app, people))
  const taken = await takenNames(host, hits)
  const owned = new Set(
    [...hits].flatMap(([one, all]) => all.flatMap(hit => (isOwn(one, hit) && 'id' in hit ? hit.id : []))),
  )
  return new Map(people.map(one => [one, withinReason(app, one, hits.get(one) ?? [], { taken, owned })]))
}

/** By the likeliest name of everybody; whoever is not surely found by it, by the next one. */
async function hitsOfAll(host: Host, app: string, people: readonly Known[]): Promise<Hits> {
  const hits = new Map<Known, Hit[]>(people.map(one => [one, []]))
  for (let at = 0, left = people; left.length > 0; at += 1) {
    left = left.filter(({ names }) => names[at] !== undefined)
    if (left.length === 0) break
    const answer = await userIds(host, app, [...new Set(left.map(({ names }) => names[at] ?? ''))])
    for (const one of left) {
      const hit = answer(one.names[at] ?? '')
      if (hit) hits.get(one)?.push(hit)
    }
    left = left.filter(one => one.isUnsure || !hits.get(one)?.some(hit => isOwn(one, hit)))
  }
  return hits
}

async function userIds(
  host: Host,
  app: string,
  logins: readonly string[],
): Promise<(login: string) => Hit | undefined> {
  const given = { logins: jsonArgument([...logins]), using: app, ...LONG }
  const [entry] = await carryOut(host, 'scim-get-user-ids', given)
  const contents = entry?.Contents
  if (!isObject(contents) || !isObject(contents.users))
    throw new Refusal(
      `scim-get-user-ids on ${JSON.stringify(app)} did not tell who the users are; nothing was changed.`,
    )
  const users = byLogin(contents.users)
  const ids = byLogin(isObject(contents.twiceIds) ? contents.twiceIds : {})
  const [twice, unknown] = [loginsIn(contents.twice), loginsIn(contents.unknown)]
  return login => {
    if (unknown.has(login)) return { login, isUnknown: true }
    if (twice.has(login)) return { login, ids: [ids.get(login) ?? []].flat().map(textOf).filter(Boolean) }
    const user = users.get(login)
    return isObject(user) ? hitOf(login, user, user.userName) : undefined
  }
}

function hitOf(login: string, user: JsonObject, userName: Json | undefined): Hit | undefined {
  const id = textOf(user.id)
  if (id === '') return undefined
  const isInactive = textOf(user.active).toLowerCase() === 'false'
  return { login, id, isInactive, userName: textOf(userName).toLowerCase() }
}

const byLogin = (users: JsonObject): Map<string, Json> =>
  new Map(Object.entries(users).map(([login, user]) => [login.toLowerCase(), user]))
const loginsIn = (list: Json | undefined): Set<string> =>
  new Set([list ?? []].flat().map(login => textOf(login).toLowerCase()))

/** The contract's way: every integration of this kind has iam-get-user (ilm §3, 3.5). */
async function hitsOfEach(host: Host, app: string, people: readonly Known[]): Promise<Hits> {
  const found = new Map<Known, Hit[]>()
  for (const one of people) {
    const { names, person } = one
    const [username = person.login] = names
    const email = names.find(name => name.includes('@')) ?? username
    // Whatever one of several people is called is looked up: each of them is to be left alone.
    const asked = one.isUnsure ? names.map(name => [name, name] as const) : [[username, email] as const]
    const hits: Hit[] = []
    for (const [name, address] of asked) hits.push(...(await iamGetUser(host, app, one, name, address)))
    found.set(one, hits)
  }
  return found
}

async function iamGetUser(
  host: Host,
  app: string,
  { person }: Known,
  username: string,
  email: string,
): Promise<Hit[]> {
  const profile = jsonArgument({ email, username })
  const entries = await carryOut(host, 'iam-get-user', { 'user-profile': profile, using: app })
  const vendor = vendorIn(entries)
  const hit = hitOf(username, vendor, vendor.username)
  if (textOf(vendor.success) === 'true' && hit) return [hit]
  if (textOf(vendor.errorCode) === '404') return []
  throw new Refusal(
    `iam-get-user on ${JSON.stringify(app)} cannot tell the account of ${person.login}: ${ended(textOf(vendor.errorMessage) || 'it gave no result')} Nothing was changed.`,
  )
}

/** IAM.Vendor of the context, whose key holds the rule by which it is merged; older packs have it as the contents only. */
function vendorIn(entries: readonly Entry[]): JsonObject {
  for (const { EntryContext = {}, Contents } of entries)
    for (const [key, value] of [...Object.entries(EntryContext), ['IAM.Vendor', Contents] as const]) {
      const vendor = [value].flat()[0]
      if (/^IAM\.Vendor\b/.test(key) && isObject(vendor) && 'success' in vendor) return vendor
    }
  return {}
}
