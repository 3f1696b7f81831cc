import type { Known } from './case.ts'
import { type Change, changesOf } from './changes.ts'
import { checked } from './conflicts.ts'
import { type Decision, type Rule, raise } from './decision.ts'
import { isEmployed } from './employment.ts'

/** IAM - Update User. The X gate does not hold it back (L4). */
export function update(known: Known): Decision | undefined {
  const { entry, profile, today } = known
  if (!isEmployed(entry, today)) return undefined
  const changes = entry.fields && profile.fields ? changesOf(entry.fields, profile.fields) : []
  const why = whyUpdate(known, changes)
  if (!why) return undefined
  return checked(known, { ...raise('IAM - Update User', ...why), changes })
}

function whyUpdate(
  { entry, profile, settings }: Known,
  changes: readonly Change[],
): [Rule, string] | undefined {
  const { sourcePriority, forceSync } = profile
  const fields = changes.map(({ field }) => field).join(', ')
  if (entry.fields && sourcePriority !== settings.sourcePriority)
    return [
      'conversion hire',
      `The profile comes from ${sourcePriority === undefined ? 'no source' : `a source of priority ${sourcePriority}`} and belongs to this one from now on${fields && `; ${fields} changed`}.`,
    ]
  if (changes.length) return ['update', `${fields} changed.`]
  return forceSync ? ['force sync', 'Force Sync is set.'] : undefined
}
