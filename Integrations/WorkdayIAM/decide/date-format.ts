import { InputError } from '../../../kit/errors.ts'
import { type Day, dayOf } from './day.ts'

/** Reads a date of the report; undefined for text that does not fit the format or names no day. */
export type ReadDate = (text: string) => Day | undefined

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ')

const short = (names: readonly string[]) => names.map(name => name.slice(0, 3))
const oneOf = (names: readonly string[]) => `(${names.join('|')})`

type Part = 'year' | 'month' | 'day'

const in2000s = (year: number) => year + (year < 69 ? 2000 : 1900)
const placeIn = (names: readonly string[]) => (text: string) => names.indexOf(text.toLowerCase()) + 1

/** What a directive of Python's strptime matches; of some the part of the date that it gives, and how it is read. */
const DIRECTIVES: Readonly<
  Record<string, readonly [pattern: string, part?: Part, read?: (text: string) => number]>
> = {
  Y: ['(\\d{4})', 'year', Number],
  // POSIX: 69 to 99 are of the last century.
  y: ['(\\d\\d)', 'year', text => in2000s(Number(text))],
  m: ['(1[0-2]|0?[1-9])', 'month', Number],
  d: ['(3[01]|[12]\\d|0?[1-9])', 'day', Number],
  B: [oneOf(MONTHS), 'month', placeIn(MONTHS)],
  b: [oneOf(short(MONTHS)), 'month', placeIn(short(MONTHS))],
  A: [oneOf(WEEKDAYS)],
  a: [oneOf(short(WEEKDAYS))],
  H: ['(2[0-3]|[01]?\\d)'],
  I: ['(1[0-2]|0?[1-9])'],
  M: ['([0-5]?\\d)'],
  S: ['(6[01]|[0-5]?\\d)'],
  f: ['(\\d{1,6})'],
  p: ['(am|pm)'],
  z: ['(z|[+-]\\d\\d:?\\d\\d)'],
  '%': ['(%)'],
}

/**
 * What reads dates in a format of Python's strptime (`%m/%d/%Y`), which is how the original integration takes it.
 * A time of day is read and left: the date stands as it is written, in no zone. Throws InputError for a directive that is
 * not known, or a format that does not give year, month and day.
 */
export function dateReader(format: string): ReadDate {
  const { pattern, directives } = compiled(format.trim())
  const whole = new RegExp(`^${pattern}$`, 'i')
  return text => {
    const [fits, ...texts] = whole.exec(text.trim()) ?? []
    if (fits === undefined) return undefined
    const of = (wanted: Part): number => {
      const at = directives.findIndex(directive => DIRECTIVES[directive]?.[1] === wanted)
      return DIRECTIVES[directives[at] ?? '']?.[2]?.(texts[at] ?? '') ?? Number.NaN
    }
    return dayOf(of('year'), of('month'), of('day'))
  }
}

/** The format as a pattern, and its directives in the order of the pattern's groups. */
function compiled(format: string): { pattern: string; directives: string[] } {
  const directives: string[] = []
  const pattern = format.replace(
    /%(.?)|([\\^$.|?*+()[\]{}/-])|(\s+)/g,
    (_, directive?: string, sign?: string) => {
      if (sign !== undefined) return `\\${sign}`
      if (directive === undefined) return '\\s+'
      if (!Object.hasOwn(DIRECTIVES, directive)) refuse(format, `has %${directive}`)
      directives.push(directive)
      return DIRECTIVES[directive]?.[0] ?? ''
    },
  )
  for (const part of ['year', 'month', 'day'] as const)
    if (!directives.some(directive => DIRECTIVES[directive]?.[1] === part)) refuse(format, `gives no ${part}`)
  return { pattern, directives }
}

function refuse(format: string, fault: string): never {
  throw new InputError(
    `The parameter "workday_date_format" is ${JSON.stringify(format)}, which ${fault}; expected a format such as %m/%d/%Y, %d.%m.%Y or %Y-%m-%d.`,
  )
}
