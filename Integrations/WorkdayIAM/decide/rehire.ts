import { hasNews, type Known, tooEarly } from './case.ts'
import { checked } from './conflicts.ts'
import { textOf } from './day.ts'
import { type Decision, raise } from './decision.ts'
import { endOf, isEmployed, isTooEarly } from './employment.ts'

/** IAM - Rehire User. The X gate is for those who are to come, also again. */
export function rehire(known: Known): Decision | undefined {
  const flags = setFlags(known)
  const reason = flags ?? movedLastDay(known) ?? foundAgain(known)
  if (reason === undefined) return undefined
  if (!isTooEarly(known.entry, known.settings, known.today))
    return checked(known, raise('IAM - Rehire User', 'rehire', reason))
  // An update would take the old last day from the profile, and with it the reason to come back. Flags stay.
  return flags === undefined ? tooEarly(known) : undefined
}

/** What is said of somebody who comes back by flags, but not yet. */
export function waitingRehire(known: Known): Decision | undefined {
  return setFlags(known) === undefined ? undefined : tooEarly(known)
}

const isBack = ({ entry, profile, today }: Known) =>
  profile.account === 'disabled' && endOf(entry, today) === undefined

/** A rehire in the report. Flags of an earlier rehire must not bring back whom Okta has terminated since (TUFE), whatever else is news. */
function setFlags(known: Known): string | undefined {
  const { entry, profile } = known
  if (!isBack(known) || !(entry.prehire && entry.rehired)) return undefined
  if (profile.terminationTrigger === 'TUFE' && (!hasNews(known) || isKnownRehire(known))) return undefined
  return 'The account is disabled, and prehire flag and rehired employee are set.'
}

const isKnownRehire = ({ entry, profile }: Known) =>
  profile.prehire && profile.rehired && profile.hired === entry.hired

/** A last day that was removed or moved (L5). Only one that had come has ended anything. */
function movedLastDay(known: Known): string | undefined {
  const { entry, profile, today } = known
  const { leaves } = profile
  if (!isBack(known) || !isEmployed(entry, today)) return undefined
  if (leaves === undefined || leaves > today || leaves === entry.leaves) return undefined
  // A report that has lost its column has not brought everybody back.
  if (entry.leaves === undefined && entry.lacksLastDay) return undefined
  const moved = entry.leaves === undefined ? 'was removed' : `is ${textOf(entry.leaves)} now`
  return `The account is disabled, and the last day ${textOf(leaves)} ${moved}.`
}

/** Somebody whom a person terminated because the report had no entry, and it has one again. */
function foundAgain(known: Known): string | undefined {
  const { entry, profile, today } = known
  if (profile.terminationTrigger !== 'ORPHAN' || !isBack(known) || !isEmployed(entry, today)) return undefined
  return 'The person was terminated for want of an entry, and is in the report again.'
}
