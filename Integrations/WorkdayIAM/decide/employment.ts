import { type Day, textOf } from './day.ts'
import type { Person } from './person.ts'
import type { Settings } from './settings.ts'

/** Days until the hire date; negative when it has passed. */
const daysToHire = ({ hired }: Person, today: Day): number => (hired ?? today) - today

/** H - T > X: the hire date is further away than hires are synced (ilm.md §2.4). */
export function isTooEarly(person: Person, { syncDays }: Settings, today: Day): boolean {
  return syncDays !== undefined && daysToHire(person, today) > syncDays
}

/** H - T > Y: the hire date is further away than accounts are enabled. */
export function isBeforeEnabling(person: Person, { enableDays }: Settings, today: Day): boolean {
  return enableDays !== undefined && daysToHire(person, today) > enableDays
}

/**
 * The last day of the present employment. Of somebody who was rehired, one before the hire date is of the earlier employment:
 * it would terminate them again. Of anybody else it means that the hire was cancelled.
 */
export function lastDay({ hired, leaves, rehired }: Person): Day | undefined {
  return rehired && hired !== undefined && leaves !== undefined && leaves < hired ? undefined : leaves
}

/** Why the employment has ended, undefined while it has not. The last day itself is a day of work (quirks §8.7). */
export function endOf(person: Person, today: Day): string | undefined {
  const last = lastDay(person)
  if (person.status === 'terminated' && !person.prehire)
    return 'The employment status is Terminated and the prehire flag is not set.'
  if (last !== undefined && last < today) return `The last day was ${textOf(last)}.`
  return undefined
}

/** Active employee of ilm.md §2.4: not Terminated, and without a last day or before its end (L6). */
export function isEmployed(person: Person, today: Day): boolean {
  const last = lastDay(person)
  return person.status !== 'terminated' && (last === undefined || last >= today)
}
