import { layoutParts, MONTHS, type Part, WEEKDAYS } from './layout.ts'

/** A point in time, to the nanosecond, which a JavaScript Date cannot hold. */
export interface Instant {
  /** Seconds since 1970-01-01T00:00:00Z. */
  seconds: number
  nanos: number
}

/** Zones of RFC 822 §5. Another abbreviation has no one meaning: a wrong instant would be worse than an error. */
const ZONES: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  UT: 0,
  Z: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
}

const LAYOUTS = [
  'Mon Jan _2 15:04:05 2006',
  'Mon Jan _2 15:04:05 MST 2006',
  'Mon Jan 02 15:04:05 -0700 2006',
  '02 Jan 06 15:04 MST',
  '02 Jan 06 15:04 -0700',
  'Monday, 02-Jan-06 15:04:05 MST',
  'Mon, 02 Jan 2006 15:04:05 MST',
  'Mon, 02 Jan 2006 15:04:05 -0700',
]

const ISO =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9})\d*)?)?\s?(?<offset>Z|[+-]\d\d(?::?\d\d)?)?)?$/i

function names(list: readonly string[], short: boolean): string {
  return list.map(name => (short ? name.slice(0, 3) : name)).join('|')
}

/** One regular expression per layout: the fields of the layouts above and no others. */
function pattern(part: Part): string {
  switch (part.is) {
    case 'monthShort':
      return `(?<monthName>${names(MONTHS, true)})`
    case 'weekday':
    case 'weekdayShort':
      return `(?:${names(WEEKDAYS, part.is === 'weekdayShort')})`
    case 'year':
      return '(?<year>\\d{4})'
    case 'year2':
      return '(?<year2>\\d\\d)'
    case 'day2':
      return '(?<day>\\d\\d)'
    case 'dayBlank':
      return ' ?(?<day>\\d{1,2})'
    case 'hour24':
      return '(?<hour>\\d\\d)'
    case 'minute2':
      return '(?<minute>\\d\\d)'
    case 'second2':
      return '(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?'
    case 'zoneName':
      return '(?<zone>[A-Z]{1,4})'
    case 'offset':
      return '(?<offset>[+-]\\d{4})'
    case 'literal':
      return part.text
    default:
      throw new Error(`No date is read by the layout field ${part.is}.`)
  }
}

const PATTERNS = [
  ISO,
  ...LAYOUTS.map(layout => new RegExp(`^${layoutParts(layout).map(pattern).join('')}$`, 'i')),
]

function offsetSeconds(groups: Record<string, string | undefined>): number | undefined {
  if (groups.zone !== undefined) {
    const zone = groups.zone.toUpperCase()
    return Object.hasOwn(ZONES, zone) ? (ZONES[zone] ?? 0) * 3600 : undefined
  }
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(groups.offset ?? '') ?? []
  if (sign === undefined) return 0
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
}

// Go's rule for two-digit years: 69 to 99 belong to the last century.
function fullYear(groups: Record<string, string | undefined>): number {
  if (groups.year2 === undefined) return Number(groups.year)
  return Number(groups.year2) + (Number(groups.year2) >= 69 ? 1900 : 2000)
}

const count = (digits: string | undefined) => Number(digits ?? 0)

function instantOf(groups: Record<string, string | undefined>): Instant | undefined {
  const year = fullYear(groups)
  const month = groups.monthName
    ? MONTHS.findIndex(name => name.slice(0, 3).toLowerCase() === groups.monthName?.toLowerCase())
    : count(groups.month) - 1
  const [day, hour, minute] = [count(groups.day), count(groups.hour), count(groups.minute)] as const
  const second = count(groups.second)
  const offset = offsetSeconds(groups)
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  // A day that the month does not have rolls over in JavaScript: 30 February is no date.
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined
  if (offset === undefined || hour > 23 || minute > 59 || second > 59) return undefined
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + second - offset
  return { seconds, nanos: Number((groups.fraction ?? '').padEnd(9, '0')) }
}

/** Reads a date; undefined when the text is none. Without a zone it is the server's, UTC. */
export function parseInstant(text: string): Instant | undefined {
  for (const known of PATTERNS) {
    const groups = known.exec(text.trim())?.groups
    if (groups) return instantOf(groups)
  }
  return undefined
}

/** Negative, zero or positive, as for sort. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.seconds - b.seconds || a.nanos - b.nanos
}
