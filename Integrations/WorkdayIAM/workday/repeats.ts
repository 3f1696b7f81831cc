import { failureCode } from '../../../kit/connection.ts'

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

export const MOST_REPEATS = 2
const SECOND = 1000
/** Who says to wait longer is asked again by the next fetch. */
const LONGEST_WAIT = 10 * SECOND

const PASSING_STATUSES = new Set([429, 502, 503, 504])
/** Refused or reset before an answer began. Reading changes nothing, so that it may have arrived does not matter. */
const PASSING_FAILURES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/** Milliseconds to wait before asking again: 1 s, then 2 s; undefined when it would be of no use. */
export function waitAfterFailure(failure: unknown, attempt: number): number | undefined {
  return PASSING_FAILURES.has(failureCode(failure) ?? '') ? SECOND * 2 ** attempt : undefined
}

/** The same after an answer: as long as Retry-After says, unless that is too long. */
export function waitAfterStatus(
  status: number,
  headers: Headers,
  attempt: number,
  now: number,
): number | undefined {
  if (!PASSING_STATUSES.has(status)) return undefined
  const wait = (retryAfter(headers, now) ?? 2 ** attempt) * SECOND
  return wait <= LONGEST_WAIT ? wait : undefined
}

/** The seconds of Retry-After, which may be a date by the server's clock (RFC 9110 §10.2.3). */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const said = headerOf(headers, 'retry-after')?.trim() ?? ''
  if (/^\d+$/.test(said)) return Number(said)
  const until = Date.parse(said)
  if (Number.isNaN(until)) return undefined
  const serverNow = Date.parse(headerOf(headers, 'date') ?? '')
  return Math.max(0, Math.ceil((until - (Number.isNaN(serverNow) ? now : serverNow)) / SECOND))
}

/** A header's value; the first when it stands several times. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}
