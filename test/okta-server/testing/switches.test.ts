import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { type Client, client, person } from '../client.ts'
import { seeded } from '../people.ts'

let okta: RunningOkta
let org: Client
beforeEach(async () => {
  okta = await startOkta({ seed: { people: [seeded('owner@org.example'), seeded('ann@org.example')] } })
  org = client(okta)
})
afterEach(() => okta.close())

describe('the request log', () => {
  it('keeps what was asked and answered, but never the token', async () => {
    await org.get('/api/v1/users?limit=1', { 'X-Okta-Retry-Count': '2' })
    await org.get('/api/v1/users/nobody', { Authorization: 'SSWS 00wrong' })
    const { list, text } = await org.get('/_test/requests')
    expect(list).toMatchObject([
      {
        method: 'GET',
        path: '/api/v1/users?limit=1',
        authorized: true,
        status: 200,
        headers: { 'x-okta-retry-count': '2' },
      },
      { method: 'GET', path: '/api/v1/users/nobody', authorized: false, status: 401 },
    ])
    expect(text).not.toMatch(/00embedded|00wrong|authorization"/)
  })

  it('is emptied by DELETE, and does not list the switches', async () => {
    await org.get('/api/v1/users')
    expect((await org.delete('/_test/requests')).status).toBe(204)
    expect((await org.get('/_test/requests')).list).toEqual([])
  })
})

describe('the clock', () => {
  test.each<[object, string]>([
    [{ now: '2030-01-01T00:00:00Z' }, '2030-01-01T00:'],
    [{ add: '+1d' }, '2027-07-02T00:'],
    [{ add: '-12h' }, '2027-06-30T12:'],
    [{ add: '90m' }, '2027-07-01T01:3'],
  ])('%o', async (move, expected) => {
    await org.post('/_test/clock', { now: '2027-07-01T00:00:00Z' })
    expect((await org.post('/_test/clock', move)).body.now).toMatch(new RegExp(`^${expected}`))
    const { body } = await org.post('/api/v1/users', person('later@new.example'))
    expect(body.created).toMatch(new RegExp(`^${expected}.*\\.000Z$`))
  })

  test.each<unknown>([{ now: 'soon' }, { add: '1 day' }, {}, null, 7])('refuses %o', async move => {
    expect((await org.post('/_test/clock', move)).status).toBe(400)
  })

  it('does not move the Date header or the rate limits', async () => {
    await org.post('/_test/clock', { now: '2001-01-01T00:00:00Z' })
    const { headers } = await org.get('/api/v1/users')
    expect(Date.parse(String(headers.date))).toBeGreaterThan(Date.parse('2025-01-01T00:00:00Z'))
    expect(Number(headers['x-rate-limit-reset'])).toBeGreaterThan(1_700_000_000)
  })
})

describe('the choices', () => {
  it('start with the best evidence and return there', async () => {
    const usual = {
      deactivateDeprovisioned: 404,
      searchLag: 0,
      joinedLink: false,
      rateLimits: {},
      pushAnswer: 'SUCCESS',
      pushPolls: 1,
      heldEvents: null,
      accessTokenLifetime: 3600,
      concurrency: 75,
    }
    expect((await org.get('/_test/choices')).body).toEqual(usual)
    expect((await org.post('/_test/choices', { searchLag: 2 })).body).toEqual({ ...usual, searchLag: 2 })
    expect((await org.delete('/_test/choices')).body).toEqual(usual)
  })

  test.each<[unknown, RegExp]>([
    [{ deactivateDeprovisioned: 409 }, /must be 403 or 404, not 409/],
    [{ searchLag: -1 }, /searchLag must be a number of writes/],
    [{ joinedLink: 'yes' }, /joinedLink must be true or false/],
    [{ rateLimits: { nothing: 1 } }, /there is no rate-limit bucket 'nothing'; there are \*, apps/],
    [{ rateLimits: { users: 'many' } }, /the limit of users must be a number from 0/],
    [{ pushAnswer: 'MAYBE' }, /pushAnswer must be one of SUCCESS, REJECTED, TIMEOUT, WAITING, not "MAYBE"/],
    [{ pushPolls: 1.5 }, /pushPolls must be a number of polls/],
    [{ heldEvents: 1 }, /heldEvents must be the beginning of event types or null, not 1/],
    [{ accessTokenLifetime: -1 }, /accessTokenLifetime must be a number of seconds from 0 to 86400, not -1/],
    [{ concurrency: 'all' }, /concurrency must be a number of requests from 0 to 1000, not "all"/],
    [{ colour: 1 }, /there is no choice 'colour'; there are deactivateDeprovisioned/],
    [[], /choices must be an object/],
  ])('refuse %o', async (choices, message) => {
    const { status, body } = await org.post('/_test/choices', choices)
    expect(status).toBe(400)
    expect(body.error).toMatch(message)
  })

  it('refuse what is no JSON', async () => {
    expect((await org.send('POST', '/_test/choices', { text: '{' })).status).toBe(400)
  })
})

describe('a lagging search', () => {
  const titles = async (parameter: string) => {
    const { list } = await org.get(`/api/v1/users?${parameter}&limit=50`)
    return list.map(user => [String(user.profile?.login).split('@')[0], user.profile?.title ?? null])
  }
  const search = `search=${encodeURIComponent('id pr')}`

  it('sees the last writes only later, while filter and get see them at once', async () => {
    await org.post('/_test/choices', { searchLag: 2 })
    await org.post('/api/v1/users/ann', { profile: { title: 'One' } })
    await org.post('/api/v1/users', person('bea@new.example'))
    expect(await titles(search)).toEqual([
      ['owner', null],
      ['ann', null],
    ])
    expect(await titles('')).toEqual([
      ['owner', null],
      ['ann', 'One'],
      ['bea', null],
    ])
    await org.post('/api/v1/users/ann', { profile: { title: 'Two' } })
    expect(await titles(search)).toEqual([
      ['owner', null],
      ['ann', 'One'],
    ])
    await org.post('/api/v1/users/owner', { profile: { title: 'Boss' } })
    expect(await titles(search)).toEqual([
      ['owner', null],
      ['ann', 'One'],
      ['bea', null],
    ])
  })

  it('knows the last writes of groups only later too', async () => {
    const names = async (query: string) =>
      (await org.get(`/api/v1/groups?${query}`)).list.map(({ profile }) => profile?.name)
    const found = async () => names(`search=${encodeURIComponent('profile.name sw "Lag"')}`)
    const { id } = (await org.post('/api/v1/groups', { profile: { name: 'Lag A' } })).body
    await org.post('/_test/choices', { searchLag: 1 })
    await org.put(`/api/v1/groups/${id}`, { profile: { name: 'Lag B' } })
    expect([await found(), await names('q=Lag')]).toEqual([['Lag A'], ['Lag B']])
    await org.post('/api/v1/groups', { profile: { name: 'Lag C' } })
    expect([await found(), await names('q=Lag')]).toEqual([['Lag B'], ['Lag B', 'Lag C']])
    await org.post('/api/v1/groups', { profile: { name: 'Other' } })
    await org.delete(`/api/v1/groups/${id}`)
    expect([await found(), await names('q=Lag')]).toEqual([['Lag B', 'Lag C'], ['Lag C']])
  })

  it('still finds those who are gone', async () => {
    await org.delete('/api/v1/users/ann')
    await org.post('/_test/choices', { searchLag: 1 })
    await org.delete('/api/v1/users/ann')
    expect(await titles(search)).toEqual([
      ['owner', null],
      ['ann', null],
    ])
    await org.post('/api/v1/users/owner', { profile: { title: 'Boss' } })
    expect(await titles(search)).toEqual([['owner', null]])
  })
})
