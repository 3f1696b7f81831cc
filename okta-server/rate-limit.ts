/** One bucket of Okta's rate limits: which requests count, and how many a minute. */
interface Bucket {
  name: string
  methods?: readonly string[]
  path: RegExp
  limit: number
}

const windowMs = 60_000
const unbounded = 'other'
/** https://developer.okta.com/docs/reference/rl2-monitor: workforce orgs are warned above 90 %. */
const warningShare = 0.9

/** "Workforce" defaults of okta-api §4; the first that fits counts, so the special ones come first. */
const buckets: readonly Bucket[] = [
  { name: 'apps', path: /^\/api\/v1\/apps\/?$/, limit: 100 },
  { name: 'app', path: /^\/api\/v1\/apps\/[^/]+$/, limit: 500 },
  { name: 'groups', path: /^\/api\/v1\/groups\/?$/, limit: 500 },
  { name: 'group', path: /^\/api\/v1\/groups\/.+/, limit: 1000 },
  { name: 'users', path: /^\/api\/v1\/users\/?$/, limit: 600 },
  { name: 'user', methods: ['GET', 'HEAD'], path: /^\/api\/v1\/users\/[^/]+$/, limit: 2000 },
  { name: 'user-change', path: /^\/api\/v1\/users\/[^/]+$/, limit: 600 },
  { name: 'logs', path: /^\/api\/v1\/logs\/?$/, limit: 120 },
  { name: 'token', path: /^\/oauth2\/v1\/token$/, limit: 150 },
  { name: unbounded, path: /^\//, limit: 1200 },
]

export const bucketNames = buckets.map(({ name }) => name)

/** What the `X-Rate-Limit-*` headers say; `reset` is in UTC epoch seconds. */
export interface Allowance {
  limit: number
  remaining: number
  reset: number
  exceeded: boolean
  /** What this request is the first of in its window, as far as the System Log tells it. */
  crossed?: 'warning' | 'violation'
}

/** Counts requests per bucket in windows of 60 s that start with a bucket's first request, in real time. */
export class RateLimiter {
  readonly #windows = new Map<string, { since: number; used: number }>()
  readonly #now: () => number
  /** Limits that differ from the defaults; `*` stands for every bucket without one of its own. */
  overrides: Readonly<Record<string, number>> = {}

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Counts a request and says what is left. */
  take(method: string, path: string): Allowance {
    const bucket = buckets.find(
      ({ methods, path: fits }) => (methods?.includes(method) ?? true) && fits.test(path),
    )
    const name = bucket?.name ?? unbounded
    const limit = this.overrides[name] ?? this.overrides['*'] ?? bucket?.limit ?? 0
    const now = this.#now()
    let window = this.#windows.get(name)
    if (!window || now - window.since >= windowMs) window = { since: now, used: 0 }
    this.#windows.set(name, window)
    window.used += 1
    const crossed = crossedBy(window.used, limit)
    return {
      limit,
      remaining: Math.max(0, limit - window.used),
      reset: Math.ceil((window.since + windowMs) / 1000),
      exceeded: window.used > limit,
      ...(crossed && { crossed }),
    }
  }
}

/** Which mark a request is the first to pass: 90 % of the limit, or the limit. */
function crossedBy(used: number, limit: number): Allowance['crossed'] {
  if (used === limit + 1) return 'violation'
  return used <= limit && used === Math.floor(limit * warningShare) + 1 ? 'warning' : undefined
}
