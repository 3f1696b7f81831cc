import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'
import { customFields } from '../user-profile/search.ts'

/** The types of incident that each are about one person of the HR report. */
export const HR_TYPES: readonly string[] = [
  'IAM - Sync User',
  'IAM - New Hire',
  'IAM - Update User',
  'IAM - Rehire User',
  'IAM - Terminate User',
  'IAM - AD User Activation',
  'IAM - AD User Deactivation',
]

/** What incidents know somebody by; an empty text says nothing. */
export interface Person {
  readonly employeeId: string
  /** E-mails and usernames. */
  readonly names: readonly string[]
  /** The id in Okta: an incident that Okta raised has no employee id. */
  readonly userId: string
}

const folded = (value: Json | undefined): string => textOf(value).toLowerCase()

/**
 * Whether an incident is about this person, case aside. Where both know an employee id it alone decides: HR may have given
 * the address of one to another.
 */
export function isAbout(incident: JsonObject, { employeeId, names, userId }: Person): boolean {
  const { employeeid, email, username, userid } = customFields(incident)
  if (folded(employeeid) && folded(employeeId)) return folded(employeeid) === folded(employeeId)
  if (folded(userid) && folded(userid) === folded(userId)) return true
  const known = new Set(names.map(folded).filter(Boolean))
  return known.has(folded(email)) || known.has(folded(username))
}
