import type { Json, JsonObject } from '../../../kit/wire.ts'
import { storedDay } from './day.ts'
import { DATE_FIELDS, fieldText } from './person.ts'

/** A field whose value in the report is another one than in the profile. */
export interface Change {
  readonly field: string
  readonly from: string
  readonly to: string
}

/** Addresses are the same in any case of letters. */
const WITHOUT_CASE = new Set(['email', 'username', 'manageremailaddress', 'personalemail'])
const DATES: ReadonlySet<string> = new Set(DATE_FIELDS)

/**
 * What the report changes in a profile (both by cliNames). A field that the report does not have is left alone; empty and
 * absent are the same, and so are a date in two notations and an address in two cases.
 */
export function changesOf(reported: JsonObject, profile: JsonObject): Change[] {
  return Object.entries(reported).flatMap(([field, value]) => {
    const known = Object.hasOwn(profile, field) ? profile[field] : undefined
    const [from, to] = [shown(known), shown(value)]
    return comparable(field, from) === comparable(field, to) ? [] : [{ field, from, to }]
  })
}

function shown(value: Json | undefined): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : fieldText(value)
}

function comparable(field: string, text: string): string {
  if (DATES.has(field)) return String(storedDay(text) ?? text)
  return WITHOUT_CASE.has(field) ? text.toLowerCase() : text
}
