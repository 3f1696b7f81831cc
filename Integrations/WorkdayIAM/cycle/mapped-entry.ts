import { Refusal } from '../../../kit/errors.ts'
import type { Host } from '../../../kit/integration.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import type { ReadDate } from '../decide/date-format.ts'
import { isoOf } from '../decide/day.ts'
import {
  DATE_FIELDS,
  type DeactivationField,
  type Entry,
  fieldText,
  PERSON_FIELDS,
  personIn,
} from '../decide/person.ts'
import { digestOf } from './digest.ts'

/** The type under which the mapper maps an entry to the fields of a profile, whatever its incident will be. */
export const MAPPED_AS = 'IAM - Sync User'

/** What is needed to turn an entry into the fields of a profile. */
export interface EntryReader {
  readonly host: Pick<Host, 'mapObject'>
  readonly mapper: string
  readonly readDate: ReadDate
  readonly deactivation: DeactivationField
}

/** An entry as the report has it, unread. */
export interface EntryText {
  readonly place: number
  readonly text: string
  readonly digest: string
}

/** An entry that has been mapped, and the report's object for the incident. */
export interface MappedEntry extends Entry {
  readonly textDigest: string
  readonly fields: JsonObject
  readonly raw: JsonObject
}

/** Maps an entry. Throws Refusal naming its place when its text is no JSON, or there is no such mapper. */
export async function mapEntry(text: EntryText, reader: EntryReader): Promise<MappedEntry> {
  const { place, digest: textDigest } = text
  const raw = rawEntry(text)
  const given = await mapped(raw, place, reader)
  const { fields, written, unreadable } = withIsoDates(given, reader.readDate)
  const fault = unreadable ?? structureIn(given)
  return {
    ...personIn(fields, reader.deactivation),
    place,
    textDigest,
    digest: digestOf(JSON.stringify(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)))),
    fields,
    raw: withDatesReplaced(raw, written),
    lacksLastDay: !Object.hasOwn(given, reader.deactivation),
    ...(fault && { unreadable: fault }),
  }
}

/** What decides must be a text: a list or an object would read as if nothing stood there. */
function structureIn(mapped: JsonObject): Entry['unreadable'] {
  const field = PERSON_FIELDS.find(one => typeof mapped[one] === 'object')
  return field === undefined
    ? undefined
    : { field, value: JSON.stringify(mapped[field]), fault: 'is no text' }
}

/** The report's object. Throws Refusal when the text is no JSON: whoever downloads has not looked inside. */
export function rawEntry({ place, text }: Pick<EntryText, 'place' | 'text'>): JsonObject {
  try {
    return JSON.parse(text) as JsonObject
  } catch (error) {
    // The engine's own sentence quotes what stands there, which is about a person.
    const [where = 'somewhere in it'] = /at position \d+/.exec((error as SyntaxError).message) ?? []
    throw new Refusal(
      `Entry ${place} of the report is no JSON (${where}); nothing was decided. Correct the report.`,
    )
  }
}

async function mapped(raw: JsonObject, place: number, { host, mapper }: EntryReader): Promise<JsonObject> {
  try {
    return byCliNames(await host.mapObject(raw, mapper, MAPPED_AS))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(`Entry ${place} of the report cannot be mapped: ${error.message}`)
  }
}

/** Drop everything but letters and digits, lower-case (contents.json, cliNameRule). */
const cliName = (name: string) => name.replace(/[^a-zA-Z0-9]/g, '').toLowerCase()

function byCliNames(mapped: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(mapped)
      .map(([name, value]) => [cliName(name), value] as const)
      // The profile itself is what is being made here; null is how a host may say that there is no such column.
      .filter(([name, value]) => name !== 'userprofile' && value !== null),
  )
}

const NO_DATE = 'does not fit the parameter "Date Format in Workday Report"'

function withIsoDates(mapped: JsonObject, readDate: ReadDate) {
  // Workday leaves an empty column out; what decides must not keep its old value in the profile.
  const fields: JsonObject = { employmentstatus: '', prehireflag: '', rehiredemployee: '', ...mapped }
  const written = new Map<string, string>()
  let unreadable: Entry['unreadable']
  for (const field of DATE_FIELDS) {
    const value = fieldText(mapped[field])
    if (value === '') continue
    const day = readDate(value)
    if (day === undefined) unreadable ??= { field, value: JSON.stringify(value), fault: NO_DATE }
    else {
      fields[field] = isoOf(day)
      written.set(value, isoOf(day))
    }
  }
  // An employee id of digits may read as a date.
  const dates: ReadonlySet<string> = new Set(DATE_FIELDS)
  for (const [field, value] of Object.entries(mapped)) if (!dates.has(field)) written.delete(fieldText(value))
  return { fields, written, unreadable }
}

/** The platform's date fields read ISO 8601, so the incident's raw data has the dates in it, whatever column they stand in. */
function withDatesReplaced(raw: JsonObject, written: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(
    Object.entries(raw).map(([column, value]) => [column, written.get(fieldText(value)) ?? value]),
  )
}
