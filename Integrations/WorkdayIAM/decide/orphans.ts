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
  /** Places of entries with neither e-mail nor employee id. */
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
  const orphans = own
    .filter(one => !met.emails.has(one.email) && !(one.employeeId && met.employeeIds.has(one.employeeId)))
    .filter(
      one =>
        !one.isProcessed &&
        !one.isTemporary &&
        one.status !== 'terminated' &&
        one.terminationTrigger !== 'TUFE',
    )
    .sort((one, other) => (one.value < other.value ? -1 : 1))
  return { orphans, of: own.length, doubt: doubtOf(orphans.length, own.length, met, threshold) }
}

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
  if (orphans === 0) return undefined
  const nobody = 'Nobody is terminated for it.'
  if (entries === 0) return `The report is empty, and ${of} profiles belong to it. ${nobody}`
  if (nameless.length)
    return `${orphans} of ${of} profiles have no entry, but ${nameless.length} entries have neither e-mail nor employee id (the first is entry ${nameless[0]}) and may be theirs. ${nobody}`
  if (orphans * 100 > threshold * of)
    return `${orphans} of ${of} profiles have no entry: more than the ${threshold} % of the parameter "Orphan threshold". The report may be incomplete. ${nobody}`
  return undefined
}
