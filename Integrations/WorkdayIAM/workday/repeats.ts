import { failureCode } from '../../../kit/connection.ts'
import { backOff, type Headers, retryAfter } from '../../../kit/http.ts'

export const MOST_REPEATS = 2
const SECOND = 1000
/** Who says to wait longer is asked again by the next fetch. */
const LONGEST_WAIT = 10 * SECOND

const PASSING_STATUSES = new Set([429, 502, 503, 504])
/** Refused or reset before an answer began. Reading changes nothing, so that it may have arrived does not matter. */
const PASSING_FAILURES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/** Milliseconds to wait before asking again: 1 s, then 2 s; undefined when it would be of no use. */
export function waitAfterFailure(failure: unknown, attempt: number): number | undefined {
  return PASSING_FAILURES.has(failureCode(failure) ?? '') ? backOff(attempt) : undefined
}

/** The same after an answer: as long as Retry-After says, unless that is too long. */
export function waitAfterStatus(
  status: number,
  headers: Headers,
  attempt: number,
  now: number,
): number | undefined {
  if (!PASSING_STATUSES.has(status)) return undefined
  const said = retryAfter(headers, now)
  const wait = said === undefined ? backOff(attempt) : said * SECOND
  return wait <= LONGEST_WAIT ? wait : undefined
}
