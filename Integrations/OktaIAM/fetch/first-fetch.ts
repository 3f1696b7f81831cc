import { InputError } from '../../../kit/errors.ts'
import type { LogLevel } from '../../../kit/wire.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const UNITS = new Map([
  ['minute', MINUTE],
  ['hour', HOUR],
  ['day', DAY],
  ['week', 7 * DAY],
  ['month', 30 * DAY],
  ['year', 365 * DAY],
])
/** Okta refuses a `since` that lies further back (E0000053, quirk F13). */
export const LONGEST_DAYS = 180

/**
 * When the first fetch begins, from "<number> <unit>" before now. Throws InputError when it is no such text, or lies
 * further back than Okta allows.
 */
export function firstFetch(text: string, now: Date): Date {
  const [, number, unit = ''] = /^(\d{1,6})\s*([a-z]+?)s?(?:\s+ago)?$/.exec(text.trim().toLowerCase()) ?? []
  const length = UNITS.get(unit)
  if (number === undefined || length === undefined)
    throw new InputError(
      `First fetch timestamp parameter is not in the correct format. It is ${JSON.stringify(text)}; expected a number and a unit, such as 12 hours or 7 days.`,
    )
  const back = Number(number) * length
  if (back > LONGEST_DAYS * DAY)
    throw new InputError(
      `First fetch timestamp is ${JSON.stringify(text)}, and Okta gives no events from before ${LONGEST_DAYS} days; choose a later one.`,
    )
  return new Date(now.getTime() - back)
}

/** An instant, or the furthest that Okta takes when it lies before that (E0000053); an hour is left for clocks and waits. */
export function reachable(start: Date, now: Date, log: (level: LogLevel, text: string) => void): Date {
  const furthest = new Date(now.getTime() - LONGEST_DAYS * DAY + HOUR)
  if (start >= furthest) return start
  log(
    'info',
    `The System Log is read from ${furthest.toISOString()} on and not from ${start.toISOString()}: Okta takes no instant from before ${LONGEST_DAYS} days.`,
  )
  return furthest
}
