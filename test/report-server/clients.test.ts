import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import type { WantedFault } from '../../report-server/faults.ts'
import { type RunningReportServer, startReportServer } from '../../report-server/server.ts'
import { ask, basic, download, open, three } from './client.ts'

let server: RunningReportServer
beforeEach(async () => {
  server = await startReportServer({ entries: three })
})
afterEach(() => server.close())

/** A download by node's own fetch, which knows nothing of this server; the error is told by its causes. */
async function fetched(): Promise<string> {
  const { reportUrl, username, password } = server
  try {
    const answer = await fetch(reportUrl, { headers: basic(username, password), redirect: 'manual' })
    return `${answer.status} ${await answer.text()}`
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : ''
    return `${error instanceof Error ? error.message : error}: ${cause}`
  }
}

describe('what an everyday client sees', () => {
  const whole = `200 ${JSON.stringify({ Report_Entry: three })}`
  const beginning = /^200 \{"Report_Entry":\[\{"Emp_ID":"1".*\},\{"Emp_ID":"2","Title":"Eng[^}]*$/

  test.each<[WantedFault['answer'], string | RegExp]>([
    [{ kind: 'cut' }, /^terminated: (other side closed|terminated)$/],
    [{ kind: 'cut', contentLength: true }, /^terminated: /],
    [{ kind: 'cut', clean: true }, beginning],
    [{ kind: 'gzip' }, whole],
    [{ kind: 'bom' }, whole],
    [{ kind: 'slow', between: 1 }, whole],
    [{ kind: 'nobody' }, '200 '],
    [{ kind: 'redirect', to: 'https://elsewhere.example/' }, '302 '],
    [{ kind: 'status', status: 304 }, '304 '],
  ])('%o', async (answer, seen) => {
    server.fault({ answer })
    if (typeof seen === 'string') expect(await fetched()).toBe(seen)
    else expect(await fetched()).toMatch(seen)
    expect(await fetched()).toBe(whole)
  })

  it('is only the own report while others download, too', async () => {
    server.setEntries(() =>
      Array.from({ length: 2000 }, (_, at) => ({ Emp_ID: String(at), pad: 'ü'.repeat(200) })),
    )
    const texts = await Promise.all(Array.from({ length: 6 }, fetched))
    expect(new Set(texts).size).toBe(1)
    expect(JSON.parse((texts[0] ?? '').slice('200 '.length)).Report_Entry).toHaveLength(2000)
    expect(server.downloads).toBe(6)
  })
})

describe('a redirect', () => {
  it('leads to another server, which sees no password from here', async () => {
    const other = await startReportServer({ username: 'other', password: 'other' })
    server.fault({ answer: { kind: 'redirect', to: other.reportUrl } })
    const { headers } = await download(server)
    const { status } = await ask(String(headers.location))
    await other.close()
    expect([status, other.downloads]).toEqual([401, 0])
  })
})

describe('trouble on one connection', () => {
  it('is told when the entries cannot be made, and the download breaks off', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const trouble = new Error('no more entries')
    server.setEntries(function* () {
      for (let at = 0; at < 500; at++) yield { Emp_ID: String(at), pad: 'x'.repeat(1000) }
      throw trouble
    })
    const { text, whole } = await download(server)
    const calls = told.mock.calls
    told.mockRestore()
    expect([whole, text.endsWith(']}'), calls]).toEqual([false, false, [[trouble]]])
    server.setEntries(three)
    expect((await download(server)).whole).toBe(true)
  })

  it('is not told when a client goes away', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    server.setEntries(() => Array.from({ length: 20_000 }, () => ({ pad: 'x'.repeat(1000) })))
    const incoming = await open(server.reportUrl, { headers: basic(server.username, server.password) })
    await once(incoming, 'readable')
    incoming.destroy()
    server.fault({ answer: { kind: 'empty' } })
    expect((await download(server)).text).toBe('{"Report_Entry":[]}')
    await server.close()
    const { calls } = told.mock
    told.mockRestore()
    expect(calls).toEqual([])
  })
})
