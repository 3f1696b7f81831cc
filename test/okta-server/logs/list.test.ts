import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { link, person, type Reply, type Value } from '../client.ts'
import { type SmallOrg, smallOrg } from '../things.ts'

let small: SmallOrg
beforeEach(async () => {
  small = await smallOrg({ now: '2026-05-01T10:00:00Z' })
})
afterEach(() => small.close())

const logs = (query = '') => small.org.get(`/api/v1/logs${query}`)
const next = (reply: Reply) => small.org.get(link(reply, 'next') ?? '')
const kinds = ({ list }: Reply) => list.map(({ eventType }) => String(eventType).split('.').at(-1))
const suspend = (name: string) => small.org.post(`/api/v1/users/${name}/lifecycle/suspend`)
const unsuspend = (name: string) => small.org.post(`/api/v1/users/${name}/lifecycle/unsuspend`)
const wait = (span: string) => small.org.post('/_test/clock', { add: span })
const asked = (filter: string) => `?filter=${encodeURIComponent(filter)}`

describe('an event', () => {
  it('has every part, and shares its transaction with the others of its request', async () => {
    const user = await small.org.send('POST', '/api/v1/users', {
      body: { ...person('new@org.example'), groupIds: [small.ids.group('Lab')] },
      headers: { 'User-Agent': 'tests/1.0' },
    })
    const { list } = await logs()
    expect(kinds(await logs())).toEqual(['create', 'activate', 'add', 'add'])
    expect(list[0]).toMatchObject({
      version: '0',
      severity: 'INFO',
      legacyEventType: 'core.user.config.user_creation.success',
      displayMessage: 'Create Okta user',
      actor: { id: small.ids.user('owner'), type: 'User', alternateId: 'owner@org.example' },
      outcome: { result: 'SUCCESS', reason: null },
      target: [{ id: user.body.id, type: 'User', alternateId: 'new@org.example', displayName: 'Robin Vale' }],
      client: { userAgent: { rawUserAgent: 'tests/1.0' }, ipAddress: '127.0.0.1' },
      device: null,
      debugContext: { debugData: { requestUri: '/api/v1/users', url: '/api/v1/users?' } },
    })
    const transactions = new Set(list.map(event => event.transaction?.id))
    expect([...transactions]).toEqual([user.headers['x-okta-request-id']])
    expect(String(list[0]?.authenticationContext?.externalSessionId)).toMatch(/^trs/)
    expect(new Set(list.map(({ uuid }) => uuid)).size).toBe(4)
    expect(list[0]?.published).toMatch(/^2026-05-01T10:0\d:\d\d\.\d{3}Z$/)
  })

  it('is not written by what is refused', async () => {
    await small.org.post('/api/v1/users', person('ann@org.example'))
    await unsuspend('ann')
    expect((await logs()).list).toEqual([])
  })
})

describe('polling', () => {
  it('always has a next link, which gives what came since', async () => {
    const empty = await logs()
    await suspend('ann')
    const first = await next(empty)
    expect(kinds(first)).toEqual(['suspend'])
    const second = await next(first)
    expect([second.list, link(second, 'next') !== undefined, link(second, 'self') !== undefined]).toEqual([
      [],
      true,
      true,
    ])
    await unsuspend('ann')
    expect(kinds(await next(second))).toEqual(['unsuspend'])
    expect(kinds(await next(first))).toEqual(['unsuspend'])
  })

  it('has pages, and takes a limit of 0', async () => {
    for (const name of ['ann', 'bob', 'owner']) await suspend(name)
    const none = await logs('?limit=0')
    expect(none.list).toEqual([])
    const first = await logs('?limit=2')
    expect(kinds(first)).toHaveLength(2)
    expect(kinds(await next(first))).toHaveLength(1)
    expect(kinds(await next(none))).toHaveLength(0)
    expect((await small.org.get((link(none, 'next') ?? '').replace('limit=0', 'limit=9'))).list).toHaveLength(
      3,
    )
  })

  it('goes past what the filter leaves out', async () => {
    const first = await logs(asked('eventType eq "user.lifecycle.suspend"'))
    await suspend('ann')
    await unsuspend('ann')
    await suspend('bob')
    expect(kinds(await next(first))).toEqual(['suspend', 'suspend'])
  })

  it('delivers late events, which a bounded request has missed, behind newer ones', async () => {
    await small.org.post('/_test/choices', { heldEvents: 'user.lifecycle.suspend' })
    await suspend('ann')
    await wait('10s')
    await unsuspend('ann')
    const poll = await logs()
    const query = '?since=2026-05-01T00:00:00Z&until=2026-05-02T00:00:00Z'
    expect([kinds(poll), kinds(await logs(query))]).toEqual([['unsuspend'], ['unsuspend']])
    await small.org.delete('/_test/choices')
    expect(kinds(await next(poll))).toEqual(['suspend'])
    expect(kinds(await logs())).toEqual(['unsuspend', 'suspend'])
    expect(kinds(await logs(query))).toEqual(['suspend', 'unsuspend'])
  })

  it('goes on from a link however old it is', async () => {
    const first = await logs()
    await wait('200d')
    await suspend('ann')
    expect(kinds(await next(first))).toEqual(['suspend'])
  })
})

describe('a bounded request', () => {
  const day = 'since=2026-05-01T00:00:00Z&until=2026-05-03T00:00:00Z'

  it('ends with its last page', async () => {
    for (const name of ['ann', 'bob', 'owner']) await suspend(name)
    const first = await logs(`?${day}&limit=2`)
    const second = await next(first)
    expect([first.list.length, second.list.length, link(second, 'next')]).toEqual([2, 1, undefined])
    const ids = [...first.list, ...second.list].map(({ uuid }) => uuid)
    expect(new Set(ids).size).toBe(3)
  })

  it('takes a limit of 0', async () => {
    expect(link(await logs(`?${day}&limit=0`), 'next')).toBeUndefined()
    await suspend('ann')
    const none = await logs(`?${day}&limit=0`)
    expect([none.list, link(none, 'next') === undefined]).toEqual([[], false])
  })

  it('descending gives the newest first, in pages', async () => {
    await suspend('ann')
    await wait('10s')
    await unsuspend('ann')
    await wait('10s')
    await suspend('bob')
    const first = await logs('?sortOrder=DESCENDING&limit=2')
    expect(kinds(first)).toEqual(['suspend', 'unsuspend'])
    await suspend('owner')
    const second = await next(first)
    expect([kinds(second), link(second, 'next')]).toEqual([['suspend'], undefined])
  })

  it('keeps to its period', async () => {
    await suspend('ann')
    await wait('2d')
    await unsuspend('ann')
    expect(kinds(await logs('?since=2026-05-02T00:00:00Z&until=2026-05-09T00:00:00Z'))).toEqual(['unsuspend'])
    expect(kinds(await logs('?until=2026-05-02T00:00:00Z'))).toEqual(['suspend'])
    expect(kinds(await logs('?since=2026-05-02T00:00:00Z'))).toEqual(['unsuspend'])
  })
})

describe('what is kept', () => {
  it('is shown for 7 days unless asked, and for 90 at most', async () => {
    await suspend('ann')
    await wait('8d')
    expect(kinds(await logs())).toEqual([])
    expect(kinds(await logs('?since=2026-04-01T00:00:00Z'))).toEqual(['suspend'])
    await wait('83d')
    expect(kinds(await logs('?since=2026-04-30T00:00:00Z'))).toEqual([])
  })
})

describe('q', () => {
  it('finds whole words of any value, together with a filter', async () => {
    await suspend('ann')
    await suspend('bob')
    expect(kinds(await logs('?q=suspend%20BOB@org.example'))).toHaveLength(1)
    expect(kinds(await logs(`${asked('eventType sw "group."')}&q=suspend`))).toHaveLength(0)
  })
})

describe('refusals', () => {
  test.each<[string, string, RegExp]>([
    ['?since=2025-10-01T00:00:00Z', 'E0000053', /^Invalid parameter: The since parameter is over 180 days/],
    ['?until=soon', 'E0000001', /^Api validation failed: 'until': The date format in your query is not/],
    ['?since=20260501', 'E0000001', /'since'/],
    ['?limit=1001', 'E0000001', /limit/],
    ['?limit=x', 'E0000001', /limit/],
    ['?sortOrder=up', 'E0000001', /sortOrder/],
    ['?q=a%20a%20a%20a%20a%20a%20a%20a%20a%20a%20a', 'E0000001', /q$/],
    ['?after=foreign', 'E0000029', /paging/],
    [asked('colour eq "red"'), 'E0000053', /^field is not valid: colour$/],
    [asked('debugContext.debugData.url co "x"'), 'E0000031', /Operator: co/],
  ])('%s', async (query, code, summary) => {
    const { status, body } = await logs(query)
    expect([status, body.errorCode]).toEqual([400, code])
    expect(body.errorSummary).toMatch(summary)
  })

  it('name an unreadable date in two causes', async () => {
    const causes = (await logs('?until=soon')).body.errorCauses as unknown as Value[]
    expect(causes).toHaveLength(2)
    for (const { errorSummary } of causes) expect(errorSummary).toMatch(/^until:/)
  })
})
