/**
 * Go's date layouts (https://pkg.go.dev/time#pkg-constants): the reference time Mon Jan 2 15:04:05 MST 2006 written the
 * way a date shall be read or written.
 */
export type Part =
  | { is: 'literal'; text: string }
  | { is: 'fraction'; digits: number; dropZeros: boolean; point: string }
  | { is: Field }

const FIELDS = [
  ['January', 'monthName'],
  ['Jan', 'monthShort'],
  ['Monday', 'weekday'],
  ['Mon', 'weekdayShort'],
  ['MST', 'zoneName'],
  ['2006', 'year'],
  ['-07:00', 'offsetColon'],
  ['-0700', 'offset'],
  ['-07', 'offsetHours'],
  ['Z07:00', 'zOffsetColon'],
  ['Z0700', 'zOffset'],
  ['002', 'yearDay'],
  ['01', 'month2'],
  ['02', 'day2'],
  ['03', 'hour12Two'],
  ['04', 'minute2'],
  ['05', 'second2'],
  ['06', 'year2'],
  ['15', 'hour24'],
  ['_2', 'dayBlank'],
  ['PM', 'halfUpper'],
  ['pm', 'halfLower'],
  ['1', 'month'],
  ['2', 'day'],
  ['3', 'hour12'],
  ['4', 'minute'],
  ['5', 'second'],
] as const

export type Field = (typeof FIELDS)[number][1]

const FRACTION = /^[.,](0+|9+)(?!\d)/

function nextPart(rest: string): { part: Part; length: number } {
  const fraction = FRACTION.exec(rest)
  if (fraction) {
    const [whole, digits = ''] = fraction
    const part: Part = {
      is: 'fraction',
      digits: digits.length,
      dropZeros: digits.startsWith('9'),
      point: whole.charAt(0),
    }
    return { part, length: whole.length }
  }
  // Go reads "Jan" as a month only when no lower-case letter follows, so that "Janet" stays text.
  const field = FIELDS.find(
    ([text]) =>
      rest.startsWith(text) && !(/^(Jan|Mon)$/.test(text) && /^[a-z]/.test(rest.slice(text.length))),
  )
  if (field) return { part: { is: field[1] }, length: field[0].length }
  return { part: { is: 'literal', text: rest.charAt(0) }, length: 1 }
}

/** Splits a layout into its parts; what is no field of the reference time is literal text. */
export function layoutParts(layout: string): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < layout.length; ) {
    const { part, length } = nextPart(layout.slice(at))
    parts.push(part)
    at += length
  }
  return parts
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

export const WEEKDAYS = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const
