import { once } from 'node:events'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { WantedFault } from '../../report-server/faults.ts'
import { type RunningReportServer, startReportServer } from '../../report-server/server.ts'
import { ask, basic, download, open, three } from './client.ts'

let server: RunningReportServer
beforeEach(async () => {
  server = await startReportServer({ entries: three })
})
afterEach(() => server.close())

const whole = JSON.stringify({ Report_Entry: three })
const [one = {}, two = {}] = three
const secondHalved = JSON.stringify(two).slice(0, Math.ceil(JSON.stringify(two).length / 2))
const cutAfterOne = `{"Report_Entry":[${JSON.stringify(one)},${secondHalved}`

/** The download that a fault answers; the next one has to be the whole report again. */
async function faulty(answer: WantedFault['answer']) {
  server.fault({ answer })
  const reply = await download(server)
  expect((await download(server)).text).toBe(whole)
  return reply
}

describe('status', () => {
  test.each<[WantedFault['answer'], number, string, string | undefined]>([
    [{ kind: 'status' }, 500, '', undefined],
    [
      { kind: 'status', status: 401, body: '<html>no</html>' },
      401,
      '<html>no</html>',
      'text/html;charset=UTF-8',
    ],
    [{ kind: 'status', status: 404, body: 'gone' }, 404, 'gone', 'text/plain;charset=UTF-8'],
    [{ kind: 'status', status: 400, body: { error: 'no' } }, 400, '{"error":"no"}', 'application/json'],
    [{ kind: 'status', status: 200, body: { rows: [] } }, 200, '{"rows":[]}', 'application/json'],
  ])('%o', async (answer, status, text, type) => {
    const reply = await faulty(answer)
    expect([reply.status, reply.text, reply.headers['content-type']]).toEqual([status, text, type])
  })

  it('may say when to come back', async () => {
    const { status, headers } = await faulty({ kind: 'status', status: 429, retryAfter: 3 })
    expect([status, headers['retry-after']]).toEqual([429, '3'])
  })
})

describe('cut', () => {
  it('breaks the connection in the middle of an entry', async () => {
    const reply = await faulty({ kind: 'cut', after: 1 })
    expect([reply.status, reply.text, reply.whole]).toEqual([200, cutAfterOne, false])
    expect(reply.headers['content-length']).toBeUndefined()
  })

  it('may end properly, so that only the JSON tells it', async () => {
    const { text, whole: proper } = await faulty({ kind: 'cut', after: 1, clean: true })
    expect([text, proper]).toEqual([cutAfterOne, true])
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })

  it('may promise the length of the whole report', async () => {
    const { text, headers, whole: proper } = await faulty({ kind: 'cut', after: 1, contentLength: true })
    expect([text, proper]).toEqual([cutAfterOne, false])
    expect(headers['content-length']).toBe(String(Buffer.byteLength(whole)))
  })

  test.each([
    [0, three, '{"Report_Entry":[{"Emp_ID":"1","Title":"Acc'],
    [3, three, whole.slice(0, -2)],
    [9, three, whole.slice(0, -2)],
    [0, [], '{"Report_Entry":['],
    [0, [{}], '{"Report_Entry":[{'],
  ])('after %d of %j leaves no whole report', async (after, entries, text) => {
    server.setEntries(entries)
    server.fault({ answer: { kind: 'cut', after } })
    const reply = await download(server)
    expect([reply.text, reply.whole]).toEqual([text, false])
  })

  it('lets a long report come through up to its place', async () => {
    server.setEntries(() =>
      Array.from({ length: 5000 }, (_, at) => ({ Emp_ID: String(at), pad: 'x'.repeat(500) })),
    )
    server.fault({ answer: { kind: 'cut', after: 4321 } })
    const { text, whole: proper } = await download(server)
    expect([text.match(/"Emp_ID":"\d+","pad":"x{500}"\}/g)?.length, proper]).toEqual([4321, false])
  })
})

it('hang: headers and an entry and a half, then silence until somebody gives up', async () => {
  server.fault({ answer: { kind: 'hang', after: 1 } })
  const incoming = await open(server.reportUrl, { headers: basic(server.username, server.password) })
  let text = ''
  let gone = false
  incoming.setEncoding('utf8')
  incoming
    .on('error', () => {})
    .on('close', () => {
      gone = true
    })
  while (text.length < cutAfterOne.length) text += (await once(incoming, 'data'))[0]
  incoming.resume()
  expect((await download(server)).text).toBe(whole)
  expect([text, gone]).toEqual([cutAfterOne, false])
  const closed = new Promise(resolve => incoming.on('close', resolve))
  await server.close()
  await closed
  expect(incoming.complete).toBe(false)
})

describe('slow', () => {
  // A timer may be early by a millisecond.
  test.each<[WantedFault['answer'], number]>([
    [{ kind: 'slow', first: 60 }, 58],
    [{ kind: 'slow', between: 20 }, 56],
    [{ kind: 'slow', first: 40, between: 20 }, 95],
  ])('%o comes whole, but late', async (answer, least) => {
    server.fault({ answer })
    const start = performance.now()
    const reply = await download(server)
    expect(performance.now() - start).toBeGreaterThanOrEqual(least)
    expect([reply.text, reply.whole]).toEqual([whole, true])
  })
})

describe('reports that can be believed', () => {
  test.each([
    [three, [one]],
    [[...three, ...three], three],
    [[], []],
  ])('half of %j', async (entries, half) => {
    server.setEntries(entries)
    server.fault({ answer: { kind: 'half' } })
    const { text, whole: proper } = await download(server)
    expect([JSON.parse(text), proper]).toEqual([{ Report_Entry: half }, true])
  })

  it('empty', async () => {
    expect((await faulty({ kind: 'empty' })).text).toBe('{"Report_Entry":[]}')
  })

  it('changing: the first entry tells the number of the download', async () => {
    server.fault({ times: 3, answer: { kind: 'changing' } })
    const titles = []
    for (let round = 0; round < 4; round++) {
      const { Report_Entry: entries } = JSON.parse((await download(server)).text)
      titles.push(entries[0].Title)
      expect(entries).toEqual([{ ...one, Title: titles.at(-1) }, ...three.slice(1)])
    }
    expect(titles).toEqual(['Accountant 1', 'Accountant 2', 'Accountant 3', 'Accountant'])
  })

  it('changing: another column, also one that is not there', async () => {
    const { text } = await faulty({ kind: 'changing', column: 'Room' })
    expect(JSON.parse(text).Report_Entry[0]).toEqual({ ...one, Room: '1' })
  })
})

describe('what is no report', () => {
  it('nobody: 200 without a byte', async () => {
    const { status, bytes, whole: proper } = await faulty({ kind: 'nobody' })
    expect([status, bytes.length, proper]).toEqual([200, 0, true])
  })

  it('html: a page to sign in', async () => {
    const { status, headers, text } = await faulty({ kind: 'html' })
    expect([status, headers['content-type']]).toEqual([200, 'text/html;charset=UTF-8'])
    expect(text).toMatch(/^<!DOCTYPE html>[\s\S]*Sign In[\s\S]*<\/html>\n$/)
  })

  it('malformed: the entry in the middle is no JSON', async () => {
    const { text, whole: proper } = await faulty({ kind: 'malformed' })
    const broken = `${JSON.stringify(two).slice(0, -1)},"Broken":}`
    expect([text, proper]).toEqual([whole.replace(JSON.stringify(two), broken), true])
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })

  it('malformed: the entry in the middle is no object', async () => {
    const { text } = await faulty({ kind: 'malformed', what: 'entry' })
    expect(JSON.parse(text)).toEqual({ Report_Entry: [one, 'no object', three[2]] })
  })

  it('malformed: Report_Entry is no list', async () => {
    const { text } = await faulty({ kind: 'malformed', what: 'list' })
    expect(JSON.parse(text)).toEqual({ Report_Entry: one })
  })

  test.each([
    ['json', '{"Report_Entry":[{"Broken":}]}'],
    ['entry', '{"Report_Entry":["no object"]}'],
    ['list', '{"Report_Entry":{}}'],
  ])('malformed, %s, of an empty report', async (what, text) => {
    server.setEntries([])
    server.fault({ answer: { kind: 'malformed', what } })
    expect((await download(server)).text).toBe(text)
  })

  test.each([undefined, 307])('redirect (%s)', async status => {
    const to = 'https://elsewhere.example/login?back=1'
    const reply = await faulty({ kind: 'redirect', to, ...(status !== undefined && { status }) })
    expect([reply.status, reply.headers.location, reply.text]).toEqual([status ?? 302, to, ''])
  })
})

describe('other clothes', () => {
  it('gzip', async () => {
    const { headers, bytes } = await faulty({ kind: 'gzip' })
    expect([headers['content-encoding'], gunzipSync(bytes).toString()]).toEqual(['gzip', whole])
  })

  it('bom', async () => {
    const { bytes } = await faulty({ kind: 'bom' })
    expect(bytes).toEqual(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(whole)]))
  })
})

describe('the list of faults', () => {
  it('is used up in its order, by downloads that are let in', async () => {
    server.fault({ times: 2, answer: { kind: 'status', status: 503 } }, { answer: { kind: 'empty' } })
    const statuses = []
    for (let round = 0; round < 4; round++) {
      await ask(server.reportUrl)
      const { status, bytes } = await download(server)
      statuses.push(`${status} ${bytes.length}`)
    }
    expect(statuses).toEqual(['503 0', '503 0', '200 19', `200 ${Buffer.byteLength(whole)}`])
  })

  it('is replaced, and emptied', async () => {
    server.fault({ answer: { kind: 'empty' } })
    server.fault({ answer: { kind: 'nobody' } })
    expect((await download(server)).text).toBe('')
    server.fault({ answer: { kind: 'empty' } })
    server.fault()
    expect((await download(server)).text).toBe(whole)
  })
})
