import { type Day, textOf } from './day.ts'
import { type Decision, nothing } from './decision.ts'
import type { Found } from './match.ts'
import type { Entry, Profile } from './person.ts'
import type { Settings } from './settings.ts'

/** All that a decision hangs on. `today` is the day in the instance's time zone. */
export interface Case {
  readonly entry: Entry
  readonly found: Found
  readonly settings: Settings
  readonly today: Day
}

/** A case of somebody whose profile is there. */
export type Known = Case & { readonly profile: Profile }

/** Whether the report has news: the entry is another one than the profile last saw. */
export const hasNews = ({ entry, profile }: Known): boolean => entry.digest !== profile.digest

export const hireDate = ({ hired }: Entry): string => (hired === undefined ? 'not known' : textOf(hired))

/** A profile in a sentence. */
export const shown = ({ displayName, email, employeeId }: Profile): string =>
  `${displayName || email} (${[email, employeeId && `employee id ${employeeId}`].filter(Boolean).join(', ')})`

/** The X gate's answer. */
export function tooEarly({ entry, settings, today }: Case): Decision {
  const days = (entry.hired ?? today) - today
  return nothing(
    'too early',
    `The hire date ${hireDate(entry)} is ${days} days away; hires are synced ${settings.syncDays} days before.`,
  )
}
