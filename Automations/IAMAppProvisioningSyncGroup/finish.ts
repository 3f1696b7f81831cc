import type { AutomationHost } from '../../kit/automation.ts'
import type { NamedGroup, Person, Told } from './events.ts'
import { writeMapping } from './group-profile.ts'
import { type Mapping, MOST_WAITING, runOf, seenOf } from './mapping.ts'
import type { Between } from './people.ts'
import type { Changes, Skipped } from './places.ts'
import { type Updated, updateGroup } from './update.ts'

/** What a sync of one group has made of it. */
export interface Synced extends Updated {
  /** Why all members were compared; empty when the log was followed. */
  readonly why: string
  readonly appGroupId: string
  readonly lastSynced: string
}

export interface Sync {
  readonly host: AutomationHost
  readonly between: Between
  /** As the settings have it: the name is that of the group in the application. */
  readonly group: NamedGroup
  readonly mapping: Mapping
  readonly now: Date
}

/**
 * Changes the members in the application and writes down how far that came: the time only when all of it is done, so that what is
 * left is found again.
 */
export async function finish(
  { host, between, group, mapping, now }: Sync,
  { events }: Told,
  facts: Pick<Synced, 'why' | 'appGroupId'>,
  changes: Changes,
): Promise<Synced> {
  const updated = await updateGroup(host, between.app, facts.appGroupId, changes)
  const skipped = [...changes.skipped, ...updated.skipped]
  const run = runOf(mapping.run, host.investigation.id, { ...updated, why: facts.why })
  const { added, removed, why } = run
  const synced = { ...updated, added, removed, why, appGroupId: facts.appGroupId, skipped }
  const kept = { ...mapping, id: facts.appGroupId, displayName: group.displayName, run }
  if (updated.isGone) return { ...synced, lastSynced: '' }
  if (updated.failure !== undefined || updated.refused.length > 0) {
    // Where a comparison was begun it has to be begun again.
    const lastSynced = facts.why === '' ? mapping.lastSynced : ''
    await writeMapping(host, group.id, between.app, { ...kept, lastSynced })
    return { ...synced, lastSynced }
  }
  const lastSynced = now.toISOString()
  const rest = { lastSynced, seen: seenOf(events, now), waiting: waitingOf(skipped) }
  await writeMapping(host, group.id, between.app, { ...kept, ...rest })
  return { ...synced, lastSynced }
}

/** Whoever could not join waits. More than the field takes come in with the next full comparison. */
export function waitingOf(skipped: readonly Skipped[]): Person[] {
  const waiting = skipped.filter(({ direction }) => direction === 'add').map(({ person }) => person)
  return waiting.slice(0, MOST_WAITING)
}
