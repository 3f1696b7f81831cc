import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { type Answer, type Answering, answering, download, PASSWORD, placeIn, USERNAME } from './answers.ts'

let server: Answering | undefined
afterEach(async () => {
  breakOff = () => {}
  await server?.close()
})

const ENTRY = '{"Emp_ID":"1"}'
/** Two whole entries and half of a third. */
const CUT = `{"Report_Entry":[${ENTRY},${ENTRY},{"Emp_`

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response, request) =>
    // What is sent is echoed: nothing of it may be told.
    response.writeHead(code, headers).end(`${request.headers.authorization} ${USERNAME} ${PASSWORD}`)
const body =
  (text: string | Buffer, headers: Record<string, string> = {}): Answer =>
  response =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(text)
/** Ends the connection once the entries have come: what is still on the way when it breaks may be lost. */
let breakOff = () => {}
const brokenAfter =
  (text: string, headers: Record<string, string> = {}): Answer =>
  response => {
    breakOff = () => response.destroy()
    response.writeHead(200, headers).write(text)
  }

const AGAIN = 'try again, and if it stays so look at the report in Workday.'
const CHECK = 'check that the report URL is the JSON address of a custom report.'

describe('a download that gives no report says why, where and what to do', () => {
  it.each<[string, Answer, string | RegExp]>([
    [
      'the password is wrong',
      status(401),
      'Workday answered HTTP 401 for PLACE: the user name or the password is wrong; correct them in the instance.',
    ],
    [
      'it may not be seen',
      status(403),
      'Workday answered HTTP 403 for PLACE: the user name or the password is wrong, or the user may not run the report; correct them in the instance, or share the report with the user in Workday.',
    ],
    [
      'it is not there',
      status(404),
      'Workday answered HTTP 404 for PLACE: there is no such report; correct the report URL.',
    ],
    [
      'the request is refused',
      status(400),
      'Workday answered HTTP 400 for PLACE: it gives no report for this request; check the report URL, its parameters included.',
    ],
    [
      'it was asked too often',
      status(429, { 'retry-after': '1800' }),
      'Workday answered HTTP 429 for PLACE: it was asked too often; try again in 1,800 s, as it says.',
    ],
    [
      'it is down',
      status(503),
      'Workday answered HTTP 503 for PLACE: it cannot give the report now; try again later.',
    ],
    [
      'it has a fault',
      status(500),
      'Workday answered HTTP 500 for PLACE: it cannot give the report now; try again later.',
    ],
    [
      'nothing came, and it says so',
      status(204),
      'Workday answered HTTP 204 for PLACE: the answer is empty: not even a report without entries; look at the report in Workday.',
    ],
    ['nothing came', body(''), `The answer of PLACE is empty: not even a report without entries; ${AGAIN}`],
    [
      'a page came',
      body('<!doctype html><title>Sign in</title>'),
      `The answer of PLACE is no report: it is an HTML page, as of a sign-in, a proxy or an outage; ${CHECK}`,
    ],
    [
      'a page came, by its type',
      body('Sign in', { 'content-type': 'text/html' }),
      `The answer of PLACE is no report: it is an HTML page, as of a sign-in, a proxy or an outage; ${CHECK}`,
    ],
    [
      'an error came as success',
      body('{"error":"invalid"}'),
      `The answer of PLACE is no report: it has no member Report_Entry, its members are "error"; ${CHECK}`,
    ],
    [
      'it is encoded otherwise',
      body('x', { 'content-encoding': 'br' }),
      `The answer of PLACE is no report: it is encoded as br, which was not asked for; ${CHECK}`,
    ],
    [
      'the connection ended',
      brokenAfter(CUT),
      `The report at PLACE broke off after 2 whole entries (UND_ERR_SOCKET); ${AGAIN}`,
    ],
    [
      'the length was not reached',
      brokenAfter(CUT, { 'content-length': '1000' }),
      /^The report at PLACE broke off after 2 whole entries \(UND_ERR_\w+\); try again/,
    ],
    [
      'the document ended in the middle',
      body(CUT),
      `The report at PLACE broke off after 2 whole entries (the document ends in entry 3); ${AGAIN}`,
    ],
    [
      'the gzip ended in the middle',
      body(gzipSync(CUT).subarray(0, -9), { 'content-encoding': 'gzip' }),
      /^The report at PLACE broke off after [012] whole entr(y|ies) \(Z_BUF_ERROR\); try again/,
    ],
    [
      'the connection ended in the gzip',
      response => {
        response.writeHead(200, { 'content-encoding': 'gzip' })
        response.write(gzipSync(CUT).subarray(0, 20), () => response.destroy())
      },
      /^The report at PLACE broke off after 0 whole entries \(UND_ERR_SOCKET\); try again/,
    ],
    [
      'the gzip is none',
      body('{"Report_Entry":[]}', { 'content-encoding': 'gzip' }),
      `The report at PLACE broke off after 0 whole entries (Z_DATA_ERROR); ${AGAIN}`,
    ],
    [
      'a chunk is none',
      response => {
        response.socket?.end(
          'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n{"Report_Entry":[\r\nno size\r\n',
        )
      },
      `The report at PLACE broke off after 0 whole entries (Response does not match the HTTP/1.1 protocol (Invalid character in chunk size)); ${AGAIN}`,
    ],
  ])('%s', async (_, answer, said) => {
    server = await answering(answer)
    const { refusal = '' } = await download(server.url, {}, undefined, () => breakOff())
    const sentence = refusal.replace(placeIn(server.url), 'PLACE')
    if (typeof said === 'string') expect(sentence).toBe(said)
    else expect(sentence).toMatch(said)
    for (const secret of [USERNAME, PASSWORD, 'query-secret', 'Basic', 'Emp_ID']) {
      expect(refusal).not.toContain(secret)
    }
  })

  it('XML, where the URL does not ask for JSON', async () => {
    server = await answering(body('<wd:Report_Data/>', { 'content-type': 'text/xml' }))
    expect((await download(server.url, {}, '/ccx/report?token=query-secret')).refusal).toBe(
      `The report at ${server.url}/ccx/report came as XML: format=json is missing from the report URL; add it.`,
    )
  })

  it('the answer stalls', async () => {
    server = await answering(response => response.writeHead(200).write(CUT))
    expect((await download(server.url, { silenceSeconds: 0.2 })).refusal).toBe(
      `The report at ${placeIn(server.url)} broke off after 2 whole entries (nothing more came for 0.2 s); ${AGAIN}`,
    )
  })

  it('the answer does not begin', async () => {
    server = await answering(() => {})
    const { refusal, waits } = await download(server.url, { firstByteSeconds: 0.2 })
    expect(refusal).toBe(
      `No answer from ${placeIn(server.url)} within 0.2 s: Workday takes too long to run the report; try again later, or make the report smaller.`,
    )
    expect(waits).toEqual([])
  })

  it('nothing listens there', async () => {
    const gone = await answering()
    await gone.close()
    const { refusal, waits } = await download(gone.url)
    expect(refusal).toBe(
      `No answer from ${placeIn(gone.url)} (ECONNREFUSED): nothing listens there; check the URL parameter and the proxy setting.`,
    )
    expect(waits).toEqual([1000, 2000])
  })
})
