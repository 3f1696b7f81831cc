/** A calendar date as the number of days since 1970-01-01. Calendar dates are compared, never instants (design: time). */
export type Day = number

const MILLISECONDS = 86_400_000

/** The day of a date; undefined when there is no such date (31 February). Months count from 1. */
export function dayOf(year: number, month: number, date: number): Day | undefined {
  const instant = new Date(Date.UTC(2000, month - 1, date))
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  instant.setUTCFullYear(year, month - 1, date)
  const exists = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === date
  return exists ? instant.getTime() / MILLISECONDS : undefined
}

/** The day as an instant in ISO 8601, midnight UTC: the form in which the platform's date fields keep it. */
export function isoOf(day: Day): string {
  return `${textOf(day)}T00:00:00Z`
}

/** The day as 2026-11-22. */
export function textOf(day: Day): string {
  return new Date(day * MILLISECONDS).toISOString().slice(0, 10)
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:$|[T ])/
/** How the public pack writes the dates of a profile. */
const AMERICAN = /^(\d\d)\/(\d\d)\/(\d{4})$/

/** The day of a date as a profile keeps it: ISO 8601, or MM/DD/YYYY as the public pack has it. Undefined for other text. */
export function storedDay(text: string): Day | undefined {
  const [, year, month, date] = ISO.exec(text) ?? []
  if (year) return dayOf(Number(year), Number(month), Number(date))
  const [, first, second, last] = AMERICAN.exec(text) ?? []
  return last ? dayOf(Number(last), Number(first), Number(second)) : undefined
}

/** The day on which an instant falls in a time zone (IANA name). Throws RangeError when there is no such zone. */
export function dayIn(timeZone: string, instant: Date): Day {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(instant)
  const number = (type: string) => Number(parts.find(part => part.type === type)?.value)
  return dayOf(number('year'), number('month'), number('day')) ?? Number.NaN
}
