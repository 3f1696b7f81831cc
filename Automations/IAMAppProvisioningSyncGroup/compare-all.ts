import { Refusal } from '../../kit/errors.ts'
import { type Accounts, lookUp } from './accounts.ts'
import type { AppMember } from './compare.ts'
import { keyOf, type Person, wishesIn } from './events.ts'
import { finish, type Sync, type Synced } from './finish.ts'
import { writeMapping } from './group-profile.ts'
import { appGroup, oktaGroup } from './groups.ts'
import { readLog } from './log.ts'
import { AHEAD_MS, NO_MAPPING } from './mapping.ts'
import { type Known, knownPeople } from './people.ts'
import { type Changes, changesBetween, type Skipped, unknownOf } from './places.ts'
import { profilesOf } from './profile-pages.ts'

/**
 * Compares all members; `why` says for what reason. The id of the application's group is kept before any member is changed. Throws
 * as syncGroup.
 */
export async function compareAll(sync: Sync, why: string): Promise<Synced> {
  const { host, between, group, mapping, now } = sync
  const { displayName } = await oktaGroup(host, between.okta, group, false)
  const named = { id: group.id, displayName: displayName || group.displayName }
  // Before the members are read: what is in the log by now is in them, and need not be told again.
  const since = new Date(now.getTime() - AHEAD_MS)
  const log = await readLog(host, between.okta, named, since, now)
  const source = await oktaGroup(host, between.okta, group, true)
  const people = (source.members ?? []).map(({ value, display }) => ({
    id: value,
    login: display.toLowerCase(),
  }))
  const target = await appGroup(host, between.app, mapping, group)
  const { displayName: name } = group
  if (mapping.id !== target.id || mapping.lastSynced !== '') {
    const { waiting, run } = mapping
    const begun = { ...NO_MAPPING, id: target.id, displayName: name, waiting, run }
    await writeMapping(host, group.id, between.app, begun)
  }
  const known = knownPeople(people, await profilesOf(host, people), between)
  const changes = await changesFor(sync, known, target.members)
  refuseEmpty(sync, people.length, changes)
  const told = target.members === undefined ? `${why}; ${NOT_TOLD}` : why
  const nested = (target.members ?? []).filter(({ isGroup }) => isGroup).length
  const facts = { why: told, appGroupId: target.id, oktaName: named.displayName, since, nested }
  return finish(sync, wishesIn(log, named, new Set()), facts, changes)
}

/** Okta answers with an empty list also when the administrator's role does not cover the users of the group. */
function refuseEmpty({ between, group, isAsked }: Sync, count: number, { remove }: Changes): void {
  if (count > 0 || remove.size === 0 || isAsked) return
  throw new Refusal(
    `${between.okta} shows no member of the group ${JSON.stringify(group.displayName)} (${group.id}), while ${remove.size} in ${between.app} would leave; nobody was removed. Look whether the administrator of ${between.okta} may see its members. When it is empty indeed, run !IAMAppProvisioningSyncGroup for it with full=true.`,
  )
}

async function changesFor(
  sync: Sync,
  known: readonly Known[],
  members: readonly AppMember[] | undefined,
): Promise<Changes> {
  const unknown = unknownOf(known, () => false)
  const accounts = await lookUp(sync.host, sync.between.app, unknown)
  const first = changesBetween(known, accounts, members)
  if (members === undefined)
    return { ...first, skipped: [...first.skipped, ...stillLeaving(sync.mapping.waiting, known)] }
  return first.remove.size > 0
    ? changesBetween(known, await withStrangers(sync, known, accounts, members), members)
    : first
}

/**
 * Before anybody is removed: whoever has no User Profile, or an inactive one, may be one of them all the same, and so may
 * somebody whose User Profile names an account that is no member.
 */
async function withStrangers(
  { host, between }: Sync,
  known: readonly Known[],
  accounts: Accounts,
  members: readonly AppMember[],
): Promise<Accounts> {
  const there = new Set(members.map(({ value }) => value))
  const strangers = known.filter(
    one => !accounts.has(one) && !(one.account !== undefined && there.has(one.account.id)),
  )
  return new Map([...accounts, ...(await lookUp(host, between.app, strangers))])
}

/** Where members are not told a comparison removes nobody, so whoever was to leave has still to. */
function stillLeaving(
  waiting: readonly { person: Person; direction: string }[],
  known: readonly Known[],
): Skipped[] {
  const members = new Set(known.map(({ person }) => keyOf(person)))
  return waiting
    .filter(({ person, direction }) => direction === 'remove' && !members.has(keyOf(person)))
    .map(({ person }) => ({ person, direction: 'remove', reason: NOBODY_LEAVES, waits: true }))
}

const NOBODY_LEAVES = 'The application does not tell who is a member.'
const NOT_TOLD = 'the application does not tell who is a member, so everybody was added and nobody removed'
