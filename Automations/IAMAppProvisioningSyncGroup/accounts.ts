import type { AutomationHost } from '../../kit/automation.ts'
import { Refusal } from '../../kit/errors.ts'
import type { Entry, JsonObject } from '../../kit/wire.ts'
import { carryOut, jsonArgument } from '../carry-out.ts'
import { textOf } from '../texts.ts'
import { ended, LONG } from './groups.ts'
import { isObject } from './mapping.ts'
import type { Known } from './people.ts'

/** The account of a person in the application, or why there is none that is surely theirs. */
export type Account =
  | { readonly id: string; readonly isInactive: boolean }
  | { readonly missing: string; readonly isUnsure: boolean }

export type Accounts = ReadonlyMap<Known, Account>

type Host = Pick<AutomationHost, 'executeCommand' | 'getModules'>
const SCIM = /^SCIM IAM/

/**
 * Looks people up in the application. An instance of SCIM IAM is asked for all of them at once: 50,000 questions would take
 * hours. Throws a Refusal when the application does not answer; then nothing is known of anybody.
 */
export async function lookUp(host: Host, app: string, people: readonly Known[]): Promise<Accounts> {
  if (people.length === 0) return new Map()
  const modules = await host.getModules()
  const isScim = Object.hasOwn(modules, app) && SCIM.test(textOf(modules[app]?.brand))
  return isScim ? lookUpAll(host, app, people) : lookUpEach(host, app, people)
}

/** By the likeliest name of everybody; whoever is not found by it, by the next one. */
async function lookUpAll(host: Host, app: string, people: readonly Known[]): Promise<Accounts> {
  const found = new Map<Known, Account>(people.map(one => [one, noAccount(one)]))
  for (let at = 0, left = people; left.length > 0; at += 1) {
    const asked = left.filter(({ names }) => names[at] !== undefined)
    if (asked.length === 0) break
    const logins = [...new Set(asked.map(({ names }) => names[at] ?? ''))]
    const answer = await userIds(host, app, logins)
    for (const one of asked) {
      const account = answer(one.names[at] ?? '')
      if (account) found.set(one, account)
    }
    left = asked.filter(one => 'missing' in (found.get(one) ?? noAccount(one)) && !isUnsure(found.get(one)))
  }
  return found
}

async function userIds(
  host: Host,
  app: string,
  logins: readonly string[],
): Promise<(login: string) => Account | undefined> {
  const entries = await carryOut(host, 'scim-get-user-ids', {
    logins: jsonArgument([...logins]),
    using: app,
    ...LONG,
  })
  const contents = entries[0]?.Contents
  if (!isObject(contents) || !isObject(contents.users))
    throw new Refusal(
      `scim-get-user-ids on ${JSON.stringify(app)} did not tell who the users are; nothing was changed.`,
    )
  const users = new Map(Object.entries(contents.users).map(([login, user]) => [login.toLowerCase(), user]))
  const twice = new Set([contents.twice ?? []].flat().map(login => textOf(login).toLowerCase()))
  return login => {
    if (twice.has(login))
      return { missing: `${app} has several accounts with the name ${login}.`, isUnsure: true }
    const user = users.get(login)
    if (!isObject(user) || textOf(user.id) === '') return undefined
    return { id: textOf(user.id), isInactive: textOf(user.active).toLowerCase() === 'false' }
  }
}

async function lookUpEach(host: Host, app: string, people: readonly Known[]): Promise<Accounts> {
  const found = new Map<Known, Account>()
  for (const one of people) found.set(one, await iamGetUser(host, app, one))
  return found
}

/** The contract's way: every integration of this kind has iam-get-user (ilm §3, 3.5). */
async function iamGetUser(host: Host, app: string, one: Known): Promise<Account> {
  const [username = one.person.login] = one.names
  const email = one.names.find(name => name.includes('@')) ?? username
  const profile = jsonArgument({ email, username })
  const entries = await carryOut(host, 'iam-get-user', { 'user-profile': profile, using: app })
  const vendor = vendorIn(entries)
  if (textOf(vendor.success) === 'true' && textOf(vendor.id) !== '')
    return { id: textOf(vendor.id), isInactive: textOf(vendor.active).toLowerCase() === 'false' }
  if (textOf(vendor.errorCode) === '404') return noAccount(one)
  throw new Refusal(
    `iam-get-user on ${JSON.stringify(app)} cannot tell the account of ${one.person.login}: ${ended(textOf(vendor.errorMessage) || 'it gave no result')} Nothing was changed.`,
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

const noAccount = ({ names, person }: Known): Account => ({
  missing: `There is no account of ${names[0] ?? person.id} in the application.`,
  isUnsure: false,
})

const isUnsure = (account: Account | undefined): boolean =>
  account !== undefined && 'missing' in account && account.isUnsure
