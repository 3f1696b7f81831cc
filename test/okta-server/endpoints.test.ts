import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { link, pages } from './client.ts'
import { type SmallOrg, smallOrg } from './things.ts'

let small: SmallOrg
let capped: SmallOrg
beforeAll(async () => {
  small = await smallOrg()
  capped = await smallOrg({ pageCap: 1 })
  // So that every list below has at least two items.
  for (const { org, ids } of [small, capped]) {
    for (const label of ['Directory', 'Old Intranet'])
      await org.put(`/api/v1/apps/${ids.app(label)}/groups/${ids.group('Lab')}`)
    await org.put(`/api/v1/apps/${ids.app('Slack')}/groups/${ids.group('Library')}`)
  }
})
afterAll(async () => {
  await small.close()
  await capped.close()
})

/** Every path besides those of users alone, with the methods it takes; `:thing` stands for an id. */
const endpoints: [path: string, methods: string[]][] = [
  ['/api/v1/groups', ['GET', 'POST']],
  ['/api/v1/groups/:group', ['GET', 'PUT', 'DELETE']],
  ['/api/v1/groups/:group/users', ['GET']],
  ['/api/v1/groups/:group/users/:user', ['PUT', 'DELETE']],
  ['/api/v1/groups/:group/apps', ['GET']],
  ['/api/v1/users/:user/groups', ['GET']],
  ['/api/v1/users/:user/appLinks', ['GET']],
  ['/api/v1/users/:user/roles', ['GET', 'POST']],
  ['/api/v1/users/:user/roles/:role', ['GET', 'DELETE']],
  ['/api/v1/users/:user/factors', ['GET', 'POST']],
  ['/api/v1/users/:user/factors/:factor', ['GET', 'DELETE']],
  ['/api/v1/users/:user/factors/:factor/lifecycle/activate', ['POST']],
  ['/api/v1/users/:user/factors/:factor/verify', ['POST']],
  ['/api/v1/users/:user/factors/:factor/transactions/:transaction', ['GET', 'DELETE']],
  ['/api/v1/apps', ['GET']],
  ['/api/v1/apps/:app', ['GET', 'DELETE']],
  ['/api/v1/apps/:app/lifecycle/activate', ['POST']],
  ['/api/v1/apps/:app/lifecycle/deactivate', ['POST']],
  ['/api/v1/apps/:app/users', ['GET', 'POST']],
  ['/api/v1/apps/:app/users/:user', ['GET', 'POST', 'DELETE']],
  ['/api/v1/apps/:app/groups', ['GET']],
  ['/api/v1/apps/:app/groups/:group', ['GET', 'PUT', 'DELETE']],
  ['/api/v1/zones', ['GET', 'POST']],
  ['/api/v1/zones/:zone', ['GET', 'PUT', 'DELETE']],
  ['/api/v1/zones/:zone/lifecycle/activate', ['POST']],
  ['/api/v1/zones/:zone/lifecycle/deactivate', ['POST']],
  ['/api/v1/idps', ['GET']],
  ['/api/v1/idps/:idp', ['GET']],
  ['/api/v1/logs', ['GET']],
]
const methods = ['GET', 'POST', 'PUT', 'DELETE']
const unknown = (path: string) => path.replaceAll(/:(\w+)/g, 'no$1')
const body = { profile: { name: 'x' }, id: 'nouser', type: 'IP', name: 'x' }
const send = (method: string, path: string, headers: Record<string, string> = {}) => {
  const hasBody = method === 'POST' || method === 'PUT'
  return small.org.send(method, unknown(path), { headers, ...(hasBody && { body }) })
}

describe.each(endpoints)('%s', (path, taken) => {
  it('needs the token', async () => {
    for (const method of taken) {
      const reply = await send(method, path, { Authorization: 'SSWS 00wrong' })
      expect([reply.status, reply.body.errorCode]).toEqual([401, 'E0000011'])
    }
  })

  it('takes no other methods', async () => {
    for (const method of methods.filter(one => !taken.includes(one))) {
      const reply = await send(method, path)
      expect([reply.status, reply.body.errorCode]).toEqual([405, 'E0000022'])
    }
  })

  it('tells its rate limit and the id of the request', async () => {
    const { headers } = await send(taken[0] ?? '', path)
    expect(Number(headers['x-rate-limit-limit'])).toBeGreaterThan(0)
    expect(headers['x-okta-request-id']).toMatch(/^\w{27}$/)
  })
})

describe('things that are not there', () => {
  const cases = endpoints.flatMap(([path, taken]) =>
    path.includes(':') ? taken.map((method): [string, string] => [method, path]) : [],
  )
  test.each(cases)('%s %s is 404 E0000007', async (method, path) => {
    const reply = await send(method, path)
    expect([reply.status, reply.body.errorCode]).toEqual([404, 'E0000007'])
    expect(reply.body.errorSummary).toMatch(/^Not found: Resource not found: no\w+ \(\w+\)$/)
  })
})

describe('bodies', () => {
  const cases: [string, string][] = [
    ['POST', '/api/v1/groups'],
    ['PUT', '/api/v1/groups/x'],
    ['POST', '/api/v1/apps/x/users'],
    ['POST', '/api/v1/users/ann/roles'],
    ['POST', '/api/v1/users/ann/factors'],
    ['POST', '/api/v1/zones'],
    ['PUT', '/api/v1/zones/x'],
  ]
  test.each(cases)('%s %s needs a JSON object', async (method, path) => {
    const json = { 'Content-Type': 'application/json' }
    for (const text of ['', '{', '[]', '7']) {
      const reply = await small.org.send(method, path, { text, headers: json })
      expect([reply.status, reply.body.errorCode]).toEqual([400, 'E0000003'])
    }
    const reply = await small.org.send(method, path, {
      text: '{}',
      headers: { 'Content-Type': 'text/plain' },
    })
    expect([reply.status, reply.body.errorCode]).toEqual([400, 'E0000021'])
  })
})

describe('a page cap of 1', () => {
  const lists: [string, (org: SmallOrg) => string][] = [
    ['groups', () => '/api/v1/groups'],
    ['groups found', () => `/api/v1/groups?search=${encodeURIComponent('id sw "00g"')}&sortBy=profile.name`],
    ['members', ({ ids }) => `/api/v1/groups/${ids.group('Everyone')}/users`],
    ['apps of a group', ({ ids }) => `/api/v1/groups/${ids.group('Lab')}/apps`],
    ['groups of a user', () => '/api/v1/users/ann/groups'],
    ['apps', () => '/api/v1/apps'],
    [
      'apps of a user',
      ({ ids }) => `/api/v1/apps?filter=${encodeURIComponent(`user.id eq "${ids.user('ann')}"`)}`,
    ],
    ['app users', ({ ids }) => `/api/v1/apps/${ids.app('Slack')}/users`],
    ['app groups', ({ ids }) => `/api/v1/apps/${ids.app('Slack')}/groups`],
    ['zones', () => '/api/v1/zones?limit=200'],
    ['identity providers', () => '/api/v1/idps'],
    ['events', () => '/api/v1/logs?since=2026-05-01T00:00:00Z&until=2026-05-02T00:00:00Z'],
  ]
  test.each(lists)('cuts %s into pages that have the same together', async (_, path) => {
    const whole = await small.org.get(path(small))
    const cut = await pages(capped.org, path(capped))
    const names = (list: typeof whole.list) => list.map(({ id, uuid }) => id ?? uuid)
    expect(whole.list.length).toBeGreaterThan(1)
    expect(link(whole, 'next')).toBeUndefined()
    expect(cut.map(page => page.length)).toEqual(whole.list.map(() => 1))
    expect(names(cut.flat())).toEqual(names(whole.list))
  })

  it('binds a cursor to its list', async () => {
    const first = await capped.org.get('/api/v1/groups')
    const after = new URL(link(first, 'next') ?? '').searchParams.get('after')
    for (const path of ['/api/v1/apps', '/api/v1/idps', '/api/v1/logs']) {
      const { status, body } = await capped.org.get(`${path}?after=${after}`)
      expect([status, body.errorCode]).toEqual([400, 'E0000029'])
    }
  })
})
