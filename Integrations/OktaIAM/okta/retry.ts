import { backOff, type Headers, headerOf, serverNow } from '../../../kit/http.ts'

const SECOND = 1000

/**
 * How long to wait before repeating a refused request, in milliseconds, by the server's clock:
 * reset - Date + 1 s (https://developer.okta.com/docs/reference/rl-best-practices/).
 * A doubled reset header counts by its later value; without one, or with zero (a concurrency limit may say nothing
 * else), Retry-After counts, and without that the wait doubles from 1 s with every attempt (0, 1, 2 …).
 */
export function rateLimitWait(headers: Headers, attempt: number, localNow: number): number {
  const reset = resetOf(headers)
  if (reset !== undefined) {
    return Math.max(SECOND, reset * SECOND - serverNow(headers, localNow) + SECOND)
  }
  const [after] = numbers(headers['retry-after'])
  return after ? after * SECOND : backOff(attempt)
}

/** Too many requests in flight, not too many in a minute: Okta says so by a limit of 0 (okta-api §4). */
export function isConcurrencyLimit(headers: Headers): boolean {
  return headerOf(headers, 'x-rate-limit-limit')?.trim() === '0'
}

/** When the limit opens again by its headers, in seconds since 1970; undefined when they do not say. */
export function resetOf(headers: Headers): number | undefined {
  const found = numbers(headers['x-rate-limit-reset'])
  return found.length ? Math.max(...found) : undefined
}

/**
 * Whether an answer may be followed by the same request again: 429 always, a gateway's error only for reading, and
 * 409 E0000112 (the user is still being activated), which Okta gives instead of doing anything.
 */
export function isRepeatableReply(method: string, status: number, body: string): boolean {
  if (status === 429) return true
  if (status === 409) return body.includes('"E0000112"')
  return method === 'GET' && (status === 502 || status === 503 || status === 504)
}

/** All the numbers of a header that may stand several times or hold several values joined by commas. */
function numbers(value: string | readonly string[] | undefined): number[] {
  const all = typeof value === 'string' ? [value] : (value ?? [])
  return all
    .flatMap(one => one.split(','))
    .map(one => Number(one.trim()))
    .filter(number => Number.isFinite(number) && number > 0)
}
