import { once } from 'node:events'
import { constants, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { reportEntries } from '../../../Integrations/WorkdayIAM/workday/download.ts'
import { type Answer, type Answering, answering, download, PASSWORD, sourceOf, USERNAME } from './answers.ts'

const ENTRIES = ['{"Emp_ID":"1","Name":"Zoë 😀"}', '{"Emp_ID":"2","Name":"}{"}']
const REPORT = `{"Report_Entry":[${ENTRIES.join(',')}]}`

const json =
  (body: string | Buffer, headers: Record<string, string> = {}): Answer =>
  response =>
    response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8', ...headers }).end(body)

let server: Answering | undefined
afterEach(() => server?.close())

async function serve(...answers: Answer[]): Promise<Answering> {
  server = await answering(...answers)
  return server
}

describe('a report', () => {
  it('is asked for once, as JSON and under basic authentication', async () => {
    const { url, requests } = await serve(json(REPORT))
    expect(await download(url)).toEqual({ entries: ENTRIES, refusal: undefined, waits: [] })
    expect(requests).toHaveLength(1)
    const { method, url: path, headers } = requests[0] ?? {}
    expect([method, path]).toEqual([
      'GET',
      '/ccx/service/customreport2/acme/hr/Staff?format=json&token=query-secret',
    ])
    expect(headers).toMatchObject({ accept: 'application/json', 'accept-encoding': 'identity' })
    const [scheme, credentials = ''] = headers?.authorization?.split(' ') ?? []
    expect([scheme, Buffer.from(credentials, 'base64').toString()]).toEqual([
      'Basic',
      `${USERNAME}:${PASSWORD}`,
    ])
  })

  it.each<[string, Answer]>([
    ['with its length', json(REPORT, { 'content-length': String(Buffer.byteLength(REPORT)) })],
    ['after a byte order mark', json(`\ufeff${REPORT}`)],
    ['without a type', response => response.end(REPORT)],
    ['as gzip all the same', json(gzipSync(REPORT), { 'content-encoding': 'gzip' })],
    ['as X-GZIP', json(gzipSync(REPORT), { 'content-encoding': 'X-GZIP' })],
    ['as deflate', json(deflateSync(REPORT), { 'content-encoding': 'deflate' })],
    ['as identity', json(REPORT, { 'content-encoding': 'identity' })],
    [
      'until the connection ends',
      response => {
        response.socket?.end(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${REPORT}`)
      },
    ],
    [
      'byte by byte',
      async response => {
        for (const byte of Buffer.from(REPORT)) {
          response.write(Uint8Array.of(byte))
          await new Promise(setImmediate)
        }
        response.end()
      },
    ],
  ])('comes %s', async (_, answer) => {
    const { url } = await serve(answer)
    expect(await download(url)).toMatchObject({ entries: ENTRIES, refusal: undefined })
  })

  it.each<[string, Buffer]>([
    ['', Buffer.from(`{"Report_Entry":[${ENTRIES[0]},`)],
    ['gzip', gzipSync(`{"Report_Entry":[${ENTRIES[0]},`, { finishFlush: constants.Z_SYNC_FLUSH })],
  ])('is given while it arrives %s, and no more is read once nobody wants more', async (encoding, begin) => {
    let closed: Promise<unknown> | undefined
    const { url } = await serve(response => {
      closed = once(response, 'close')
      response.writeHead(200, { 'content-encoding': encoding }).write(begin)
    })
    for await (const batch of reportEntries(sourceOf(url))) {
      expect(batch).toEqual([ENTRIES[0]])
      break
    }
    await closed
  })
})

describe('asked again', () => {
  const status =
    (code: number, headers: Record<string, string> = {}): Answer =>
    response =>
      response.writeHead(code, headers).end('busy')
  const reset: Answer = response => response.socket?.resetAndDestroy()

  it.each<[string, Answer[], number[]]>([
    ['after 429', [status(429)], [1000]],
    ['after 502 and 504', [status(502), status(504)], [1000, 2000]],
    ['as late as Retry-After says', [status(503, { 'retry-after': '7' })], [7000]],
    ['after a reset', [reset, reset], [1000, 2000]],
    ['after a connection that ended without an answer', [response => response.socket?.end()], [1000]],
  ])('%s', async (_, answers, waits) => {
    const { url } = await serve(...answers, json(REPORT))
    expect(await download(url)).toEqual({ entries: ENTRIES, refusal: undefined, waits })
  })

  it.each<[string, Answer, number]>([
    ['three times at most', status(503), 3],
    ['three times at most after resets', reset, 3],
    ['not when Retry-After is long', status(503, { 'retry-after': '11' }), 1],
    ['not after 500', status(500), 1],
    ['not after 401', status(401), 1],
    ['not when an answer has begun', response => response.write('{', () => response.destroy()), 1],
    ['not when it is no report', json('{}'), 1],
  ])('%s', async (_, answer, count) => {
    const { url, requests } = await serve(answer)
    expect((await download(url)).refusal).toBeDefined()
    expect(requests).toHaveLength(count)
  })
})
