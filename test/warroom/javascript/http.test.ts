import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { contents, run } from './runner.ts'

interface Seen {
  line: string
  body: string
  headers: string[]
}

let server: Server
let host = ''
let seen: Seen[] = []

/** Answers with what it saw; `/to/<n>` redirects n times, `/zipped` is gzip, `/many` repeats a header. */
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      const { method, url = '', rawHeaders } = request
      seen.push({ line: `${method} ${url}`, body, headers: rawHeaders })
      const left = Number(/^\/to\/(\d+)$/.exec(url)?.[1] ?? 0)
      if (left > 0) return response.writeHead(302, { location: left > 1 ? `/to/${left - 1}` : '/end' }).end()
      if (url === '/zipped')
        return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('päck'))
      if (url === '/many') response.setHeader('x-many', ['a', 'b, c'])
      response.end(url)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function sent(request: JsonObject, path = '/x', user = ''): Promise<Seen> {
  seen = []
  const { entries } = await run(
    'return http(args.url, args.request).StatusCode',
    {},
    {
      args: { url: `http://${user}${host}${path}`, request },
    },
  )
  expect(entries.map(({ Contents }) => Contents)).toEqual(['200'])
  return seen.at(-1) ?? { line: '', body: '', headers: [] }
}

const valuesOf = ({ headers }: Seen, name: string): string[] =>
  headers.filter((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === name)

it.each<[string, JsonObject, string, string]>([
  ['a GET with a body', { Method: 'GET', Body: '{"q":1}' }, 'GET /x', '{"q":1}'],
  ['a GET with an empty object', { Method: 'GET', Body: {} }, 'GET /x', ''],
  ['a DELETE with a body', { Method: 'delete', Body: 'a' }, 'DELETE /x', 'a'],
  ['an object as body', { Method: 'POST', Body: { a: 1 } }, 'POST /x', '{"a":1}'],
  [
    'a length that the script counted',
    { Method: 'POST', Body: 'ä', Headers: { 'Content-Length': ['1'] } },
    'POST /x',
    'ä',
  ],
])('sends %s', async (_, request, line, body) => {
  expect(await sent(request)).toMatchObject({ line, body })
})

it('sends every value of a header by itself, and nothing of a browser', async () => {
  const got = await sent({ Headers: { 'X-Many': ['a', 'b'], 'X-One': 'c' } })
  expect(valuesOf(got, 'x-many')).toEqual(['a', 'b'])
  expect(valuesOf(got, 'x-one')).toEqual(['c'])
  const names = got.headers.filter((_, index) => index % 2 === 0).map(name => name.toLowerCase())
  expect(names.filter(name => /^(sec-|accept)/.test(name))).toEqual([])
})

it.each<[string, JsonObject, string, string[]]>([
  ['the URL', {}, 'ann:p%40ss@', ['ann:p@ss']],
  ['its Username before the URL', { Username: 'bob', Password: 'b' }, 'ann:p@', ['bob:b']],
  ['nothing', {}, '', []],
])('takes credentials from %s', async (_, request, user, credentials) => {
  const expected = credentials.map(text => `Basic ${Buffer.from(text).toString('base64')}`)
  expect(valuesOf(await sent(request, '/x', user), 'authorization')).toEqual(expected)
})

it('gives each value of a repeated header', async () => {
  const [text] = await contents(`return JSON.stringify(http('http://${host}/many').Headers['X-Many'])`)
  expect(JSON.parse(String(text))).toEqual(['a', 'b, c'])
})

it('unpacks what came packed', async () => {
  expect(await contents(`return http('http://${host}/zipped').Body`)).toEqual(['päck'])
})

it.each<[number, Json]>([
  [10, '/end'],
  [11, expect.stringMatching(/^http GET http:\/\/[^/]+\/to\/11 failed: stopped after 10 redirects/)],
])('follows %i redirects', async (count, text) => {
  expect(await contents(`return http('http://${host}/to/${count}').Body`)).toEqual([text])
})

it('connects to a port that no browser would, and keeps credentials out of messages', async () => {
  const [text] = await contents(`return http('http://ann:secret@127.0.0.1:6667/')`)
  expect(text).toMatch(/^http GET http:\/\/127\.0\.0\.1:6667\/ failed: connect ECONNREFUSED/)
})
