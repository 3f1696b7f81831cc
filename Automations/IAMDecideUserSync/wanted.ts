import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'
import { personOf } from '../user-profile/incident-person.ts'
import { customFields } from '../user-profile/search.ts'

/** Where a termination comes from (ilm.md §2.9): the HR report or a person, the lack of an entry, or a deactivation in Okta. */
export type Source = 'HR' | 'Orphan' | 'TUFE'

/** What an incident wants, and of whom. */
export interface Wanted {
  /** The incident's type. */
  readonly type: string
  readonly source: Source
  /** What it says of the person, by cliName, without the two below. */
  readonly fields: JsonObject
  /** The profile as it was when the incident was raised. */
  readonly old: JsonObject
  /** Lower case; empty when there is none. */
  readonly email: string
  /** Empty when the incident does not say it: identityOf says what it is then. */
  readonly username: string
  readonly employeeId: string
  readonly displayName: string
  /** The id in Okta, of an incident that Okta raised, and the instance whose org it is of. */
  readonly userId: string
  readonly oktaInstance: string
}

/** The types that say that a person is there and who it is; the others look after the account of somebody known. */
const SYNCS = new Set(['IAM - Sync User', 'IAM - New Hire', 'IAM - Update User', 'IAM - Rehire User'])
export const saysWhoItIs = (type: string): boolean => SYNCS.has(type)

const TERMINATE = 'IAM - Terminate User'
const OF_THE_DIRECTORY = ['IAM - AD User Activation', 'IAM - AD User Deactivation']

/**
 * The types of a person's earlier incidents that one of this type takes the place of. An update brings everything that an earlier
 * one would have brought, but makes no accounts, so a new hire that failed stays; who has left is not to be hired by anything older.
 */
export function superseded(type: string): string[] {
  if (type === TERMINATE) return [...SYNCS, ...OF_THE_DIRECTORY, TERMINATE]
  if (type === 'IAM - New Hire' || type === 'IAM - Rehire User') return [...SYNCS]
  return saysWhoItIs(type) ? ['IAM - Sync User', 'IAM - Update User'] : OF_THE_DIRECTORY
}

const lower = (value: Json | undefined): string => textOf(value).toLowerCase()

/** Reads an incident of any type of user provisioning. */
export function wantedBy(incident: JsonObject): Wanted {
  const custom = customFields(incident)
  const { olduserdata, mergeduserprofile: _, ...fields } = personOf(incident)
  return {
    type: textOf(incident.type),
    source: sourceOf(incident, custom),
    fields,
    old: olduserdata && typeof olduserdata === 'object' && !Array.isArray(olduserdata) ? olduserdata : {},
    // What stands in the profile may be empty, or no text at all.
    email: lower(fields.email) || lower(custom.email),
    username: lower(fields.username) || lower(custom.username),
    employeeId: textOf(fields.employeeid) || textOf(custom.employeeid),
    displayName: textOf(fields.displayname),
    userId: textOf(custom.userid),
    oktaInstance: isOfOkta(incident) ? textOf(incident.sourceInstance) : '',
  }
}

// An instance's brand may carry a suffix of the pack's build.
const isOfOkta = ({ sourceBrand }: JsonObject): boolean => textOf(sourceBrand).startsWith('Okta IAM')

function sourceOf(incident: JsonObject, { terminationtrigger }: JsonObject): Source {
  const trigger = textOf(terminationtrigger).toUpperCase()
  if (trigger === 'ORPHAN') return 'Orphan'
  return trigger === 'TUFE' || isOfOkta(incident) ? 'TUFE' : 'HR'
}
