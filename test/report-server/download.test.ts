import { afterEach, describe, expect, it, test } from 'vitest'
import { type RunningReportServer, startReportServer } from '../../report-server/server.ts'
import { ask, basic, download, open, three } from './client.ts'

let server: RunningReportServer
afterEach(() => server.close())

describe('the report', () => {
  it('is what was given, as JSON and chunked', async () => {
    server = await startReportServer({ entries: three })
    const { status, headers, text, whole } = await download(server)
    expect([status, headers['content-type'], whole]).toEqual([200, 'application/json', true])
    expect(text).toBe(JSON.stringify({ Report_Entry: three }))
  })

  it('is at a path of Workday', async () => {
    server = await startReportServer()
    expect(server.reportUrl).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/ccx\/service\/customreport2\/\w+\/\w+\/\w+\?format=json$/,
    )
  })

  it('has 200 people when nothing is said', async () => {
    server = await startReportServer()
    expect(JSON.parse((await download(server)).text).Report_Entry).toHaveLength(200)
  })

  it('may be empty, and may change while the server runs', async () => {
    server = await startReportServer({ entries: [] })
    const texts = [(await download(server)).text]
    server.setEntries([{ Emp_ID: '7' }])
    texts.push((await download(server)).text)
    expect(texts).toEqual(['{"Report_Entry":[]}', '{"Report_Entry":[{"Emp_ID":"7"}]}'])
  })

  it('does not follow a list that is changed after it was given', async () => {
    const list = [{ Emp_ID: '1' }]
    server = await startReportServer({ entries: list })
    list.push({ Emp_ID: '2' })
    expect((await download(server)).text).toBe('{"Report_Entry":[{"Emp_ID":"1"}]}')
  })

  it('counts the downloads that were let in, also those that a fault answered', async () => {
    server = await startReportServer({ entries: three })
    server.fault({ answer: { kind: 'status', status: 503 } })
    await download(server)
    await download(server)
    await ask(server.reportUrl)
    await ask(server.reportUrl.replace('?format=json', ''), {
      headers: basic(server.username, server.password),
    })
    expect(server.downloads).toBe(2)
  })
})

describe('what is refused', () => {
  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a wrong password', basic('me', 'wrong')],
    ['a wrong user name', basic('you', 'pässword:1')],
    ['a password that begins right', basic('me', 'pässword')],
    ['another scheme', { authorization: 'Bearer bWU6cMOkc3N3b3JkOjE=' }],
    ['no base64', { authorization: 'Basic me:pässword'.replace('ä', 'a') }],
  ])('%s is 401', async (_, headers) => {
    server = await startReportServer({ username: 'me', password: 'pässword:1' })
    const reply = await ask(server.reportUrl, { headers })
    expect([reply.status, reply.headers['www-authenticate'], reply.text]).toEqual([
      401,
      'Basic realm="Workday"',
      '{"error":"invalid username or password"}',
    ])
    expect((await download(server)).status).toBe(200)
  })

  test.each(['/', '/ccx/service/customreport2/northwind/isu_iam/Nobody', '/_test', '//', '/%', '/__proto__'])(
    '%s is 404',
    async path => {
      server = await startReportServer()
      const headers = basic(server.username, server.password)
      expect((await ask(`${server.url}${path}?format=json`, { headers })).status).toBe(404)
    },
  )

  test.each([
    ['POST', '/ccx/service/customreport2/northwind/isu_iam/People?format=json', 'GET'],
    ['DELETE', '/_test/report', 'GET, PUT, PATCH'],
    ['PUT', '/_test/faults', 'GET, POST, DELETE'],
  ])('%s of %s is 405', async (method, path, allowed) => {
    server = await startReportServer()
    const reply = await ask(`${server.url}${path}`, { method })
    expect([reply.status, reply.headers.allow]).toEqual([405, allowed])
  })

  test.each(['', '?format=csv', '?FORMAT=json', '?format='])('%s is XML', async query => {
    server = await startReportServer()
    const url = server.reportUrl.replace('?format=json', query)
    const reply = await ask(url, { headers: basic(server.username, server.password) })
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/xml;charset=UTF-8'])
    expect(reply.text).toMatch(/^<\?xml [\s\S]*<wd:Report_Data [\s\S]*<\/wd:Report_Data>\n$/)
  })

  it('is a user name with a colon', async () => {
    server = await startReportServer()
    await expect(startReportServer({ username: 'a:b' })).rejects.toThrow('no colon, which ends it')
  })
})

describe('a report that never ends', () => {
  it('is made only as fast as it is read, and no longer than somebody reads', async () => {
    let made = 0
    let leave = () => {}
    const left = new Promise<void>(resolve => {
      leave = resolve
    })
    const column = 'x'.repeat(1000)
    const entries = function* () {
      try {
        for (;;) yield { Emp_ID: String(made++), column }
      } finally {
        leave()
      }
    }
    server = await startReportServer({ entries })
    const incoming = await open(server.reportUrl, { headers: basic(server.username, server.password) })
    // The server has answered all this while the download waits for its reader.
    for (let round = 0; round < 50; round++) await ask(`${server.url}/_test/faults`)
    const madeUnread = made
    for await (const chunk of incoming) {
      expect(chunk.toString()).toMatch(/^\{"Report_Entry":\[\{"Emp_ID":"0"/)
      break
    }
    await left
    // What sockets and streams hold between them is some MB, of 1 kB entries.
    expect(madeUnread).toBeGreaterThan(0)
    expect(made).toBeLessThan(60_000)
  })
})
