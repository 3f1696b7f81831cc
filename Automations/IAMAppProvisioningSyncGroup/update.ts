import type { AutomationHost } from '../../kit/automation.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { jsonArgument } from '../carry-out.ts'
import { textOf } from '../texts.ts'
import { type Accounts, lookUp } from './accounts.ts'
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

type Host = Pick<AutomationHost, 'executeCommand' | 'getModules' | 'searchIndicators'>
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
  const { skipped, settled, ...part } = anew(changes, stale, await lookUp(host, app, stale))
  const again = await sent(host, app, groupId, part)
  return {
    ...again,
    added: first.added + again.added,
    removed: first.removed + again.removed,
    refused: [...first.refused.filter(({ id }) => !settled.has(id)), ...again.refused],
    skipped,
  }
}

/** What is to be done for those whose id is refused that the profile had; `settled` are the ids that need no telling then. */
function anew(changes: Changes, stale: readonly Known[], accounts: Accounts) {
  const [add, remove] = [new Map<string, Known>(), new Map<string, Known>()]
  const skipped: Skipped[] = []
  const settled = new Set<string>()
  for (const one of stale) {
    const [old, account] = [one.account?.id ?? '', accounts.get(one)]
    if (!account || ('id' in account && account.id === old)) continue
    const direction = changes.add.has(old) ? 'add' : 'remove'
    settled.add(old)
    const skip = (reason: string, waits: boolean) =>
      skipped.push({ person: one.person, direction, reason, waits })
    if ('missing' in account) skip(account.missing, direction === 'add' || account.isUnsure)
    else if (direction === 'add' && account.isInactive)
      skip('The account in the application is disabled.', true)
    else if (direction === 'add') add.set(account.id, one)
    else if (!changes.remove.has(account.id)) remove.set(account.id, one)
  }
  return { add, remove, skipped, settled }
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
  const gone = count(contents.removed, notRefused(remove))
  // Some may be refused, and the application may stop answering behind them.
  const isWhole = success || (isTold && added + gone + refused.length >= add.size + remove.size)
  const removed = isWhole ? Math.max(0, gone - twiceIn(remove, refused)) : gone
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

/** How many of the accounts that left are a second one of somebody: by the profile and by the application. */
function twiceIn(remove: Part['remove'], refused: readonly Pick<Refused, 'id'>[]): number {
  const left = [...remove].filter(([id]) => !refused.some(one => one.id === id))
  const owners = left.flatMap(([, one]) => one ?? [])
  return owners.length - new Set(owners).size
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
