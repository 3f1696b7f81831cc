import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Authorization, ssws } from '../../../Integrations/OktaIAM/okta/authorization.ts'
import { Buckets } from '../../../Integrations/OktaIAM/okta/buckets.ts'
import type { Message, Reply } from '../../../Integrations/OktaIAM/okta/connection.ts'
import { ConnectionError, OktaError, RateLimitError } from '../../../Integrations/OktaIAM/okta/errors.ts'
import { type Patience, sendPatiently } from '../../../Integrations/OktaIAM/okta/patience.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { Headers } from '../../../kit/http.ts'

/** A clock that only waits move on. */
const NOW = Date.parse('2026-11-22T09:30:00Z')
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }))
afterEach(() => void vi.useRealTimers())

const reset = (seconds: number) => String(NOW / 1000 + seconds)
const at = (method: string, path: string): Message => ({
  method,
  url: new URL(`https://acme.okta.com${path}`),
  headers: {},
})
const GET = at('GET', '/api/v1/users')
const POST = at('POST', '/api/v1/users')
const ok: Reply = { status: 200, headers: {}, body: '[]' }
const answer = (status: number, headers: Headers = {}, body = '{}'): Reply => ({ status, headers, body })
const told = (limit: number, remaining: number, seconds = 30): Headers => ({
  'x-rate-limit-limit': String(limit),
  'x-rate-limit-remaining': String(remaining),
  'x-rate-limit-reset': reset(seconds),
})
const cut = (code: string) => Object.assign(new Error(code), { code })

/** Sends over a script of answers; what is left of the script shows what was not asked. */
function patient(script: (Reply | Error)[], more: Partial<Patience> = {}) {
  const waits: number[] = []
  const logged: string[] = []
  const sent: Message[] = []
  const settings: Patience = {
    send: async message => {
      sent.push(message)
      const next = script.shift() ?? ok
      if (next instanceof Error) throw next
      return next
    },
    authorization: ssws('token'),
    buckets: new Buckets(),
    leaveFree: 0.1,
    longestWaitSeconds: 90,
    log: (_, text) => void logged.push(text),
    sleep: async milliseconds => {
      waits.push(milliseconds)
      vi.setSystemTime(Date.now() + milliseconds)
    },
    ...more,
  }
  const send = (message: Message) => sendPatiently(settings, message).catch((error: unknown) => error)
  return { send, settings, waits, logged, sent, script }
}

describe('the part to leave free', () => {
  it.each([
    [0, 1, 0],
    [0, 0, 1],
    [0.1, 61, 0],
    [0.1, 60, 1],
    [0.9, 541, 0],
    [0.9, 540, 1],
  ])('%d with %i of 600 left: %i waits before the next request', async (leaveFree, remaining, count) => {
    const { send, waits, sent } = patient([answer(200, told(600, remaining))], { leaveFree })
    await send(GET)
    expect(await send(GET)).toBe(ok)
    expect(waits).toHaveLength(count)
    expect(sent).toHaveLength(2)
  })

  it('belongs to all that share the buckets, and to the same bucket only', async () => {
    const buckets = new Buckets()
    const one = patient([answer(200, told(600, 5))], { buckets })
    const other = patient([], { buckets })
    await one.send(GET)
    await other.send(at('GET', '/api/v1/groups'))
    expect(other.waits).toEqual([])
    await other.send(POST)
    expect(other.waits).toHaveLength(1)
    expect(other.logged).toEqual([
      expect.stringMatching(
        /^POST \/api\/v1\/users: 5 of 600 requests of \/api\/v1\/users are left, waiting 31000 ms$/,
      ),
    ])
  })

  it('used up to the last by an instance that leaves nothing free is not said to be left to others', async () => {
    const { send } = patient([answer(200, told(600, 0, 60))], { leaveFree: 0, longestWaitSeconds: 10 })
    await send(GET)
    const { message } = (await send(GET)) as Error
    expect(message).toMatch(
      /^Okta's rate limit of \/api\/v1\/users is used up \(limit 600, remaining 0\)\. It opens/,
    )
  })

  it('that opens too late is an error naming bucket, what is left and the reset, and nothing is sent', async () => {
    const { send, sent, waits } = patient([answer(200, told(600, 5, 60))], { longestWaitSeconds: 10 })
    await send(GET)
    const failure = await send(GET)
    expect(failure).toBeInstanceOf(RateLimitError)
    expect(String((failure as Error).message)).toMatch(
      /rate limit of \/api\/v1\/users only 5 of 600 requests are left, and those are left to others\. It opens again at 2026-11-22T09:31:01\.000Z, and no more than Longest wait \(10 s\) may be waited; run the command again later/,
    )
    expect([sent.length, waits.length]).toEqual([1, 0])
  })
})

describe('429', () => {
  it.each<[string, Headers, number]>([
    ['without headers', {}, 1],
    ['with a reset', told(600, 0, 20), 21],
    ['with a reset in the past', told(600, 0, -50), 1],
    [
      'with a doubled reset: the later one',
      { ...told(600, 0), 'x-rate-limit-reset': [reset(5), reset(9)] },
      10,
    ],
    ['with everything doubled and joined', { 'x-rate-limit-reset': `${reset(5)}, ${reset(5)}` }, 6],
    [
      'with zeros',
      { 'x-rate-limit-limit': '0', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '0' },
      1,
    ],
    ['with Retry-After alone', { 'retry-after': '4' }, 4],
  ])('%s is waited for', async (_, headers, seconds) => {
    const { send, waits, logged } = patient([answer(429, headers)], { leaveFree: 0 })
    expect(await send(POST)).toBe(ok)
    expect(waits).toEqual([seconds * 1000])
    expect(logged).toHaveLength(1)
  })

  it('without headers doubles its wait, until Longest wait is used up', async () => {
    const { send, waits } = patient(
      Array.from({ length: 9 }, () => answer(429)),
      { longestWaitSeconds: 20 },
    )
    const failure = await send(GET)
    expect(failure).toBeInstanceOf(RateLimitError)
    expect((failure as Error).message).toMatch(
      /\(limit unknown, remaining unknown\)\. Okta does not say when/,
    )
    expect(waits).toEqual([1000, 2000, 4000, 8000])
  })

  it('that opens too late is told at once', async () => {
    const { send, waits, sent } = patient([answer(429, told(600, 0, 120))])
    const failure = await send(GET)
    expect((failure as RateLimitError).code).toBe('E0000047')
    expect((failure as Error).message).toMatch(
      /rate limit of \/api\/v1\/users is used up \(limit 600, remaining 0\)\. It opens again in 121 s, at 2026-11-22T09:32:00\.000Z, and no more than Longest wait \(90 s\)/,
    )
    expect([waits.length, sent.length]).toEqual([0, 1])
  })

  it('of the concurrency limit says so, and leaves the bucket open', async () => {
    const zeros = { 'x-rate-limit-limit': '0', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': reset(1) }
    const { send, logged, waits } = patient([answer(429, zeros)])
    expect(await send(GET)).toBe(ok)
    expect(waits).toHaveLength(1)
    expect(logged).toEqual([expect.stringMatching(/: too many requests at once, waiting \d+ ms$/)])
    const late = patient([answer(429, { ...zeros, 'x-rate-limit-reset': reset(300) })])
    expect(((await late.send(GET)) as Error).message).toMatch(
      /working on as many requests of the org at once/,
    )
  })
})

describe('a wait', () => {
  it('of every kind is logged with its reason and its length', async () => {
    const script = [answer(503), cut('ECONNRESET'), answer(409, {}, '{"errorCode":"E0000112"}'), answer(429)]
    const { send, waits, logged } = patient(script)
    expect(await send(GET)).toBe(ok)
    expect(waits).toEqual([1000, 2000, 4000, 8000])
    expect(logged).toEqual([
      'GET /api/v1/users: HTTP 503, waiting 1000 ms',
      'GET /api/v1/users: no answer (ECONNRESET), waiting 2000 ms',
      'GET /api/v1/users: HTTP 409, waiting 4000 ms',
      'GET /api/v1/users: HTTP 429, waiting 8000 ms',
    ])
  })

  it.each([0, 1, 2, 3, 6, 7, 90])('is never longer in all than Longest wait: %i s', async longest => {
    const script = Array.from({ length: 30 }, (_, turn) => (turn % 2 ? answer(429) : cut('ECONNRESET')))
    const { send, waits } = patient(script, { longestWaitSeconds: longest })
    expect(await send(GET)).toBeInstanceOf(Refusal)
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(longest * 1000)
  })

  it('is no part of an answer worth having', async () => {
    const script = [answer(404), answer(500), answer(409, {}, '{"errorCode":"E0000055"}'), answer(302)]
    const { send, waits } = patient([...script])
    for (const expected of script) expect(await send(GET)).toBe(expected)
    expect(waits).toEqual([])
  })
})

describe('a write', () => {
  it.each(['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])(
    'is not repeated after %s, because Okta may have carried it out',
    async code => {
      const { send, sent, waits } = patient([cut(code)])
      const failure = await send(POST)
      expect(failure).toBeInstanceOf(ConnectionError)
      expect((failure as Error).message).toMatch(/Whether Okta has carried it out is not known/)
      expect([sent.length, waits.length]).toEqual([1, 0])
    },
  )
  it.each([502, 503, 504])('is not repeated after %i', async status => {
    const { send, sent } = patient([answer(status)])
    expect(await send(POST)).toMatchObject({ status })
    expect(sent).toHaveLength(1)
  })
  it('is repeated when it never left', async () => {
    const { send, sent } = patient([cut('UND_ERR_CONNECT_TIMEOUT')])
    expect(await send(POST)).toBe(ok)
    expect(sent).toHaveLength(2)
  })
})

describe('the authorization', () => {
  /** A token that is counted, and renewed as often as one asks for it. */
  function renewing(): Authorization {
    let tokens = 0
    return {
      headers: async () => {
        tokens += 1
        return { authorization: `Bearer ${tokens}` }
      },
      heard: ({ status }) => status === 401,
    }
  }
  const shown = (sent: Message[]) => sent.map(({ headers }) => headers.authorization)

  it('is renewed once and the request repeated at once', async () => {
    const { send, sent, waits, logged } = patient([answer(401)], { authorization: renewing() })
    expect(await send(POST)).toBe(ok)
    expect(shown(sent)).toEqual(['Bearer 1', 'Bearer 2'])
    expect(waits).toEqual([])
    expect(logged).toEqual(['POST /api/v1/users: HTTP 401, once more with a new token or nonce'])
  })

  it('is not renewed twice for one request', async () => {
    const refused = answer(401, {}, 'second')
    const { send, sent } = patient([answer(401), refused, ok], { authorization: renewing() })
    expect(await send(GET)).toBe(refused)
    expect(sent).toHaveLength(2)
  })

  it('that fails is thrown as it is, without a wait', async () => {
    const failure = new OktaError({ request: 'POST /oauth2/v1/token' }, 'invalid_client', 'no')
    const authorization: Authorization = {
      headers: () => Promise.reject(failure),
      heard: () => false,
    }
    const { send, sent } = patient([], { authorization })
    expect(await send(GET)).toBe(failure)
    expect(sent).toEqual([])
  })
})

describe('a message that is made anew for each attempt', () => {
  const messages = (): Message => {
    let count = 0
    const anew = async () => {
      count += 1
      return { headers: { attempt: String(count) }, body: `b${count}` }
    }
    return { ...at('POST', '/oauth2/v1/token'), anew }
  }

  it.each([
    ['a cut', () => cut('ECONNRESET')],
    ['a 503', () => answer(503)],
    ['a 429', () => answer(429)],
  ])('is repeated after %s', async (_, trouble) => {
    const { send, sent } = patient([trouble()])
    expect(await send(messages())).toBe(ok)
    expect(sent.map(({ body, headers }) => [body, headers.attempt])).toEqual([
      ['b1', '1'],
      ['b2', '2'],
    ])
  })

  it('and after the last cut the failure does not speak of a change', async () => {
    const { send, sent } = patient(Array.from({ length: 9 }, () => cut('ECONNRESET')))
    const failure = await send(messages())
    expect(failure).toBeInstanceOf(ConnectionError)
    expect((failure as Error).message).toMatch(
      /to POST \/oauth2\/v1\/token \(ECONNRESET\).*No token was given, so the request that needs one was not sent/,
    )
    expect(sent).toHaveLength(4)
  })
})
