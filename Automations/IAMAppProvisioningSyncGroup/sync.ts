import type { AutomationHost } from '../../kit/automation.ts'
import { lookUp } from './accounts.ts'
import { compareAll } from './compare-all.ts'
import { isByName, keyOf, type NamedGroup, type Person, type Told, type Wish, wishesIn } from './events.ts'
import { finish, type Sync, type Synced } from './finish.ts'
import { readMappings } from './group-profile.ts'
import { isOnlyOfName, oktaGroup } from './groups.ts'
import { readLog } from './log.ts'
import { beginning, mappingOf, NO_MAPPING } from './mapping.ts'
import { type Between, knownPeople } from './people.ts'
import { changesOf, unknownOf } from './places.ts'
import { profilesOf } from './profile-pages.ts'

/**
 * Brings the group of an application in line with its group of Okta (ilm §3, step 3): by the log since the last time, or by
 * comparing all members. Throws a Refusal when either side does not tell how things stand; then nothing was changed.
 */
export async function syncGroup(
  host: AutomationHost,
  between: Between,
  group: NamedGroup,
  isFull: boolean,
): Promise<Synced> {
  const now = host.now()
  const mapping = mappingOf(await readMappings(host, group.id), between.app)
  const sync = { host, between, group, mapping, now }
  const start = isFull ? { reason: 'it was asked for' } : beginning(mapping, now)
  if ('reason' in start) return compareAll(sync, start.reason)
  const told = await toldSince(sync, start.since)
  if (told.undecided !== undefined) return compareAll(sync, told.undecided)
  const done = await followLog(sync, told)
  return done.isGone
    ? compareAll({ ...sync, mapping: NO_MAPPING }, 'its group in the application is gone')
    : done
}

async function toldSince({ host, between, group, mapping, now }: Sync, since: Date): Promise<Told> {
  const { displayName } = await oktaGroup(host, between.okta, group, false)
  const named = { id: group.id, displayName: displayName || group.displayName }
  const log = await readLog(host, between.okta, named, since, now)
  const told = wishesIn(log, named, new Set(mapping.seen))
  if (isByName(log, named) && !(await isOnlyOfName(host, between.okta, named.id, named.displayName)))
    return {
      ...told,
      undecided: `the log names it ${JSON.stringify(displayName)}, as another group is called too`,
    }
  return told
}

async function followLog(sync: Sync, told: Told): Promise<Synced> {
  const { host, between, mapping } = sync
  const wishes = withWaiting(told.wishes, mapping.waiting)
  const people = wishes.map(({ person }) => person)
  const known = knownPeople(people, await profilesOf(host, people), between)
  const leaving = new Set(
    wishes.flatMap(({ person, direction }) => (direction === 'remove' ? keyOf(person) : [])),
  )
  const accounts = await lookUp(
    host,
    between.app,
    unknownOf(known, one => leaving.has(keyOf(one.person))),
  )
  const changes = changesOf(wishes, known, accounts)
  return finish(sync, told, { why: '', appGroupId: mapping.id }, changes)
}

/** Those who are still waiting, and then what the log says of everybody, them too. */
export function withWaiting(wishes: readonly Wish[], waiting: readonly Person[]): Wish[] {
  const told = new Set(wishes.map(({ person }) => keyOf(person)))
  const still = waiting.filter(person => !told.has(keyOf(person)))
  return [...still.map((person): Wish => ({ person, direction: 'add' })), ...wishes]
}
