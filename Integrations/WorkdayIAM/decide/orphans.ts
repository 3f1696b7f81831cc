import type { Profile } from './person.ts'
import type { Settings } from './settings.ts'

/** What the whole report says of those who are not in it. */
export interface OrphanCheck {
  /** Profiles of this source that nobody has disabled and that have no entry, by their values. */
  readonly orphans: readonly Profile[]
  /** How many profiles of this source could be orphans at all. */
  readonly of: number
  /** Why nobody may be terminated for it; undefined when it may be believed. */
  readonly doubt: string | undefined
}

/** What was met in the report: how many entries, who they stand for, and those that name nobody. */
export interface Met {
  readonly entries: number
  readonly emails: ReadonlySet<string>
  readonly employeeIds: ReadonlySet<string>
  /** Places of entries that lack e-mail or employee id and fit no profile: they may be anybody's. */
  readonly nameless: readonly number[]
}

/** The names under which this source stands in a profile: the article's and the public pack's (L11). */
const OWN_TRUTH = /^workday( iam)?$/i

/**
 * Finds those who have no entry in a whole report (ilm.md §2.6), and whether the report is to be believed: it is not when it
 * is empty, when an entry names nobody, or when more than `threshold` percent of the source's people would be orphans (L2).
 */
export function orphanCheck(
  profiles: Iterable<Profile>,
  met: Met,
  settings: Settings,
  threshold: number,
): OrphanCheck {
  const own = [...profiles].filter(one => isOwn(one, settings) && one.account !== 'disabled')
  const absent = own.filter(
    one => !met.emails.has(one.email) && !(one.employeeId && met.employeeIds.has(one.employeeId)),
  )
  const orphans = absent
    .filter(one => isExpected(one) && !one.isProcessed)
    .sort((one, other) => (one.value < other.value ? -1 : 1))
  // Those whose incident is open count, too: else a half report would terminate a share in every cycle.
  const missing = absent.filter(isExpected).length
  const doubt = orphans.length === 0 ? undefined : doubtOf(missing, own.length, met, threshold)
  return { orphans, of: own.length, doubt }
}

/** Whether a profile that was read again is still that of an orphan. */
export const isStillOrphan = (profile: Profile, settings: Settings): boolean =>
  isOwn(profile, settings) && profile.account !== 'disabled' && isExpected(profile) && !profile.isProcessed

/** Whether an employed person of a source is to be found in its report. */
const isExpected = ({ isTemporary, status, terminationTrigger }: Profile): boolean =>
  !isTemporary && status !== 'terminated' && terminationTrigger !== 'TUFE'

/** Of the same priority, and of this source, or of the time before profiles named their source. */
function isOwn({ sourcePriority, source, sourceOfTruth }: Profile, settings: Settings): boolean {
  if (sourcePriority !== settings.sourcePriority) return false
  return source === '' ? OWN_TRUTH.test(sourceOfTruth) : source === settings.source
}

function doubtOf(
  orphans: number,
  of: number,
  { entries, nameless }: Met,
  threshold: number,
): string | undefined {
  const nobody = 'Nobody is terminated for it.'
  if (entries === 0) return `The report is empty, and ${of} profiles belong to it. ${nobody}`
  if (nameless.length)
    return `${orphans} of ${of} profiles have no entry, but ${nameless.length} entries lack e-mail or employee id and fit nobody (the first is entry ${nameless[0]}): they may be theirs. ${nobody}`
  if (orphans * 100 > threshold * of)
    return `${orphans} of ${of} profiles have no entry: more than the ${threshold} % of the parameter "Orphan threshold". The report may be incomplete. ${nobody}`
  return undefined
}
