import type { Json, JsonObject } from '../../../kit/wire.ts'
import { type Day, storedDay } from './day.ts'

/** The fields, by cliName, that hold a calendar date in the report. */
export const DATE_FIELDS = ['hiredate', 'terminationdate', 'lastdayofwork'] as const
export type DeactivationField = 'terminationdate' | 'lastdayofwork'

/** What is known of a person on either side, the report or the profile, as far as decisions hang on it. */
export interface Person {
  /** Lower case; empty when there is none. */
  readonly email: string
  readonly employeeId: string
  readonly displayName: string
  readonly hired: Day | undefined
  /** The last day, by the instance's *Deactivation date field*. */
  readonly leaves: Day | undefined
  /** Employment Status in lower case. */
  readonly status: string
  readonly prehire: boolean
  readonly rehired: boolean
}

/** A person as an entry of the report has them. */
export interface Entry extends Person {
  /** Where in the report it stands; entries count from 1. */
  readonly place: number
  /** Of what is mapped of the entry: while it stays the same, the report has no news of the person. */
  readonly digest: string
  /** The mapped entry by cliNames, dates in ISO 8601. Absent when the entry is known to be as the profile last saw it. */
  readonly fields?: JsonObject
  /** A field that decides and cannot be read: a date that does not fit the format, or what is no text. */
  readonly unreadable?: { readonly field: string; readonly value: string; readonly fault: string }
  /** Nobody in the report has an employment status: it has lost the column, and leavers would look employed. */
  readonly lacksStatus?: boolean
  /** The entry has no such column, and no other entry has a last day either. */
  readonly lacksLastDay?: boolean
}

/** A person's User Profile. */
export interface Profile extends Person {
  /** The value of the indicator. */
  readonly value: string
  /** AD Account Status: enabled, disabled, pending, or empty (ilm.md §6). */
  readonly account: string
  readonly sourcePriority: number | undefined
  readonly source: string
  readonly sourceOfTruth: string
  readonly isProcessed: boolean
  readonly isTemporary: boolean
  readonly forceSync: boolean
  readonly isConversionHire: boolean
  readonly terminationTrigger: string
  /** Of the mapped entry that it last saw; empty when it has seen none. */
  readonly digest: string
  /** Of that entry's text: an entry whose text is the same need not be mapped. */
  readonly textDigest: string
  /** All its fields by cliNames; absent where only what decides was read. */
  readonly fields?: JsonObject
}

/** The fields, by cliName, that a person is made of. */
export const PERSON_FIELDS = [
  ...['email', 'employeeid', 'displayname', 'employmentstatus', 'prehireflag', 'rehiredemployee'],
  ...DATE_FIELDS,
]

/** The fields of a profile that decide: what is asked for of every profile. */
export const DECIDING_FIELDS = [
  ...PERSON_FIELDS,
  ...[
    'adaccountstatus',
    'sourcepriority',
    'sourceinstance',
    'sourceoftruth',
    'isprocessed',
    'istemporaryuser',
  ],
  ...['temporaryuserprofile', 'forcesync', 'conversionhire', 'terminationtrigger', 'reportdigest'],
]

/** The text of a field, trimmed; empty when it is absent. */
export function fieldText(value: Json | undefined): string {
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

const flagOf = (value: Json | undefined) => ['true', 'yes', '1'].includes(fieldText(value).toLowerCase())

/** The person in fields by cliNames, whose dates are as a profile keeps them. */
export function personIn(fields: JsonObject, deactivation: DeactivationField): Person {
  return {
    email: fieldText(fields.email).toLowerCase(),
    employeeId: fieldText(fields.employeeid),
    displayName: fieldText(fields.displayname),
    hired: storedDay(fieldText(fields.hiredate)),
    leaves: storedDay(fieldText(fields[deactivation])),
    status: fieldText(fields.employmentstatus).toLowerCase(),
    prehire: flagOf(fields.prehireflag),
    rehired: flagOf(fields.rehiredemployee),
  }
}

/** The profile that an indicator is. Its value is the e-mail where the field is empty. Two names of one field are in use (L11). */
export function profileIn(value: string, fields: JsonObject, deactivation: DeactivationField): Profile {
  // Named one by one: with a spread in front of so many members, reading 100,000 profiles took four times as long.
  const { email, employeeId, displayName, hired, leaves, status, prehire, rehired } = personIn(
    fields,
    deactivation,
  )
  const priority = fieldText(fields.sourcepriority)
  return {
    email: email || value.toLowerCase(),
    employeeId,
    displayName,
    hired,
    leaves,
    status,
    prehire,
    rehired,
    value,
    account: fieldText(fields.adaccountstatus).toLowerCase(),
    sourcePriority: /^\d+$/.test(priority) ? Number(priority) : undefined,
    source: fieldText(fields.sourceinstance),
    sourceOfTruth: fieldText(fields.sourceoftruth),
    isProcessed: flagOf(fields.isprocessed),
    isTemporary: flagOf(fields.istemporaryuser) || flagOf(fields.temporaryuserprofile),
    forceSync: flagOf(fields.forcesync),
    isConversionHire: flagOf(fields.conversionhire),
    terminationTrigger: fieldText(fields.terminationtrigger).toUpperCase(),
    ...digestsIn(fieldText(fields.reportdigest)),
  }
}

/** Report Digest holds both: of the text, and behind a dot of what was mapped. */
export const reportDigest = (textDigest: string, digest: string): string => `${textDigest}.${digest}`

function digestsIn(text: string): Pick<Profile, 'textDigest' | 'digest'> {
  const [textDigest = '', digest = ''] = text.split('.')
  return { textDigest, digest }
}

/** Profile with everything it holds. */
export const wholeProfile = (
  value: string,
  fields: JsonObject,
  deactivation: DeactivationField,
): Profile => ({
  ...profileIn(value, fields, deactivation),
  fields,
})
