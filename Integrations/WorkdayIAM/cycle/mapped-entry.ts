import type { Host } from '../../../kit/integration.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import type { ReadDate } from '../decide/date-format.ts'
import { isoOf } from '../decide/day.ts'
import { DATE_FIELDS, type DeactivationField, type Entry, fieldText, personIn } from '../decide/person.ts'

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
  readonly fields: JsonObject
  readonly raw: JsonObject
}

/** Maps an entry. Throws Refusal when there is no such mapper, SyntaxError when the text is no JSON. */
export async function mapEntry(
  { place, text, digest }: EntryText,
  reader: EntryReader,
): Promise<MappedEntry> {
  const raw = JSON.parse(text) as JsonObject
  const mapped = byCliNames(await reader.host.mapObject(raw, reader.mapper, MAPPED_AS))
  const { fields, written, unreadable } = withIsoDates(mapped, reader.readDate)
  return {
    ...personIn(fields, reader.deactivation),
    place,
    digest,
    fields,
    raw: withDatesReplaced(raw, written),
    ...(unreadable && { unreadable }),
  }
}

/** Drop everything but letters and digits, lower-case (contents.json, cliNameRule). */
const cliName = (name: string) => name.replace(/[^a-zA-Z0-9]/g, '').toLowerCase()

function byCliNames(mapped: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(mapped)
      .map(([name, value]) => [cliName(name), value] as const)
      // The profile itself is what is being made here.
      .filter(([name]) => name !== 'userprofile'),
  )
}

function withIsoDates(mapped: JsonObject, readDate: ReadDate) {
  const fields = { ...mapped }
  const written = new Map<string, string>()
  let unreadable: Entry['unreadable']
  for (const field of DATE_FIELDS) {
    const value = fieldText(mapped[field])
    if (value === '') continue
    const day = readDate(value)
    if (day === undefined) unreadable ??= { field, value }
    else {
      fields[field] = isoOf(day)
      written.set(value, isoOf(day))
    }
  }
  return { fields, written, unreadable }
}

/** The platform's date fields read ISO 8601, so the incident's raw data has the dates in it, whatever column they stand in. */
function withDatesReplaced(raw: JsonObject, written: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(
    Object.entries(raw).map(([column, value]) => [column, written.get(fieldText(value)) ?? value]),
  )
}
