import type { JsonObject } from '../../kit/wire.ts'
import type { Accounts } from './accounts.ts'
import type { AppMember, Compared } from './compare.ts'
import { compare } from './compare.ts'
import type { Direction, Wish } from './events.ts'
import { keyOf, type Person } from './events.ts'
import type { Looked } from './hits.ts'
import type { Known } from './people.ts'

/** What is to be done in the application, by the ids there, and what is left out. */
export interface Changes {
  /** The account's id, and whose it is, as far as it is somebody's. */
  readonly add: ReadonlyMap<string, Known | undefined>
  readonly remove: ReadonlyMap<string, Known | undefined>
  readonly skipped: readonly Skipped[]
  /** Members who stay only because it is not known of everybody which account is theirs. */
  readonly kept: number
}

export interface Skipped {
  readonly person: Person
  readonly direction: Direction
  readonly reason: string
  /** It is tried again each time: nobody has said that there is nothing to do. */
  readonly waits: boolean
}

/**
 * Who is to be looked up for wishes: whoever joins and whose account the profile does not tell; and whoever leaves, for the
 * account may have been made again since the profile was written.
 */
export function unknownOf(known: readonly Known[], leaving: (one: Known) => boolean): Known[] {
  return known.filter(
    one => !one.isUnsure && (leaving(one) || (!one.account && !one.missing && !one.isInactive)),
  )
}

/**
 * The changes that wishes mean. Somebody joins who has a User Profile and an account, both active; somebody leaves by the
 * accounts alone. Where two people have one account the later wish wins.
 */
export function changesOf(wishes: readonly Wish[], known: readonly Known[], accounts: Accounts): Changes {
  const people = new Map(known.map(one => [keyOf(one.person), one]))
  const skipped: Skipped[] = []
  const last = new Map<string, { direction: Direction; one: Known }>()
  for (const { person, direction } of wishes) {
    const one = people.get(keyOf(person))
    if (!one) continue
    const { ids, left } = direction === 'add' ? joining(one, accounts) : leaving(one, accounts)
    if (left) skipped.push({ person, direction, ...left })
    for (const id of ids) {
      last.delete(id)
      last.set(id, { direction, one })
    }
  }
  const of = (wanted: Direction) =>
    new Map([...last].filter(([, { direction }]) => direction === wanted).map(([id, { one }]) => [id, one]))
  return { add: of('add'), remove: of('remove'), skipped, kept: 0 }
}

interface Step {
  readonly ids: readonly string[]
  readonly left?: Pick<Skipped, 'reason' | 'waits'>
}

function joining(one: Known, accounts: Accounts): Step {
  const account = accountOf(one, accounts)
  const reason = reasonNotToAdd(one, account)
  if (reason !== undefined) return { ids: [], left: { reason, waits: true } }
  return { ids: 'id' in account ? [account.id] : [] }
}

/** The id of the profile and the one that was found: the profile may be older than the account. */
function leaving(one: Known, accounts: Accounts): Step {
  if (one.isUnsure) return { ids: [], left: { reason: one.missing ?? '', waits: true } }
  const looked = accounts.get(one) ?? notLookedFor(one)
  const own = one.account ? [one.account.id] : []
  if ('id' in looked) return { ids: [...new Set([...own, looked.id])] }
  const waits = looked.isUnsure && !own.some(id => looked.ids.includes(id))
  return own.length && !waits ? { ids: own } : { ids: own, left: { reason: looked.missing, waits } }
}

/** Each member in Okta, for the comparison. */
function comparedPeople(known: readonly Known[], accounts: Accounts): Compared[] {
  return known.map(one => {
    const account = accountOf(one, accounts)
    const looked = accounts.get(one)
    const found = looked && 'id' in looked ? [looked.id] : []
    const may = looked && 'missing' in looked ? looked.ids : []
    const own = [...(one.account ? [one.account.id] : []), ...found]
    const add = reasonNotToAdd(one, account) === undefined && 'id' in account ? account.id : undefined
    const isUnsure = looked !== undefined && 'missing' in looked && looked.isAnybody
    return { add, own, ids: [...own, ...may, ...(one.ids ?? [])], names: one.names, isUnsure }
  })
}

/** The changes that a comparison means, and who was left out of it. */
export function changesBetween(
  known: readonly Known[],
  accounts: Accounts,
  members: readonly AppMember[] | undefined,
): Changes {
  const people = comparedPeople(known, accounts)
  const { add, remove, kept } = compare(people, members)
  const owners = new Map(people.map(({ add: id }, at) => [id, known[at]]))
  const skipped = known.flatMap((one): Skipped[] => {
    const reason = reasonNotToAdd(one, accountOf(one, accounts))
    return reason === undefined ? [] : [{ person: one.person, direction: 'add', reason, waits: true }]
  })
  return {
    add: new Map(add.map(id => [id, owners.get(id)])),
    remove: new Map(remove.map(id => [id, undefined])),
    ...{ skipped, kept },
  }
}

function reasonNotToAdd(one: Known, account: Looked): string | undefined {
  if (one.missing) return one.missing
  if (one.isInactive) return 'The User Profile is not active.'
  if ('missing' in account) return account.missing
  return account.isInactive ? 'The account in the application is disabled.' : undefined
}

/** The id of the profile is surer than a name. */
const accountOf = (one: Known, accounts: Accounts): Looked =>
  one.account ?? accounts.get(one) ?? notLookedFor(one)

const notLookedFor = ({ missing }: Known): Looked => ({
  missing: missing ?? 'The account was not looked for.',
  ...{ isUnsure: false, ids: [], isAnybody: false },
})

/** For the context and the eyes: who, and why. */
export const skippedRow = ({ person, direction, reason }: Skipped): JsonObject => ({
  login: person.login || person.id,
  what: direction,
  reason,
})
