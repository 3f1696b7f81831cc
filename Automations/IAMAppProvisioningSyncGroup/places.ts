import type { JsonObject } from '../../kit/wire.ts'
import type { Account, Accounts } from './accounts.ts'
import type { AppMember, Compared, Comparison } from './compare.ts'
import { compare } from './compare.ts'
import type { Direction, Wish } from './events.ts'
import { keyOf, type Person } from './events.ts'
import type { Known } from './people.ts'

/** What is to be done in the application, by the ids there, and what is left out. */
export interface Changes {
  /** The account's id, and whose it is, as far as it is somebody's. */
  readonly add: ReadonlyMap<string, Known | undefined>
  readonly remove: ReadonlyMap<string, Known | undefined>
  readonly skipped: readonly Skipped[]
}

export interface Skipped {
  readonly person: Person
  readonly direction: Direction
  readonly reason: string
}

/** Who is to be looked up in the application: whose account the profile does not tell, and who matters. */
export function unknownOf(known: readonly Known[], leaving: (one: Known) => boolean): Known[] {
  return known.filter(one => !one.account && (leaving(one) || (!one.missing && !one.isInactive)))
}

/**
 * The changes that wishes mean. Somebody joins who has a User Profile and an account, both active; somebody leaves by the
 * account alone. Where two people have one account the later wish wins.
 */
export function changesOf(wishes: readonly Wish[], known: readonly Known[], accounts: Accounts): Changes {
  const people = new Map(known.map(one => [keyOf(one.person), one]))
  const skipped: Skipped[] = []
  const last = new Map<string, { direction: Direction; one: Known }>()
  for (const { person, direction } of wishes) {
    const one = people.get(keyOf(person))
    if (!one) continue
    const account = accountOf(one, accounts)
    const reason = direction === 'add' ? reasonNotToAdd(one, account) : missingIn(account)
    if (reason !== undefined) skipped.push({ person, direction, reason })
    else if ('id' in account) {
      last.delete(account.id)
      last.set(account.id, { direction, one })
    }
  }
  const of = (wanted: Direction) =>
    new Map([...last].filter(([, { direction }]) => direction === wanted).map(([id, { one }]) => [id, one]))
  return { add: of('add'), remove: of('remove'), skipped }
}

/** Each member in Okta, for the comparison. */
export function comparedPeople(known: readonly Known[], accounts: Accounts): Compared[] {
  return known.map(one => {
    const account = accountOf(one, accounts)
    const ids = 'id' in account ? [account.id] : []
    const isUnsure = 'isUnsure' in account && account.isUnsure
    const add = reasonNotToAdd(one, account) === undefined ? ids[0] : undefined
    return { add, ids, names: one.names, isUnsure }
  })
}

/** The changes that a comparison means, and who was left out of it. */
export function changesBetween(
  known: readonly Known[],
  accounts: Accounts,
  members: readonly AppMember[] | undefined,
): Changes {
  const people = comparedPeople(known, accounts)
  const { add, remove }: Comparison = compare(people, members)
  const owners = new Map(people.map(({ add: id }, at) => [id, known[at]]))
  const skipped = known.flatMap((one): Skipped[] => {
    const reason = reasonNotToAdd(one, accountOf(one, accounts))
    return reason === undefined ? [] : [{ person: one.person, direction: 'add', reason }]
  })
  return {
    add: new Map(add.map(id => [id, owners.get(id)])),
    remove: new Map(remove.map(id => [id, undefined])),
    skipped,
  }
}

function reasonNotToAdd(one: Known, account: Account): string | undefined {
  if (one.missing) return one.missing
  if (one.isInactive) return 'The User Profile is not active.'
  const missing = missingIn(account)
  if (missing !== undefined) return missing
  return 'isInactive' in account && account.isInactive
    ? 'The account in the application is disabled.'
    : undefined
}

const missingIn = (account: Account): string | undefined =>
  'missing' in account ? account.missing : undefined

/** The id of the profile is surer than a name. */
function accountOf(one: Known, accounts: Accounts): Account {
  const nobody = { missing: one.missing ?? 'The account was not looked for.', isUnsure: false }
  return one.account ?? accounts.get(one) ?? nobody
}

/** For the context and the eyes: who, and why. */
export const skippedRow = ({ person, direction, reason }: Skipped): JsonObject => ({
  login: person.login || person.id,
  what: direction,
  reason,
})
