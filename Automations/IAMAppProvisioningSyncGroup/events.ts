import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'
import { directionOf, isImport } from './event-types.ts'

/** Somebody of Okta: by the id, as far as it is known, and the login in lower case. */
export interface Person {
  readonly id: string
  readonly login: string
}

export type Direction = 'add' | 'remove'

/** What is to become of one person's membership. */
export interface Wish {
  readonly person: Person
  readonly direction: Direction
}

export interface Told {
  /** In the order of each person's last event; only of people of whom there is an event that was not seen before. */
  readonly wishes: Wish[]
  /** Every event of the group: its uuid and when it was published. */
  readonly events: [uuid: string, published: string][]
  /** Why the log does not tell who the members are; a full comparison does. */
  readonly undecided?: string
}

/** The group of Okta. `isOnly` says whether no other group has the name; it is asked for only when a name decides. */
export interface NamedGroup {
  readonly id: string
  readonly displayName: string
}

/**
 * What the events of the log make of the members of a group. The last event of each person wins, by the time it was
 * published, then by its place in the log; one that was seen before decides, but is no reason to do it again.
 */
export function wishesIn(log: readonly JsonObject[], group: NamedGroup, seen: ReadonlySet<string>): Told {
  const own = log
    .filter(event => (outcomeOf(event) || 'SUCCESS') === 'SUCCESS' && isOf(event, group) !== undefined)
    .filter(event => directionOf(event) !== 'none')
    .map((event, at) => ({ event, at, published: Date.parse(textOf(event.published)) || 0 }))
    .sort((one, other) => one.published - other.published || one.at - other.at)
    .map(({ event }) => event)
  const events = own.map(({ uuid, published }): [string, string] => [textOf(uuid), textOf(published)])
  const unclear = own.find(event => directionOf(event) === 'unclear' && !seen.has(textOf(event.uuid)))
  if (unclear)
    return {
      wishes: [],
      events,
      undecided: `the event ${textOf(unclear.uuid)} does not say who joined or left`,
    }
  const ids = idsByLogin(own)
  const last = new Map<string, Wish & { isNew: boolean }>()
  for (const event of own) {
    const direction = directionOf(event)
    const person = personOf(event, ids)
    if (!person || (direction !== 'add' && direction !== 'remove')) continue
    const key = keyOf(person)
    const isNew = !seen.has(textOf(event.uuid)) || last.get(key)?.isNew === true
    // Deleted first, so that the order is that of the last events.
    last.delete(key)
    last.set(key, { person, direction, isNew })
  }
  const wishes = [...last.values()].filter(({ isNew }) => isNew)
  return { wishes: wishes.map(({ person, direction }) => ({ person, direction })), events }
}

/** Whether an event that counts, and is not done yet, says by the name alone that it is of the group: then the name has to be the only one. */
export function isByName(log: readonly JsonObject[], group: NamedGroup, seen: ReadonlySet<string>): boolean {
  return log
    .filter(event => !seen.has(textOf(event.uuid)))
    .some(event => directionOf(event) !== 'none' && isOf(event, group) === 'name')
}

/** The id of a person, or the login where nobody knows the id. */
export const keyOf = ({ id, login }: Person): string => (id === '' ? `login ${login}` : `id ${id}`)

const outcomeOf = ({ outcome }: JsonObject): string => textOf((outcome as JsonObject | null)?.result)

function isOf(event: JsonObject, { id, displayName }: NamedGroup): 'id' | 'name' | undefined {
  const targets = targetsOf(event)
  if (targets.some(target => textOf(target.id) === id)) return 'id'
  if (!isImport(event)) return undefined
  // The AppGroup of a directory has an id of its own there, which Okta tells nowhere else (ilm §3, 3.3).
  const isNamed = targets.some(
    target => textOf(target.type) === 'AppGroup' && textOf(target.displayName) === displayName,
  )
  return isNamed ? 'name' : undefined
}

function personOf(event: JsonObject, ids: ReadonlyMap<string, string>): Person | undefined {
  const targets = targetsOf(event)
  const target = targets.find(isUser) ?? targets.find(({ type }) => textOf(type) === 'AppUser')
  if (!target) return undefined
  const login = loginOf(target)
  return { id: isUser(target) ? textOf(target.id) : (ids.get(login) ?? ''), login }
}

/** An event of an imported group may name a person by the login alone whom another names by the id. */
function idsByLogin(events: readonly JsonObject[]): Map<string, string> {
  const users = events.flatMap(targetsOf).filter(isUser)
  return new Map(users.map(user => [loginOf(user), textOf(user.id)]))
}

const isUser = ({ type }: JsonObject): boolean => textOf(type) === 'User'
const loginOf = ({ alternateId }: JsonObject): string => textOf(alternateId).toLowerCase()

function targetsOf({ target }: JsonObject): JsonObject[] {
  const isObject = (one: Json): one is JsonObject => typeof one === 'object' && one !== null
  return Array.isArray(target) ? target.filter(isObject) : []
}
