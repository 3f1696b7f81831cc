import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningScimServer, startScimServer } from '../../scim-server/server.ts'
import type { WantedFault } from '../../scim-server/testing/faults.ts'
import { call, operations, switchesOf } from './client.ts'

let server: RunningScimServer
beforeEach(async () => {
  server = await startScimServer()
  for (const userName of ['ada', 'ben', 'cy']) server.addUser({ userName })
  server.addGroup({ displayName: 'Sales' })
})
afterEach(() => server.close())

const joins = (...ids: string[]) =>
  operations({ op: 'add', path: 'members', value: ids.map(value => ({ value })) })
const join = (...ids: string[]) => call(server, 'PATCH', '/Groups/g000004', joins(...ids))
const members = () => server.groups()[0]?.members

describe('status', () => {
  test.each<[WantedFault['answer'], number, unknown, string | null]>([
    [
      { kind: 'status' },
      500,
      { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '500', detail: expect.any(String) },
      null,
    ],
    [{ kind: 'status', status: 429, retryAfter: 3 }, 429, expect.objectContaining({ status: '429' }), '3'],
    [{ kind: 'status', status: 403, body: 'no' }, 403, 'no', null],
    [{ kind: 'status', status: 200, body: { rows: [] } }, 200, { rows: [] }, null],
  ])('%j', async (answer, status, body, retryAfter) => {
    server.fault({ answer })
    const reply = await join('u000001')
    expect([reply.status, reply.body, reply.headers.get('retry-after')]).toEqual([status, body, retryAfter])
    expect(members()).toEqual([])
    expect((await join('u000001')).status).toBe(204)
  })
})

test.each([200, 502])('html with %d', async status => {
  server.fault({ answer: { kind: 'html', status } })
  const reply = await call(server, 'GET', '/Users')
  expect([reply.status, reply.headers.get('content-type')]).toEqual([status, 'text/html; charset=UTF-8'])
  expect(reply.body).toMatch(/^<!DOCTYPE html>[\s\S]*Sign In[\s\S]*<\/html>\n$/)
})

test.each<[string | undefined, unknown]>([
  [undefined, 10],
  ['high', 10],
  ['low', 2],
  ['absent', undefined],
  ['text', '3'],
])('totals: %s', async (say, told) => {
  server.fault({ match: { path: '/Users' }, answer: { kind: 'totals', ...(say !== undefined && { say }) } })
  const { body } = await call(server, 'GET', '/Users')
  expect([body.totalResults, body.Resources.length]).toEqual([told, 3])
  expect((await call(server, 'GET', '/Users')).body.totalResults).toBe(3)
})

test.each<[string, string[]]>([
  ['before', []],
  ['after', ['u000001']],
])('cut %s: no answer, and the change is done or not', async (when, left) => {
  server.fault({ answer: { kind: 'cut', when } })
  await expect(join('u000001')).rejects.toThrow('fetch failed')
  expect(members()).toEqual(left)
  expect((await join('u000002')).status).toBe(204)
})

it('slow comes late', async () => {
  server.fault({ answer: { kind: 'slow', ms: 60 } })
  const start = performance.now()
  expect((await join('u000001')).status).toBe(204)
  // A timer may be early by a millisecond.
  expect(performance.now() - start).toBeGreaterThanOrEqual(58)
})

it('remove-user: somebody goes between two calls', async () => {
  server.fault({ match: { method: 'PATCH' }, answer: { kind: 'remove-user', userName: 'BEN' } })
  expect((await call(server, 'GET', '/Users')).body.totalResults).toBe(3)
  const { status, body } = await join('u000001', 'u000002')
  expect([status, body.detail]).toEqual([400, 'there is no member with the id u000002'])
  expect(server.users().map(({ userName }) => userName)).toEqual(['ada', 'cy'])
})

describe('which call', () => {
  it('the first that fits, behind so many, so many times', async () => {
    const match = { method: 'patch', path: '/Groups' }
    server.fault(
      { match, after: 1, times: 2, answer: { kind: 'status', status: 503 } },
      { match: { path: '/Users' }, answer: { kind: 'html' } },
    )
    const statuses = []
    for (let round = 0; round < 5; round += 1) {
      statuses.push((await join('u000001')).status)
      await call(server, 'GET', '/Groups')
    }
    expect(statuses).toEqual([204, 503, 503, 204, 204])
    expect((await call(server, 'GET', '/Users?count=1')).body).toContain('Sign In')
  })

  it('not one without credentials, and not discovery of the switches', async () => {
    server.fault({ answer: { kind: 'html' } })
    expect((await call({ ...server, token: 'wrong' }, 'GET', '/Users')).status).toBe(401)
    expect((await call(switchesOf(server), 'GET', '/calls')).body).toHaveLength(1)
    expect((await call(server, 'GET', '/Users')).body).toContain('Sign In')
  })
})

describe('/_test/faults', () => {
  const use = (method: string, body?: unknown) => call(switchesOf(server), method, '/faults', body)

  it('takes faults, tells those that are left, and forgets them', async () => {
    const read = { match: {}, times: 1, after: 0, answer: { kind: 'html', status: 200 } }
    expect((await use('POST', { answer: { kind: 'html' } })).body).toEqual([read])
    await call(server, 'GET', '/Users')
    expect((await use('GET')).body).toEqual([])
    await use('POST', [{ answer: { kind: 'html' }, times: 2 }])
    expect((await use('DELETE')).body).toEqual([])
    expect((await call(server, 'GET', '/Users')).status).toBe(200)
  })

  test.each<[unknown, RegExp]>([
    [7, /^a fault must be an object, not 7$/],
    [{ kind: 'html' }, /^a fault has match, times, after, answer, but no 'kind'$/],
    [{}, /^answer\.kind must be one of status, .*, not undefined$/],
    [{ answer: { kind: 'constructor' } }, /^answer\.kind must be one of/],
    [{ times: 0, answer: { kind: 'html' } }, /^times must be a whole number from 1/],
    [{ after: -1, answer: { kind: 'html' } }, /^after must be a whole number from 0/],
    [{ match: 'PATCH', answer: { kind: 'html' } }, /^match must have a method/],
    [{ match: { path: 7 }, answer: { kind: 'html' } }, /^match must have a method/],
    [{ match: { url: '/' }, answer: { kind: 'html' } }, /^match has method, path, but no 'url'$/],
    [{ answer: { kind: 'html', say: 'x' } }, /^the answer html has kind, status, but no 'say'$/],
    [{ answer: { kind: 'status', status: 99 } }, /^status must be a whole number from 200 to 599, not 99$/],
    [{ answer: { kind: 'status', retryAfter: 'x' } }, /^retryAfter must be/],
    [{ answer: { kind: 'totals', say: 'odd' } }, /^say must be one of high, low, absent, text, not "odd"$/],
    [{ answer: { kind: 'cut', when: 'middle' } }, /^when must be one of before, after, not "middle"$/],
    [{ answer: { kind: 'slow', ms: -1 } }, /^ms must be/],
    [{ answer: { kind: 'remove-user' } }, /^userName must be a text, not undefined$/],
  ])('refuses %j and keeps those that there are', async (fault, message) => {
    server.fault({ answer: { kind: 'html' } })
    const { status, body } = await use('POST', [{ answer: { kind: 'slow' } }, fault])
    expect([status, body.error]).toEqual([400, expect.stringMatching(message)])
    expect((await use('GET')).body).toMatchObject([{ answer: { kind: 'html' } }])
  })
})
