import type { Instant } from './instant.ts'
import { type Field, layoutParts, MONTHS, type Part, WEEKDAYS } from './layout.ts'

const two = (number: number) => String(number).padStart(2, '0')
const hour12 = (date: Date) => date.getUTCHours() % 12 || 12
const yearDay = (date: Date) =>
  (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) -
    Date.UTC(date.getUTCFullYear(), 0, 0)) /
  86_400_000

/** The zone of the server is UTC (cases/README.md), so offsets are constant. */
const WRITERS: { [field in Field]: (date: Date) => string } = {
  monthName: date => MONTHS[date.getUTCMonth()] ?? '',
  monthShort: date => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3),
  weekday: date => WEEKDAYS[date.getUTCDay()] ?? '',
  weekdayShort: date => (WEEKDAYS[date.getUTCDay()] ?? '').slice(0, 3),
  zoneName: () => 'UTC',
  year: date => String(date.getUTCFullYear()).padStart(4, '0'),
  year2: date => two(date.getUTCFullYear() % 100),
  yearDay: date => String(yearDay(date)).padStart(3, '0'),
  month: date => String(date.getUTCMonth() + 1),
  month2: date => two(date.getUTCMonth() + 1),
  day: date => String(date.getUTCDate()),
  day2: date => two(date.getUTCDate()),
  dayBlank: date => String(date.getUTCDate()).padStart(2, ' '),
  hour24: date => two(date.getUTCHours()),
  hour12: date => String(hour12(date)),
  hour12Two: date => two(hour12(date)),
  minute: date => String(date.getUTCMinutes()),
  minute2: date => two(date.getUTCMinutes()),
  second: date => String(date.getUTCSeconds()),
  second2: date => two(date.getUTCSeconds()),
  halfUpper: date => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  halfLower: date => (date.getUTCHours() < 12 ? 'am' : 'pm'),
  offset: () => '+0000',
  offsetColon: () => '+00:00',
  offsetHours: () => '+00',
  zOffset: () => 'Z',
  zOffsetColon: () => 'Z',
}

function write(part: Part, date: Date, nanos: number): string {
  if (part.is === 'literal') return part.text
  if (part.is !== 'fraction') return WRITERS[part.is](date)
  const digits = String(nanos).padStart(9, '0').slice(0, part.digits)
  const shown = part.dropZeros ? digits.replace(/0+$/, '') : digits.padEnd(part.digits, '0')
  return shown === '' ? '' : part.point + shown
}

/** Writes an instant in UTC by a Go layout: `2006-01-02` gives `2021-10-06`. */
export function formatInstant(instant: Instant, layout: string): string {
  const date = new Date(instant.seconds * 1000)
  return layoutParts(layout)
    .map(part => write(part, date, instant.nanos))
    .join('')
}
