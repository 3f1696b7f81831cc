import { describe, expect, it, test } from 'vitest'
import { RateLimiter } from '../../okta-server/rate-limit.ts'
import { startOkta } from '../../okta-server/server.ts'
import { client } from './client.ts'

describe('the buckets', () => {
  test.each([
    ['GET', '/api/v1/users', 600],
    ['POST', '/api/v1/users', 600],
    ['GET', '/api/v1/users/00u1', 2000],
    ['POST', '/api/v1/users/00u1', 600],
    ['DELETE', '/api/v1/users/00u1', 600],
    ['POST', '/api/v1/users/00u1/lifecycle/activate', 1200],
    ['GET', '/api/v1/groups', 500],
    ['GET', '/api/v1/groups/00g1', 1000],
    ['PUT', '/api/v1/groups/00g1/users/00u1', 1000],
    ['GET', '/api/v1/apps', 100],
    ['GET', '/api/v1/apps/0oa1', 500],
    ['GET', '/api/v1/apps/0oa1/users', 1200],
    ['GET', '/api/v1/logs', 120],
    ['GET', '/api/v1/meta/schemas/user/default', 1200],
    ['POST', '/oauth2/v1/token', 150],
  ])('%s %s allows %i a minute', (method, path, limit) => {
    expect(new RateLimiter().take(method, path)).toMatchObject({
      limit,
      remaining: limit - 1,
      exceeded: false,
    })
  })

  it('count apart, in windows of 60 s from their first request', () => {
    let now = 1_000_000_500
    const limiter = new RateLimiter(() => now)
    limiter.overrides = { users: 2 }
    const take = () => limiter.take('GET', '/api/v1/users')
    expect([take(), take(), take()]).toEqual([
      { limit: 2, remaining: 1, reset: 1_000_061, exceeded: false },
      { limit: 2, remaining: 0, reset: 1_000_061, exceeded: false, crossed: 'warning' },
      { limit: 2, remaining: 0, reset: 1_000_061, exceeded: true, crossed: 'violation' },
    ])
    expect(limiter.take('GET', '/api/v1/logs').exceeded).toBe(false)
    now += 59_999
    expect(take().exceeded).toBe(true)
    now += 1
    expect(take()).toEqual({ limit: 2, remaining: 1, reset: 1_000_121, exceeded: false })
  })
})

describe('the marks that the System Log tells', () => {
  test.each<[limit: number, warning: number | undefined, violation: number]>([
    [0, undefined, 1],
    [1, 1, 2],
    [2, 2, 3],
    [10, 10, 11],
    [20, 19, 21],
    [120, 109, 121],
  ])('of a limit of %i are passed by the requests %s and %s, once each', (limit, warning, violation) => {
    const limiter = new RateLimiter(() => 0)
    limiter.overrides = { logs: limit }
    const crossed = Array.from({ length: limit + 5 }, () => limiter.take('GET', '/api/v1/logs').crossed)
    expect(crossed.indexOf('violation') + 1).toBe(violation)
    expect(crossed.indexOf('warning') + 1 || undefined).toBe(warning)
    expect(crossed.filter(Boolean)).toHaveLength(warning === undefined ? 1 : 2)
  })
})

describe('over HTTP', () => {
  it('is 429 E0000047 with Remaining 0 and without Retry-After', async () => {
    const okta = await startOkta({ people: 1 })
    const org = client(okta)
    await org.post('/_test/choices', { rateLimits: { users: 1 } })
    const [first, second, other] = [
      await org.get('/api/v1/users'),
      await org.get('/api/v1/users'),
      await org.get('/api/v1/users/me'),
    ]
    await okta.close()
    expect([first.status, second.status, other.status]).toEqual([200, 429, 200])
    expect(first.headers).toMatchObject({ 'x-rate-limit-limit': '1', 'x-rate-limit-remaining': '0' })
    expect(second.body).toMatchObject({ errorCode: 'E0000047', errorCauses: [] })
    expect(second.headers).toMatchObject({ 'x-rate-limit-limit': '1', 'x-rate-limit-remaining': '0' })
    expect(second.headers).not.toHaveProperty('retry-after')
    const reset = Number(second.headers['x-rate-limit-reset'])
    const date = Date.parse(String(second.headers.date)) / 1000
    expect(reset - date).toBeGreaterThan(0)
    expect(reset - date).toBeLessThanOrEqual(61)
  })
})
