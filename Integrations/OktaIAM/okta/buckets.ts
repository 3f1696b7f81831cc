import { type Headers, serverNow } from '../../../kit/http.ts'
import { resetOf } from './retry.ts'

/** What the last answer of a bucket said. `opens` is the local instant at which it is full again, in milliseconds. */
interface Known {
  readonly limit: number
  remaining: number
  readonly opens: number
}

/** A wait that a bucket asks for before the next request, with what is known of it. */
export interface Shut {
  readonly bucket: string
  readonly limit: number
  readonly remaining: number
  readonly opens: number
}

/**
 * The bucket of Okta's rate limits that a request counts in: the most specific pattern of those that have a limit of
 * their own (https://developer.okta.com/docs/reference/rl-global-mgmt/).
 */
export function bucketOf(method: string, path: string): string {
  const [, first, second, third] = /^\/api\/v1\/([^/]+)(?:\/([^/]+))?(\/.+)?/.exec(path) ?? []
  if (first === undefined) return path
  if (first === 'users' && second && !third)
    return method === 'GET' ? '/api/v1/users/{id} (reading)' : '/api/v1/users/{id} (changing)'
  if (first === 'users') return second ? '/api/v1/*' : '/api/v1/users'
  if (first === 'groups') return `/api/v1/groups${second ? '/{id}' : ''}`
  // What lies below a group counts as the group, what lies below an application does not (okta-api §4).
  if (first === 'apps' && !third) return `/api/v1/apps${second ? '/{id}' : ''}`
  return first === 'logs' ? '/api/v1/logs' : '/api/v1/*'
}

/** The rate limits of one org and one identity, as far as its answers have told; shared by all that a process sends. */
export class Buckets {
  readonly #known = new Map<string, Known>()

  /** The bucket when less than the part to leave free (0 to 1) is left of it and it has not opened since. */
  shut(method: string, path: string, leaveFree: number, now: number): Shut | undefined {
    const bucket = bucketOf(method, path)
    const known = this.#known.get(bucket)
    if (!known || known.opens <= now) return undefined
    return known.remaining > known.limit * leaveFree ? undefined : { bucket, ...known }
  }

  /** A request is on its way, and counts before its answer says so. */
  sent(method: string, path: string): void {
    const known = this.#known.get(bucketOf(method, path))
    if (known) known.remaining -= 1
  }

  /** Takes what an answer says. One of a concurrency limit (limit 0) says nothing about the bucket. */
  heard(method: string, path: string, headers: Headers, now: number): void {
    const [limit, remaining] = [
      number(headers['x-rate-limit-limit']),
      number(headers['x-rate-limit-remaining']),
    ]
    const reset = resetOf(headers)
    if (!limit || remaining === undefined || reset === undefined) return
    const opens = now + Math.max(0, reset * 1000 - serverNow(headers, now)) + 1000
    this.#known.set(bucketOf(method, path), { limit, remaining, opens })
  }
}

function number(value: string | readonly string[] | undefined): number | undefined {
  const text = typeof value === 'string' ? value : undefined
  return text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : undefined
}
