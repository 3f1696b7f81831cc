import type { Change, InstanceChange } from '../investigation/change.ts'
import { investigationsOf } from './draft-room.ts'

/** The last of each key, in the order in which the keys came first. */
function lastOf<T>(items: T[], key: (item: T) => string): T[] {
  return [...new Map(items.map(item => [key(item), item])).values()]
}

function instancesOf(changes: Change[]): InstanceChange[] {
  const merged = new Map<string, InstanceChange>()
  for (const change of changes.flatMap(({ instance, instances = [] }) =>
    [instance ?? [], instances].flat(),
  )) {
    const { integrationContext: before, ...rest } = merged.get(change.name) ?? change
    const { integrationContext: after } = change
    const both = before || after ? { integrationContext: { ...before, ...after } } : {}
    merged.set(change.name, { ...rest, ...change, ...both })
  }
  return [...merged.values()]
}

/** Indicators are put and removed whole, so the last word on each is all that counts. */
function indicatorsOf(changes: Change[]): Pick<Change, 'indicators' | 'removedIndicators'> {
  const put = new Map<string, NonNullable<Change['indicators']>[number]>()
  const removed = new Set<string>()
  for (const change of changes) {
    for (const id of change.removedIndicators ?? []) {
      put.delete(id)
      removed.add(id)
    }
    for (const indicator of change.indicators ?? []) put.set(indicator.id, indicator)
  }
  return { indicators: [...put.values()], removedIndicators: [...removed] }
}

/** Changes that were made one after the other, as one: what is given whole counts as it was given last. */
export function oneChange(changes: Change[]): Change {
  const [instance, ...instances] = instancesOf(changes)
  const all = {
    edits: changes.flatMap(({ edits = [] }) => edits),
    elsewhere: changes.flatMap(({ investigation, elsewhere = [] }) =>
      [investigation ?? [], elsewhere].flat(),
    ),
    marks: changes.flatMap(({ marks = [] }) => marks),
    incidents: lastOf(
      changes.flatMap(({ incidents = [] }) => incidents),
      ({ id }) => id,
    ),
    lists: lastOf(
      changes.flatMap(({ lists = [] }) => lists),
      ({ name }) => name,
    ),
    instances,
    runs: changes.flatMap(({ runs = [] }) => runs),
    schedules: changes.flatMap(({ schedules = [] }) => schedules),
    ...indicatorsOf(changes),
  }
  const filled = Object.entries(all).filter(([, items]) => items.length > 0)
  return { ...Object.fromEntries(filled), ...(instance ? { instance } : {}) }
}

/** A change without what it does to one investigation. */
export function without(change: Change, id: string): Change {
  if (!investigationsOf(change).includes(id)) return change
  const { investigation, ...rest } = change
  const others = <T extends { id: string }>(items: T[] = []): T[] => items.filter(item => item.id !== id)
  return {
    ...rest,
    ...(investigation && investigation.id !== id ? { investigation } : {}),
    edits: others(change.edits),
    elsewhere: others(change.elsewhere),
    incidents: others(change.incidents),
    marks: (change.marks ?? []).filter(({ entry }) => !entry.endsWith(`@${id}`)),
  }
}
