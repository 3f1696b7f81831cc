import { type Case, hasNews, type Known } from './case.ts'
import { type Decision, nothing } from './decision.ts'

/** What is wrong with an entry itself; nobody can be looked after by it. */
export function faultOf({ entry, found: { repeats } }: Pick<Case, 'entry' | 'found'>): Decision | undefined {
  const { email, employeeId, hired, unreadable } = entry
  if (unreadable)
    return nothing(
      'date format',
      `${unreadable.field} is ${JSON.stringify(unreadable.value)}, which does not fit the parameter "Date Format in Workday Report".`,
    )
  const missing = [
    !email && 'the e-mail',
    !employeeId && 'the employee id',
    hired === undefined && 'the hire date',
  ]
  const named = missing.filter(Boolean)
  if (named.length) return nothing('required data', `The entry lacks ${named.join(', ')}.`)
  return repeats === undefined
    ? undefined
    : nothing(
        'repeated entry',
        `Entry ${repeats} has the same employee id or e-mail; each may stand in a report once.`,
      )
}

/** Who may not be touched by this source, or is being looked after already (ilm.md §2.4, gates). */
export function gate(known: Known): Decision | undefined {
  const { profile, settings } = known
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
  if (hasNews(known)) return undefined
  if (profile.isProcessed)
    return nothing('being processed', 'An incident of the person is open, and the entry is still the same.')
  if (profile.isTemporary)
    return nothing('temporary profile', 'The profile waits for a decision, and the entry is still the same.')
  return undefined
}
