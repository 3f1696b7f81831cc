import { Refusal } from '../refusal.ts'

/** The fields of a cron text: lowest and highest value. */
const FIELDS = [
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day', 1, 31],
  ['month', 1, 12],
  ['weekday', 0, 7],
] as const

type Field = (typeof FIELDS)[number]

function refused(text: string, [name, low, high]: Field): Refusal {
  return new Refusal(
    `"${text}" is no ${name} of a cron text; expected *, */n, a number from ${low} to ${high}, a range or a list of them.`,
  )
}

/** The values that one part of a field means, such as `1-5` or `10-59/10`. */
function valuesOf(part: string, field: Field): number[] {
  const [, lowest, highest] = field
  const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part)
  if (!match) throw refused(part, field)
  const [, from, to, step] = match
  const first = Number(from ?? lowest)
  const last = Number(to ?? (from === undefined || step !== undefined ? highest : from))
  const by = Number(step ?? 1)
  if (first < lowest || last > highest || first > last || by < 1) throw refused(part, field)
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, index) => first + index * by)
}

function fieldsOf(cron: string): Set<number>[] {
  const parts = cron.trim().split(/\s+/)
  if (parts.length !== FIELDS.length)
    throw new Refusal(`"${cron}" is no cron text; expected five fields such as */5 * * * *.`)
  return FIELDS.map(
    (field, at) => new Set((parts[at] ?? '').split(',').flatMap(part => valuesOf(part, field))),
  )
}

/** Longer than this nothing is looked for: 29 February comes within eight years. */
const MOST_DAYS = 366 * 8

/** The first instant after another that a cron text means, in UTC. A Refusal when it cannot be read or means none. */
export function nextTime(cron: string, after: string): string {
  const [minutes, hours, days, months, weekdays] = fieldsOf(cron)
  const isAnyDay = cron.trim().split(/\s+/)[2]?.startsWith('*')
  const isAnyWeekday = cron.trim().split(/\s+/)[4]?.startsWith('*')
  const isDay = (date: Date): boolean => {
    const weekday = date.getUTCDay()
    const onDay = days?.has(date.getUTCDate()) === true
    const onWeekday = weekdays?.has(weekday) === true || (weekday === 0 && weekdays?.has(7) === true)
    // As cron has it: with both given, either is enough.
    const both = isAnyDay || isAnyWeekday ? onDay && onWeekday : onDay || onWeekday
    return months?.has(date.getUTCMonth() + 1) === true && both
  }
  const start = new Date(after)
  start.setUTCSeconds(0, 0)
  start.setUTCMinutes(start.getUTCMinutes() + 1)
  for (let day = 0; day < MOST_DAYS; day += 1) {
    const date = new Date(start)
    if (day > 0) {
      date.setUTCDate(date.getUTCDate() + day)
      date.setUTCHours(0, 0)
    }
    if (!isDay(date)) continue
    const from = date.getUTCHours() * 60 + date.getUTCMinutes()
    for (let minute = from; minute < 24 * 60; minute += 1) {
      if (!hours?.has(Math.floor(minute / 60)) || !minutes?.has(minute % 60)) continue
      date.setUTCHours(Math.floor(minute / 60), minute % 60)
      return date.toISOString()
    }
  }
  throw new Refusal(`The cron text "${cron}" means no time that will come.`)
}
