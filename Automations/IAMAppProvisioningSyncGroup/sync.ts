import type { AutomationHost } from '../../kit/automation.ts'
import { lookUp } from './accounts.ts'
import { compareAll } from './compare-all.ts'
import { isByName, keyOf, type NamedGroup, type Told, wishesIn } from './events.ts'
import { type Facts, finish, type Sync, type Synced } from './finish.ts'
import { readMappings } from './group-profile.ts'
import { isOnlyOfName, oktaGroup } from './groups.ts'
import { readLog } from './log.ts'
import { beginning, mappingOf } from './mapping.ts'
import { type Between, knownPeople } from './people.ts'
import { changesOf, unknownOf } from './places.ts'
import { profilesOf } from './profile-pages.ts'
import { withoutGone, withWaiting } from './waiting.ts'

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
  const sync = { host, between, group, mapping, now, isAsked: isFull }
  const start = isFull ? { reason: 'it was asked for' } : beginning(mapping, group.displayName, now)
  if ('reason' in start) return compareAll(sync, start.reason)
  const { told, facts } = await toldSince(sync, start.since)
  if (told.undecided !== undefined) return compareAll(sync, told.undecided)
  const done = await followLog(sync, told, facts)
  // Its id is asked for once more: one odd answer is no reason to make a second group.
  return done.isGone ? compareAll(sync, 'its group in the application is gone') : done
}

async function toldSince(
  { host, between, group, mapping, now }: Sync,
  since: Date,
): Promise<{ told: Told; facts: Facts }> {
  const { displayName } = await oktaGroup(host, between.okta, group, false)
  const oktaName = displayName || group.displayName
  const named = { id: group.id, displayName: oktaName }
  const log = await readLog(host, between.okta, named, since, now)
  const seen = new Set(mapping.seen)
  const told = wishesIn(log, named, seen)
  const facts = { why: '', appGroupId: mapping.id, oktaName, since }
  const undecided = (reason: string) => ({ told: { ...told, undecided: reason }, facts })
  const { oktaName: before } = mapping
  if (before !== '' && before !== oktaName)
    return undecided(`Okta called it ${JSON.stringify(before)} before, and so may events of an import`)
  if (isByName(log, named, seen) && !(await isOnlyOfName(host, between.okta, named.id, oktaName)))
    return undecided(`the log names it ${JSON.stringify(oktaName)}, as another group is called too`)
  return { told, facts }
}

async function followLog(sync: Sync, told: Told, facts: Facts): Promise<Synced> {
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
  const there = await withoutGone(sync, wishes, changes)
  return finish(sync, told, facts, there === wishes ? changes : changesOf(there, known, accounts))
}
