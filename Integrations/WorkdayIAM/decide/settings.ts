import type { DeactivationField } from './person.ts'

/** The instance's settings by which it decides. */
export interface Settings {
  readonly deactivation: DeactivationField
  /** X: number of days before hire date to sync hires; undefined: no limit. */
  readonly syncDays: number | undefined
  /** Y: number of days before hire date to enable the Active Directory account; undefined: at once. */
  readonly enableDays: number | undefined
  readonly sourcePriority: number
  /** The name of this source, as it stands in the profiles that belong to it. */
  readonly source: string
}
