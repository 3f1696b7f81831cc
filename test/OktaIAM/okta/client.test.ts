import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { ssws } from '../../../Integrations/OktaIAM/okta/authorization.ts'
import { Buckets } from '../../../Integrations/OktaIAM/okta/buckets.ts'
import { createClient } from '../../../Integrations/OktaIAM/okta/client.ts'
import { OktaError, RateLimitError } from '../../../Integrations/OktaIAM/okta/errors.ts'
import type { Page } from '../../../Integrations/OktaIAM/okta/pages.ts'
import { openConnection } from '../../../kit/http.ts'

/** The client against a server that is no Okta at all: what it must survive, and how long it waits. */
let server: Server | undefined
afterEach(() => server?.close())

async function client(listener: RequestListener, longestWaitSeconds = 90) {
  const asked: string[] = []
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    listener(request, response)
  })
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const waits: number[] = []
  const logged: string[] = []
  const made = createClient({
    origin,
    authorization: ssws('client-token-1'),
    buckets: new Buckets(),
    leaveFree: 0.1,
    longestWaitSeconds,
    send: openConnection({ proxy: false, insecure: false }),
    log: (_, text) => void logged.push(text),
    sleep: async milliseconds => void waits.push(milliseconds),
  })
  return { client: made, origin, asked, waits, logged }
}

async function pagesOf(pages: AsyncGenerator<Page>): Promise<unknown[]> {
  const all: unknown[] = []
  for await (const { values } of pages) all.push(...values)
  return all
}

describe('paging', () => {
  it('follows next untouched to the end', async () => {
    const { client: okta, asked } = await client((request, response) => {
      const after = Number(new URL(request.url ?? '', 'http://x').searchParams.get('after') ?? 0)
      const next = `<http://${request.headers.host}/api/v1/users?after=${after + 1}&x=%2C,>; rel="next"`
      response.setHeader(
        'link',
        after < 2 ? ['<http://self/>; rel="self"', next] : '<http://self/>; rel="self"',
      )
      response.end(JSON.stringify([after]))
    })
    expect(await pagesOf(okta.pages('/api/v1/users'))).toEqual([0, 1, 2])
    expect(asked).toEqual([
      'GET /api/v1/users',
      'GET /api/v1/users?after=1&x=%2C,',
      'GET /api/v1/users?after=2&x=%2C,',
    ])
  })

  it.each([
    ['itself', () => '/api/v1/users?after=1'],
    ['an earlier page', (turn: number) => `/api/v1/users?after=${turn % 2}`],
  ])('ends with an error when next names %s', async (_, path) => {
    let turn = 0
    const { client: okta, asked } = await client((request, response) => {
      turn += 1
      response.setHeader('link', `<http://${request.headers.host}${path(turn)}>; rel="next"`)
      response.end('[]')
    })
    await expect(pagesOf(okta.pages('/api/v1/users'))).rejects.toThrow(
      /was read already, so the list has no end/,
    )
    expect(asked.length).toBeLessThan(5)
  })
})

describe('waiting', () => {
  it('waits no longer in all than Longest wait, and then says what the headers said', async () => {
    const {
      client: okta,
      waits,
      logged,
    } = await client((_, response) => {
      response.writeHead(429, { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '0' }).end('{}')
    }, 10)
    const failure = await okta
      .send({ method: 'POST', path: '/api/v1/users' })
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(RateLimitError)
    expect((failure as Error).message).toMatch(
      /used up \(limit 600, remaining 0\)\. Okta does not say when it opens again/,
    )
    expect(waits).toEqual([1000, 2000, 4000])
    expect(logged).toHaveLength(3)
  })

  it('repeats reading three times and then gives the answer it got', async () => {
    const { client: okta, waits } = await client((_, response) => void response.writeHead(503).end('busy'))
    await expect(okta.get('/api/v1/users')).rejects.toThrow(OktaError)
    expect(waits).toEqual([1000, 2000, 4000])
  })

  it('repeats 409 E0000112, the user is still being activated, also for a write', async () => {
    let turn = 0
    const { client: okta, waits } = await client((_, response) => {
      turn += 1
      if (turn > 2) return void response.end('{"id":"x"}')
      response.writeHead(409).end('{"errorCode":"E0000112","errorSummary":"busy","errorCauses":[]}')
    })
    expect(await okta.send({ method: 'POST', path: '/api/v1/users/x', body: {} })).toEqual({ id: 'x' })
    expect(waits).toEqual([1000, 2000])
  })
})

describe('answers', () => {
  it('does not follow a redirect, and sends the token nowhere else', async () => {
    const elsewhere: string[] = []
    const other = createServer((request, response) => {
      elsewhere.push(String(request.headers.authorization))
      response.end('[]')
    })
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
    const { client: okta } = await client((_, response) => void response.writeHead(302, { location }).end())
    await expect(okta.get('/api/v1/users')).rejects.toThrow(
      /an empty body \(a redirect, which is not followed\); check that the URL/,
    )
    other.close()
    expect(elsewhere).toEqual([])
  })

  it('takes zero bytes for an answer without content', async () => {
    const { client: okta } = await client(
      (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(),
    )
    expect(await okta.send({ method: 'POST', path: '/api/v1/users/x/lifecycle/activate' })).toBeUndefined()
  })

  it('sends Content-Length: 0 with a POST that has no body, because Okta answers 411 without', async () => {
    const lengths: (string | undefined)[] = []
    const { client: okta } = await client((request, response) => {
      lengths.push(request.headers['content-length'])
      response.end('{}')
    })
    await okta.send({ method: 'POST', path: '/api/v1/users/x/lifecycle/suspend' })
    expect(lengths).toEqual(['0'])
  })
})
