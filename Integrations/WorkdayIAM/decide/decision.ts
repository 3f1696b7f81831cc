import type { Change } from './changes.ts'
import type { Profile } from './person.ts'

/** The incident types of the HR flow (ilm.md §1). */
export type IncidentType =
  | 'IAM - New Hire'
  | 'IAM - Update User'
  | 'IAM - Terminate User'
  | 'IAM - Rehire User'
  | 'IAM - AD User Activation'
  | 'IAM - AD User Deactivation'
  | 'IAM - Sync User'

/** Which paragraph of the rules decided (contract/ilm.md §2.4 to §2.6). */
export type Rule =
  | 'required data'
  | 'date format'
  | 'repeated entry'
  | 'e-mail taken'
  | 'other person'
  | 'stronger source'
  | 'other source'
  | 'too early'
  | 'not active'
  | 'being processed'
  | 'temporary profile'
  | 'involuntary termination'
  | 'partial name match'
  | 'name in report'
  | 'new hire'
  | 'termination'
  | 'AD activation'
  | 'AD deactivation'
  | 'rehire'
  | 'conversion hire'
  | 'force sync'
  | 'update'
  | 'no change'
  | 'orphan'

/** Rules behind which somebody has to correct the report or a setting: the person of the entry is not looked after until then. */
export const PROBLEMS: ReadonlySet<Rule> = new Set<Rule>([
  'required data',
  'date format',
  'repeated entry',
  'e-mail taken',
  'other source',
  'other person',
])

/** What becomes of an entry, and why. Without an incident nothing is done. */
export interface Decision {
  readonly rule: Rule
  /** A sentence for the person who asks why, or why not. */
  readonly reason: string
  readonly incident?: IncidentType
  readonly changes?: readonly Change[]
  /** The profile whose display name the entry has (ilm.md §2.5). */
  readonly nameOwner?: Profile
}

export const nothing = (rule: Rule, reason: string): Decision => ({ rule, reason })
export const raise = (incident: IncidentType, rule: Rule, reason: string): Decision => ({
  rule,
  reason,
  incident,
})
