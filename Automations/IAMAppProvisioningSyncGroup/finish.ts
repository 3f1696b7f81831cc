import type { AutomationHost } from '../../kit/automation.ts'
import type { NamedGroup, Told, Wish } from './events.ts'
import { writeMapping } from './group-profile.ts'
import { type Mapping, MOST_WAITING, nextReading, runOf } from './mapping.ts'
import type { Between } from './people.ts'
import type { Changes, Skipped } from './places.ts'
import { type Updated, updateGroup } from './update.ts'

/** What a sync of one group has made of it. */
export interface Synced extends Updated, Pick<Facts, 'why' | 'appGroupId' | 'nested'> {
  readonly lastSynced: string
  /** Members who stay only because it is not known of everybody which account is theirs. */
  readonly kept: number
  /** How many are tried again each time. */
  readonly waiting: number
}

/** What is known of the group before it is changed. */
export interface Facts {
  /** Why all members were compared; empty when the log was followed. */
  readonly why: string
  readonly appGroupId: string
  readonly oktaName: string
  /** From when on the log was read. */
  readonly since: Date
  /** How many groups are within that of the application. */
  readonly nested?: number
}

export interface Sync {
  readonly host: AutomationHost
  readonly between: Between
  /** As the settings have it: the name is that of the group in the application. */
  readonly group: NamedGroup
  readonly mapping: Mapping
  readonly now: Date
  /** Somebody asked for a comparison of all members. */
  readonly isAsked: boolean
}

/**
 * Changes the members in the application and writes down how far that came: the time only when all of it is done, so that what is
 * left is found again. Where more is left than can be kept, or than is known, the next time compares all.
 */
export async function finish(
  { host, between, group, mapping, now }: Sync,
  { events }: Told,
  facts: Facts,
  changes: Changes,
): Promise<Synced> {
  const { appGroupId, oktaName, why: reason, nested = 0 } = facts
  const updated = await updateGroup(host, between.app, appGroupId, changes)
  const skipped = [...changes.skipped, ...updated.skipped]
  const waiting = waitingOf(skipped)
  const run = runOf(mapping.run, host.investigation.id, { ...updated, why: reason })
  const { added, removed, why } = run
  const counts = { kept: changes.kept, waiting: waiting.length, nested }
  const synced = { ...updated, added, removed, why, appGroupId, skipped, ...counts }
  const kept = { ...mapping, id: appGroupId, displayName: group.displayName, run }
  if (updated.isGone) return { ...synced, lastSynced: '' }
  if (updated.failure !== undefined || updated.refused.length > 0) {
    // Where a comparison was begun it has to be begun again.
    const lastSynced = reason === '' ? mapping.lastSynced : ''
    await writeMapping(host, group.id, between.app, { ...kept, lastSynced })
    return { ...synced, lastSynced }
  }
  const isWhole = changes.kept === 0 && waiting.length <= MOST_WAITING
  const lastSynced = isWhole ? now.toISOString() : ''
  const next = { ...nextReading(events, facts.since, now), lastSynced, oktaName }
  await writeMapping(host, group.id, between.app, {
    ...kept,
    ...next,
    waiting: waiting.slice(0, MOST_WAITING),
  })
  return { ...synced, lastSynced }
}

/** Who is tried again: those who are to leave before those who could not join. */
function waitingOf(skipped: readonly Skipped[]): Wish[] {
  const waiting = skipped.filter(({ waits }) => waits)
  const of = (wanted: Wish['direction']) =>
    waiting
      .filter(({ direction }) => direction === wanted)
      .map(({ person, direction }) => ({ person, direction }))
  return [...of('remove'), ...of('add')]
}
