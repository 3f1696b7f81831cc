import { type Accounts, lookUp } from './accounts.ts'
import { wishesIn } from './events.ts'
import { finish, type Sync, type Synced } from './finish.ts'
import { writeMapping } from './group-profile.ts'
import { appGroup, oktaGroup } from './groups.ts'
import { readLog } from './log.ts'
import { NO_MAPPING, OVERLAP_MS } from './mapping.ts'
import { type Known, knownPeople } from './people.ts'
import { changesBetween, unknownOf } from './places.ts'
import { profilesOf } from './profile-pages.ts'

/**
 * Compares all members; `why` says for what reason. The id of the application's group is kept before any member is changed. Throws
 * as syncGroup.
 */
export async function compareAll(sync: Sync, why: string): Promise<Synced> {
  const { host, between, group, mapping, now } = sync
  // Before the members are read: what is in the log by now is in them, and need not be told again.
  const log = await readLog(host, between.okta, group, new Date(now.getTime() - OVERLAP_MS), now)
  const source = await oktaGroup(host, between.okta, group, true)
  const people = (source.members ?? []).map(({ value, display }) => ({
    id: value,
    login: display.toLowerCase(),
  }))
  const target = await appGroup(host, between.app, mapping.id, group.displayName)
  if (mapping.id !== target.id || mapping.lastSynced !== '')
    await writeMapping(host, group.id, between.app, {
      ...NO_MAPPING,
      id: target.id,
      displayName: group.displayName,
      waiting: mapping.waiting,
      run: mapping.run,
    })
  const known = knownPeople(people, await profilesOf(host, people), between)
  const accounts = await lookUp(
    host,
    between.app,
    unknownOf(known, () => false),
  )
  const first = changesBetween(known, accounts, target.members)
  const changes = first.remove.size
    ? changesBetween(known, await withStrangers(sync, known, accounts), target.members)
    : first
  const facts = { why: target.members === undefined ? `${why}; ${NOT_TOLD}` : why, appGroupId: target.id }
  return finish(sync, wishesIn(log, group, new Set()), facts, changes)
}

/** Before anybody is removed: whoever has no User Profile, or an inactive one, may be one of them all the same. */
async function withStrangers(
  { host, between }: Sync,
  known: readonly Known[],
  accounts: Accounts,
): Promise<Accounts> {
  const strangers = unknownOf(known, () => true).filter(one => !accounts.has(one))
  return new Map([...accounts, ...(await lookUp(host, between.app, strangers))])
}

const NOT_TOLD = 'the application does not tell who is a member, so everybody was added and nobody removed'
