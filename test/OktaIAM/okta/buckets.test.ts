import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Buckets, bucketOf } from '../../../Integrations/OktaIAM/okta/buckets.ts'
import type { Headers } from '../../../kit/http.ts'
import { bucketNames, RateLimiter } from '../../../okta-server/rate-limit.ts'

const DATE = 'Sun, 22 Nov 2026 09:30:00 GMT'
const NOW = Date.parse(DATE)
const USERS = ['GET', '/api/v1/users'] as const
const seconds = (more: number) => String(NOW / 1000 + more)
const said = (limit: number, remaining: number, reset = 30): Headers => ({
  'x-rate-limit-limit': String(limit),
  'x-rate-limit-remaining': String(remaining),
  'x-rate-limit-reset': seconds(reset),
  date: DATE,
})
/** What is known after one answer to the list of users. */
function heard(headers: Headers, now = NOW): Buckets {
  const buckets = new Buckets()
  buckets.heard(...USERS, headers, now)
  return buckets
}

describe('the bucket of a request', () => {
  it.each([
    ['GET', '/api/v1/users', '/api/v1/users'],
    ['POST', '/api/v1/users', '/api/v1/users'],
    ['GET', '/api/v1/users/00u1', '/api/v1/users/{id} (reading)'],
    ['GET', '/api/v1/users/me', '/api/v1/users/{id} (reading)'],
    ['POST', '/api/v1/users/00u1', '/api/v1/users/{id} (changing)'],
    ['DELETE', '/api/v1/users/00u1', '/api/v1/users/{id} (changing)'],
    ['POST', '/api/v1/users/00u1/lifecycle/activate', '/api/v1/*'],
    ['GET', '/api/v1/users/00u1/groups', '/api/v1/*'],
    ['GET', '/api/v1/groups', '/api/v1/groups'],
    ['GET', '/api/v1/groups/00g1', '/api/v1/groups/{id}'],
    ['PUT', '/api/v1/groups/00g1/users/00u1', '/api/v1/groups/{id}'],
    ['GET', '/api/v1/apps', '/api/v1/apps'],
    ['GET', '/api/v1/apps/0oa1', '/api/v1/apps/{id}'],
    ['GET', '/api/v1/apps/0oa1/users', '/api/v1/*'],
    ['GET', '/api/v1/logs', '/api/v1/logs'],
    ['GET', '/api/v1/zones', '/api/v1/*'],
    ['GET', '/api/v1/meta/schemas/user/default', '/api/v1/*'],
    ['POST', '/oauth2/v1/token', '/oauth2/v1/token'],
  ])('%s %s counts in %s', (method, path, bucket) => expect(bucketOf(method, path)).toBe(bucket))

  it('is the one that the embedded Okta counts in: two requests share ours when they share its', () => {
    // Every bucket of the server has a limit of its own here, so the limit tells which one counted.
    const overrides = Object.fromEntries(bucketNames.map((name, index) => [name, 1000 + index]))
    const theirs = (method: string, path: string) => {
      const limiter = new RateLimiter()
      limiter.overrides = overrides
      return limiter.take(method, path).limit
    }
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
      path: fc
        .tuple(
          fc.constantFrom('users', 'groups', 'apps', 'logs', 'zones', 'idps'),
          fc.array(fc.constantFrom('x1', 'me', 'lifecycle', 'users'), { maxLength: 3 }),
        )
        .filter(([first, rest]) => first !== 'logs' || rest.length === 0)
        .map(([first, rest]) => ['/api/v1', first, ...rest].join('/')),
    })
    fc.assert(
      fc.property(request, request, (one, other) => {
        const same = bucketOf(one.method, one.path) === bucketOf(other.method, other.path)
        expect(same).toBe(theirs(one.method, one.path) === theirs(other.method, other.path))
      }),
      { numRuns: 500 },
    )
  })
})

describe('the part that is left free', () => {
  it.each([
    [0, 1, false],
    [0, 0, true],
    [0.1, 61, false],
    [0.1, 60, true],
    [0.1, 59, true],
    [0.9, 541, false],
    [0.9, 540, true],
  ])('%d of 600 with %i left: shut is %s', (leaveFree, remaining, shut) => {
    const found = heard(said(600, remaining)).shut(...USERS, leaveFree, NOW)
    expect(found !== undefined).toBe(shut)
    if (shut) expect(found).toMatchObject({ bucket: '/api/v1/users', limit: 600, remaining })
  })

  it('is counted down by what is on its way, before the answers are there', () => {
    const buckets = heard(said(10, 3))
    const sent: boolean[] = []
    for (let request = 0; request < 4; request += 1) {
      sent.push(!buckets.shut(...USERS, 0.1, NOW))
      buckets.sent(...USERS)
    }
    expect(sent).toEqual([true, true, false, false])
  })

  it('is that of the bucket, not of another', () => {
    const buckets = heard(said(600, 0))
    expect(buckets.shut('GET', '/api/v1/users/00u1', 0.1, NOW)).toBeUndefined()
    expect(buckets.shut('POST', '/api/v1/users', 0.1, NOW)).toBeDefined()
  })

  it('opens a second after the reset, by the clock of the server', () => {
    const local = NOW + 7 * 3_600_000
    const buckets = heard(said(600, 0, 30), local)
    expect(buckets.shut(...USERS, 0.1, local + 30_999)).toMatchObject({ opens: local + 31_000 })
    expect(buckets.shut(...USERS, 0.1, local + 31_000)).toBeUndefined()
  })

  it('opens after a second when the reset is past', () => {
    expect(heard(said(600, 0, -100)).shut(...USERS, 0, NOW)).toMatchObject({ opens: NOW + 1000 })
  })
})

describe('an answer that does not tell a limit changes nothing', () => {
  const open = said(600, 500)
  it.each<[string, Headers]>([
    ['without headers', {}],
    ['without a reset', { ...said(600, 0), 'x-rate-limit-reset': undefined }],
    ['a concurrency limit', said(0, 0)],
    ['zeros', { ...said(0, 0), 'x-rate-limit-reset': '0' }],
    ['doubled', { ...said(600, 0), 'x-rate-limit-limit': ['600', '600'] }],
    ['joined by a proxy', { ...said(600, 0), 'x-rate-limit-remaining': '0, 0' }],
    ['nonsense', { ...said(600, 0), 'x-rate-limit-remaining': 'none' }],
  ])('%s', (_, headers) => {
    const buckets = heard(open)
    buckets.heard(...USERS, headers, NOW)
    expect(buckets.shut(...USERS, 0.1, NOW)).toBeUndefined()
    expect(heard(headers).shut(...USERS, 0.9, NOW)).toBeUndefined()
  })
})

it('whatever stands in the headers, a bucket is never shut without a limit, a reset and an end', () => {
  const value = fc.oneof(fc.string(), fc.integer().map(String), fc.array(fc.string()), fc.constant(undefined))
  fc.assert(
    fc.property(value, value, value, value, (limit, remaining, reset, date) => {
      const shut = heard({
        'x-rate-limit-limit': limit,
        'x-rate-limit-remaining': remaining,
        'x-rate-limit-reset': reset,
        date,
      }).shut(...USERS, 0.1, NOW)
      if (!shut) return
      expect(shut.limit).toBeGreaterThan(0)
      expect(shut.opens).toBeGreaterThan(NOW)
      expect(Number.isFinite(shut.opens)).toBe(true)
    }),
  )
})
