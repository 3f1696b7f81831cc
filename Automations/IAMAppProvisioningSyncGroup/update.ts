import type { AutomationHost } from '../../kit/automation.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { jsonArgument } from '../carry-out.ts'
import { textOf } from '../texts.ts'
import { lookUp } from './accounts.ts'
import { type GroupOutcome, groupCommand } from './groups.ts'
import { isObject } from './mapping.ts'
import type { Known } from './people.ts'
import type { Changes, Skipped } from './places.ts'

/** Somebody whom the application refuses. */
export interface Refused {
  readonly id: string
  readonly login: string
  readonly message: string
}

export interface Updated {
  readonly added: number
  readonly removed: number
  readonly refused: readonly Refused[]
  /** Accounts that the profile still names and that are gone. */
  readonly skipped: readonly Skipped[]
  /** The application has no such group. */
  readonly isGone: boolean
  /** Why it stopped, when it was not for single members. */
  readonly failure?: string
}

type Host = Pick<AutomationHost, 'executeCommand' | 'getModules'>
type Part = Pick<Changes, 'add' | 'remove'>

const NOTHING: Updated = { added: 0, removed: 0, refused: [], skipped: [], isGone: false }

/**
 * Changes the members of the group in the application. Whose id is refused that only the User Profile had is looked up anew:
 * the account may have been made again. Throws a Refusal when the application gives no outcome.
 */
export async function updateGroup(
  host: Host,
  app: string,
  groupId: string,
  changes: Changes,
): Promise<Updated> {
  const first = await sent(host, app, groupId, changes)
  const owners = new Map([...changes.add, ...changes.remove])
  const stale = first.refused.flatMap(({ id }) => {
    const one = owners.get(id)
    return one?.account?.id === id ? [one] : []
  })
  if (stale.length === 0) return first
  const accounts = await lookUp(host, app, stale)
  const [add, remove] = [new Map<string, Known>(), new Map<string, Known>()]
  const skipped: Skipped[] = []
  const settled = new Set<string>()
  for (const one of stale) {
    const [old, account] = [one.account?.id ?? '', accounts.get(one)]
    if (!account || ('id' in account && account.id === old)) continue
    const direction = changes.add.has(old) ? 'add' : 'remove'
    settled.add(old)
    if ('missing' in account) skipped.push({ person: one.person, direction, reason: account.missing })
    else if (direction === 'remove') remove.set(account.id, one)
    else if (account.isInactive)
      skipped.push({ person: one.person, direction, reason: 'The account in the application is disabled.' })
    else add.set(account.id, one)
  }
  const again = await sent(host, app, groupId, { add, remove })
  return {
    ...again,
    added: first.added + again.added,
    removed: first.removed + again.removed,
    refused: [...first.refused.filter(({ id }) => !settled.has(id)), ...again.refused],
    skipped,
  }
}

async function sent(host: Host, app: string, id: string, { add, remove }: Part): Promise<Updated> {
  if (add.size === 0 && remove.size === 0) return NOTHING
  const outcome = await groupCommand(
    host,
    'iam-update-group',
    app,
    { id },
    { memberIdsToAdd: jsonArgument([...add.keys()]), memberIdsToDelete: jsonArgument([...remove.keys()]) },
  )
  return updatedBy(outcome, { add, remove })
}

/** What an outcome of iam-update-group says was and was not done. One that does not count says so of all or of none. */
export function updatedBy(
  { success, isMissing, errorMessage, contents }: GroupOutcome,
  { add, remove }: Part,
): Updated {
  const owners = new Map([...add, ...remove])
  const refused = refusedIn(contents.details).map(({ id, message }) => ({
    id,
    login: owners.get(id)?.person.login ?? '',
    message,
  }))
  const isTold = success || refused.length > 0
  const notRefused = (part: ReadonlyMap<string, unknown>) =>
    isTold ? [...part.keys()].filter(id => !refused.some(one => one.id === id)).length : 0
  const count = (told: Json | undefined, otherwise: number) => (typeof told === 'number' ? told : otherwise)
  const added = count(contents.added, notRefused(add))
  const removed = count(contents.removed, notRefused(remove))
  // Some may be refused, and the application may stop answering behind them.
  const isWhole = success || (isTold && added + removed + refused.length >= add.size + remove.size)
  const isGone = !isTold && isMissing
  return {
    added,
    removed,
    refused,
    skipped: [],
    isGone,
    ...(!isWhole && !isGone && { failure: errorMessage }),
  }
}

/** `details: [{id, message}]`; OktaIAM calls the id userId and the message errorSummary. */
function refusedIn(details: Json | undefined): { id: string; message: string }[] {
  if (!Array.isArray(details)) return []
  return details.filter(isObject).flatMap((one: JsonObject) => {
    const id = textOf(one.id) || textOf(one.userId)
    const message = textOf(one.message) || textOf(one.errorSummary) || textOf(one.errorMessage)
    return id === '' ? [] : [{ id, message }]
  })
}
