import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { type Client, client, link, person } from '../client.ts'

let okta: RunningOkta
let org: Client
beforeEach(async () => {
  okta = await startOkta({ people: 5 })
  org = client(okta)
})
afterEach(() => okta.close())

const users = { path: '/api/v1/users' }
const statusesOf = async (...paths: string[]) => {
  const found: number[] = []
  for (const path of paths) found.push((await org.get(path)).status)
  return found
}
const named = (lines: [string, string][], name: string) => lines.filter(([one]) => one === name).length

describe('matching', () => {
  const boom = { kind: 'status', status: 503 }

  it('lets `after` requests through, then answers `times` of them', async () => {
    await org.post('/_test/faults', [{ match: users, after: 1, times: 2, answer: boom }])
    expect(await statusesOf(...Array(4).fill('/api/v1/users'))).toEqual([200, 503, 503, 200])
    expect((await org.get('/_test/faults')).list).toEqual([])
  })

  test.each<[object, number[]]>([
    [{}, [503, 503, 503]],
    [{ path: '/api/v1/users' }, [503, 503, 503]],
    [{ path: '/api/v1/users/me' }, [200, 503, 200]],
    [{ path: '/api/v1/users/[^/]+$' }, [200, 503, 200]],
    [{ path: '/api/v1/users?limit=2' }, [200, 200, 503]],
    [{ path: '/api/v1/users/me(' }, [200, 200, 200]],
    [{ path: 'users' }, [200, 200, 200]],
    [{ method: 'get' }, [503, 503, 503]],
    [{ method: 'POST' }, [200, 200, 200]],
  ])('%o', async (match, expected) => {
    await org.post('/_test/faults', [{ match, times: 9, answer: boom }])
    expect(await statusesOf('/api/v1/users', '/api/v1/users/me', '/api/v1/users?limit=2')).toEqual(expected)
  })

  it('replaces the list at every POST, and DELETE empties it', async () => {
    await org.post('/_test/faults', [{ match: users, times: 9, answer: boom }])
    await org.post('/_test/faults', { match: { path: '/api/v1/meta' }, answer: boom })
    expect(await statusesOf('/api/v1/users')).toEqual([200])
    await org.delete('/_test/faults')
    expect(await statusesOf('/api/v1/meta/schemas/user/default')).toEqual([200])
  })

  test.each<[unknown, RegExp]>([
    [
      [{ answer: { kind: 'explode' } }],
      /answer.kind must be one of rate-limit, status, redirect, cut, .*, not "explode"/,
    ],
    [[{}], /answer.kind must be/],
    [[{ time: 2, answer: boom }], /a fault has match, times, after, answer, but no 'time'/],
    [[{ match: { url: '/' }, answer: boom }], /match has method, path, but no 'url'/],
    [[{ match: '/api', answer: boom }], /match must be an object, not "\/api"/],
    [[{ answer: { kind: 'status', status: 99 } }], /status must be a whole number from 200, not 99/],
    [['x'], /a fault must be an object, not "x"/],
    [[{ times: -1, answer: boom }], /times must be a whole number from 1, not -1/],
    [
      [{ answer: { kind: 'rate-limit', headers: 'some' } }],
      /headers must be normal, absent, no-reset, doubled, .*past, not "some"/,
    ],
  ])('refuses %o', async (list, message) => {
    const { status, body } = await org.post('/_test/faults', list)
    expect(status).toBe(400)
    expect(body.error).toMatch(message)
  })
})

describe('rate limits', () => {
  test.each<[string, copies: [number, number, number], limit: string | undefined]>([
    ['normal', [1, 1, 1], '600'],
    ['absent', [0, 0, 0], undefined],
    ['no-reset', [1, 1, 0], '600'],
    ['doubled', [2, 2, 2], '600'],
    ['doubled-reset', [1, 1, 2], '600'],
    ['zero', [1, 1, 1], '0'],
    ['zeros', [1, 1, 1], '0'],
    ['past', [1, 1, 1], '600'],
  ])('with headers %s', async (headers, copies, limit) => {
    await org.post('/_test/faults', [{ match: users, answer: { kind: 'rate-limit', reset: 7, headers } }])
    const reply = await org.get('/api/v1/users')
    expect([reply.status, reply.body.errorCode]).toEqual([429, 'E0000047'])
    const names = ['X-Rate-Limit-Limit', 'X-Rate-Limit-Remaining', 'X-Rate-Limit-Reset']
    expect(names.map(name => named(reply.lines, name))).toEqual(copies)
    expect(reply.lines.find(([name]) => name === 'X-Rate-Limit-Limit')?.[1]).toBe(limit)
    const reset = reply.lines.find(([name]) => name === 'X-Rate-Limit-Reset')?.[1]
    const wait = Number(reset) - Date.parse(String(reply.headers.date)) / 1000
    const expected = headers === 'past' ? -7 : 7
    if (headers === 'zeros') expect(reset).toBe('0')
    else if (copies[2] > 0) expect(Math.abs(wait - expected)).toBeLessThanOrEqual(2)
    expect((await org.get('/api/v1/users')).status).toBe(200)
  })

  it('meet the token endpoint too', async () => {
    await org.post('/_test/faults', [{ match: { path: '/oauth2/v1/token' }, answer: { kind: 'rate-limit' } }])
    const { status, body } = await org.post('/oauth2/v1/token', {})
    expect([status, body.errorCode]).toEqual([429, 'E0000047'])
  })
})

describe('statuses', () => {
  test.each<[object, number, string | undefined, string]>([
    [{ status: 500 }, 500, 'E0000009', 'application/json'],
    [{ status: 503 }, 503, 'E0000010', 'application/json'],
    [{ status: 403 }, 403, 'E0000006', 'application/json'],
    [{ status: 502, html: '<h1>Bad gateway</h1>' }, 502, undefined, 'text/html; charset=UTF-8'],
    [{ status: 503, html: true }, 503, undefined, 'text/html; charset=UTF-8'],
    [{ status: 400, body: { errorCode: 'E0000001' } }, 400, 'E0000001', 'application/json'],
    [{ status: 200, body: '{"cut off":' }, 200, undefined, 'text/plain;charset=UTF-8'],
  ])('%o', async (answer, status, code, type) => {
    await org.post('/_test/faults', [{ match: users, answer: { kind: 'status', ...answer } }])
    const reply = await org.get('/api/v1/users')
    expect([reply.status, reply.body.errorCode, reply.headers['content-type']]).toEqual([status, code, type])
  })
})

describe('cuts', () => {
  test.each([
    ['before', 404],
    ['after', 200],
  ])('%s the change: the person is then %i', async (when, status) => {
    await org.post('/_test/faults', [{ match: { method: 'POST', ...users }, answer: { kind: 'cut', when } }])
    await expect(org.post('/api/v1/users', person('cut@new.example'))).rejects.toThrow(/hang up|ECONNRESET/)
    expect((await org.get('/api/v1/users/cut@new.example')).status).toBe(status)
    const cut = (await org.get('/_test/requests')).list.filter(request => String(request.method) === 'POST')
    expect(cut).toMatchObject([{ path: '/api/v1/users', status: null }])
  })
})

describe('a cut in the middle of the answer', () => {
  it('comes behind the change, and half of the body before it', async () => {
    const match = { method: 'POST', ...users }
    await org.post('/_test/faults', [{ match, answer: { kind: 'cut', when: 'middle' } }])
    const { promised, arrived, broken } = await partial('POST', '/api/v1/users', person('half@new.example'))
    expect(broken).toBe(true)
    expect(arrived).toBe(Math.floor(promised / 2))
    expect(promised).toBeGreaterThan(500)
    expect((await org.get('/api/v1/users/half@new.example')).status).toBe(200)
    const requests = (await org.get('/_test/requests')).list
    expect(requests).toMatchObject([{ method: 'POST', status: null }, { method: 'GET' }])
  })

  /** What came of an answer before it broke. */
  function partial(method: string, path: string, body: unknown) {
    return new Promise<{ promised: number; arrived: number; broken: boolean }>((resolve, reject) => {
      const text = JSON.stringify(body)
      const headers = {
        Authorization: `SSWS ${okta.token}`,
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(text),
      }
      const outgoing = request(`${okta.url}${path}`, { method, headers, agent: false }, incoming => {
        let arrived = 0
        incoming.on('data', chunk => {
          arrived += chunk.length
        })
        incoming.on('error', () => undefined)
        incoming.on('close', () =>
          resolve({
            promised: Number(incoming.headers['content-length']),
            arrived,
            broken: !incoming.complete,
          }),
        )
      })
      outgoing.on('error', reject)
      outgoing.end(text)
    })
  }
})

describe('what is not the JSON that was asked for', () => {
  it('may be half of it, with status and headers as if it were whole', async () => {
    await org.post('/_test/faults', [{ match: users, answer: { kind: 'bad-json' } }])
    const { text, status, headers } = await plain('/api/v1/users?limit=2')
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(headers.get('link')).toContain('rel="next"')
    expect(text).toMatch(/^\[\{"id":"00u/)
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })

  it('may be the HTML of a sign-in page with status 200', async () => {
    const answer = { kind: 'status', status: 200, html: '<html>Sign in</html>' }
    await org.post('/_test/faults', [{ match: users, answer }])
    const { text, status, headers } = await plain('/api/v1/users')
    expect([status, text, headers.get('content-type')]).toEqual([
      200,
      '<html>Sign in</html>',
      'text/html; charset=UTF-8',
    ])
  })

  test.each<[object, number, string]>([
    [{}, 302, 'https://elsewhere.example'],
    [{ status: 307, to: '/api/v1/groups' }, 307, '/api/v1/groups'],
  ])('may be a redirect %o', async (answer, status, to) => {
    await org.post('/_test/faults', [{ match: users, answer: { kind: 'redirect', ...answer } }])
    const reply = await plain('/api/v1/users')
    expect([reply.status, reply.headers.get('location')]).toEqual([status, to])
  })

  it.each([{ status: 200 }, { status: 404 }])('is no redirect with %o', async answer => {
    const { status } = await org.post('/_test/faults', [{ answer: { kind: 'redirect', ...answer } }])
    expect(status).toBe(400)
  })

  async function plain(path: string) {
    const headers = { Authorization: `SSWS ${okta.token}` }
    const reply = await fetch(`${okta.url}${path}`, { headers, redirect: 'manual' })
    return { status: reply.status, headers: reply.headers, text: await reply.text() }
  }
})

describe('slow answers and foreign links', () => {
  it('comes in pieces, which make up the same answer', async () => {
    const whole = await org.get('/api/v1/users')
    await org.post('/_test/faults', [{ match: users, answer: { kind: 'slow', ms: 5, pieces: 8 } }])
    const before = performance.now()
    const reply = await org.get('/api/v1/users')
    expect(performance.now() - before).toBeGreaterThanOrEqual(8 * 4)
    expect([reply.status, reply.text]).toEqual([200, whole.text])
    expect(reply.headers['content-type']).toBe(whole.headers['content-type'])
  })

  it.each(['/api/v1/users?limit=2', '/api/v1/users'])('points the next link of %s to itself', async path => {
    await org.post('/_test/faults', [{ match: users, times: 2, answer: { kind: 'next-loop' } }])
    const first = await org.get(path)
    expect(link(first, 'next')).toBe(`${okta.url}${path}`)
    const second = await org.get(link(first, 'next') ?? '')
    expect([second.text, link(second, 'next')]).toEqual([first.text, `${okta.url}${path}`])
  })

  it('waits at least as long as asked', async () => {
    await org.post('/_test/faults', [{ match: users, answer: { kind: 'slow', ms: 60 } }])
    const before = performance.now()
    expect((await org.get('/api/v1/users')).status).toBe(200)
    expect(performance.now() - before).toBeGreaterThanOrEqual(55)
  })

  it('points the next link, and only it, to another origin', async () => {
    await org.post('/_test/faults', [
      { match: users, answer: { kind: 'next-link', origin: 'https://evil.example' } },
    ])
    const reply = await org.get('/api/v1/users?limit=2')
    expect(link(reply, 'next')).toMatch(/^https:\/\/evil\.example\/api\/v1\/users\?limit=2&after=/)
    expect(link(reply, 'self')).toMatch(okta.url)
    expect(
      (await org.get(link(reply, 'next')?.replace('https://evil.example', okta.url) ?? '')).list,
    ).toHaveLength(2)
  })
})
