import { type Case, hasNews, type Known, shown } from './case.ts'
import { type Decision, nothing } from './decision.ts'
import { nameKey } from './match.ts'
import type { Entry, Profile } from './person.ts'

/** What is wrong with an entry itself; nobody can be looked after by it. */
export function faultOf({ entry, found: { repeats } }: Pick<Case, 'entry' | 'found'>): Decision | undefined {
  const { email, employeeId, hired, lacksStatus, unreadable } = entry
  if (unreadable)
    return nothing('date format', `${unreadable.field} is ${unreadable.value}, which ${unreadable.fault}.`)
  const missing = [
    !email && 'the e-mail',
    !employeeId && 'the employee id',
    hired === undefined && 'the hire date',
  ]
  const named = missing.filter(Boolean)
  if (named.length) return nothing('required data', `The entry lacks ${named.join(', ')}.`)
  if (lacksStatus) return nothing('required data', 'No entry of the report has an employment status.')
  return repeats === undefined
    ? undefined
    : nothing(
        'repeated entry',
        `Entry ${repeats} has the same employee id or e-mail; each may stand in a report once.`,
      )
}

/** An employee id that was given again, or that two sources number alike: nothing else of the person fits. */
function isSomebodyElse(entry: Entry, { email, displayName, hired }: Profile): boolean {
  if (displayName === '' || hired === undefined || hired === entry.hired) return false
  return email !== entry.email && nameKey(displayName) !== nameKey(entry.displayName)
}

/** Who may not be touched by this source (ilm.md §2.4, gates). */
export function gate(known: Known): Decision | undefined {
  const { entry, profile, settings } = known
  const { sourcePriority, source } = profile
  if (sourcePriority !== undefined && sourcePriority < settings.sourcePriority)
    return nothing(
      'stronger source',
      `The profile belongs to a source of priority ${sourcePriority}; this one has ${settings.sourcePriority}.`,
    )
  if (sourcePriority === settings.sourcePriority && source !== '' && source !== settings.source)
    return nothing(
      'other source',
      `The profile belongs to the source "${source}" of the same priority ${sourcePriority}; give one of the two another Source Priority Level.`,
    )
  if (isSomebodyElse(entry, profile))
    return nothing(
      'other person',
      `The profile with the employee id ${entry.employeeId} is that of ${shown(profile)}, who has another e-mail, display name and hire date; an employee id stands for one person.`,
    )
  return undefined
}

/** Of a profile that has seen no entry yet nobody can say that there is news. */
const isAsSeen = (known: Known): boolean => !hasNews(known) || known.profile.digest === ''

/** A temporary profile waits for a decision on what it will be, and has no account to terminate. */
export const waits = (known: Known): Decision | undefined =>
  known.profile.isTemporary && isAsSeen(known)
    ? nothing('temporary profile', 'The profile waits for a decision, and the entry is still the same.')
    : undefined

/** An incident of the person is open, failed, or was ended by somebody who wanted nothing done: until there is news. */
export const lookedAfter = (known: Known): Decision | undefined =>
  known.profile.isProcessed && isAsSeen(known)
    ? nothing(
        'being processed',
        'An incident of the person is open, or nothing was to be done, and the entry is still the same.',
      )
    : undefined
