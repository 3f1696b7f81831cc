import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Clock } from '../../okta-server/clock.ts'
import { Ids } from '../../okta-server/ids.ts'
import { startOkta } from '../../okta-server/server.ts'
import { client, person, type Reply } from './client.ts'

describe('ids', () => {
  it('have 20 characters, differ, and sort by their creation', () => {
    fc.assert(
      fc.property(fc.nat(), seed => {
        const ids = new Ids(seed)
        const all = Array.from({ length: 300 }, () => ids.next('00u'))
        expect(all.every(id => /^00u[0-9A-Za-z]{17}$/.test(id))).toBe(true)
        expect(all).toEqual([...new Set(all)].sort())
      }),
      { numRuns: 20 },
    )
  })

  it('go on where their counters were saved', () => {
    const ids = new Ids(3)
    ids.next('00u')
    const restored = new Ids(3, ids.counters)
    expect([restored.next('00u'), restored.next('00g'), restored.token('x')]).toEqual([
      ids.next('00u'),
      ids.next('00g'),
      ids.token('x'),
    ])
  })

  it('may be UUIDs, which differ as well', () => {
    const ids = new Ids(3)
    const all = Array.from({ length: 300 }, () => ids.uuid('event'))
    for (const uuid of all)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(new Set(all).size).toBe(300)
    expect(new Ids(3).uuid('event')).toBe(all[0])
    expect(new Ids(4).uuid('event')).not.toBe(all[0])
  })

  it('depend on the seed number', () => {
    expect(new Ids(1).next('00u')).not.toBe(new Ids(2).next('00u'))
  })
})

describe('the clock', () => {
  it('starts where told and advances as the real one', () => {
    let real = 5_000
    const clock = new Clock('2026-02-03T04:05:06.789Z', () => real)
    expect(clock.now()).toBe('2026-02-03T04:05:06.000Z')
    expect(clock.instant()).toBe('2026-02-03T04:05:06.789Z')
    real += 61_000
    expect(clock.now()).toBe('2026-02-03T04:06:07.000Z')
  })

  it('is the real one when nothing is told', () => {
    expect(new Clock(undefined, () => 1_500).now()).toBe('1970-01-01T00:00:01.000Z')
  })
})

describe('the same calls on the same seed', () => {
  it('give the same ids, tokens and cursors', async () => {
    const [one, two, other] = [await story(1), await story(1), await story(2)]
    expect(two).toEqual(one)
    expect(other).not.toEqual(one)
  })
})

async function story(seedNumber: number): Promise<unknown[]> {
  const okta = await startOkta({ seedNumber, people: 30, now: '2026-05-01T10:00:00Z' })
  const org = client(okta)
  const seen = (reply: Reply) => [
    reply.body.id,
    reply.body.errorId,
    reply.body.activationToken,
    reply.headers['x-okta-request-id'],
    reply.list.map(one => [one.id, one.uuid, one.transaction?.id]),
    String(reply.headers.link).replaceAll(okta.url, ''),
  ]
  const replies = [
    await org.get('/api/v1/users?limit=3'),
    await org.post('/api/v1/users', person('new@new.example')),
    await org.post('/api/v1/users/new/lifecycle/reactivate'),
    await org.post('/api/v1/users', person('new@new.example')),
    await org.post('/api/v1/groups', { profile: { name: 'New' } }),
    await org.get('/api/v1/logs?since=2026-05-01T00:00:00Z'),
  ]
  await okta.close()
  return replies.map(seen)
}
