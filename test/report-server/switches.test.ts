import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningReportServer, startReportServer } from '../../report-server/server.ts'
import { ask, download, three } from './client.ts'

let server: RunningReportServer
beforeEach(async () => {
  server = await startReportServer({ entries: three })
})
afterEach(() => server.close())

/** Uses a switch, without credentials. */
async function use(method: string, name: string, body?: unknown) {
  const { status, text } = await ask(`${server.url}/_test/${name}`, {
    method,
    ...(typeof body === 'string' ? { text: body } : { body }),
  })
  return { status, body: JSON.parse(text) }
}

async function entries() {
  const { body } = await use('GET', 'report')
  expect(JSON.parse((await download(server)).text)).toEqual(body)
  return body.Report_Entry
}

describe('/_test/report', () => {
  it('tells the entries without using up a fault or counting', async () => {
    server.fault({ answer: { kind: 'empty' } })
    expect((await use('GET', 'report')).body).toEqual({ Report_Entry: three })
    expect(server.downloads).toBe(0)
    expect((await download(server)).text).toBe('{"Report_Entry":[]}')
  })

  test.each([[[{ Emp_ID: '9' }]], [{ Report_Entry: [{ Emp_ID: '9' }] }]])('PUT %j', async sent => {
    expect(await use('PUT', 'report', sent)).toEqual({ status: 200, body: { entries: 1 } })
    expect(await entries()).toEqual([{ Emp_ID: '9' }])
  })

  test.each<[unknown, RegExp]>([
    [{}, /^expected a list of entries, or \{"Report_Entry"/],
    [{ Report_Entry: {} }, /^expected a list/],
    ['null', /^expected a list/],
    [[{}, 7], /^entry 2 must be an object, not 7$/],
    [[[]], /^entry 1 must be an object, not \[\]$/],
    ['[{', /^the body is no JSON: /],
    ['', /^the body is no JSON: /],
  ])('refuses PUT %j and keeps what is there', async (sent, message) => {
    const { status, body } = await use('PUT', 'report', sent)
    expect([status, body.error]).toEqual([400, expect.stringMatching(message)])
    expect(await entries()).toEqual(three)
  })
})

describe('PATCH /_test/report', () => {
  it('sets columns of the entry that is named', async () => {
    const patch = { key: 'Emp_ID', value: '2', set: { Title: 'Chief', Room: '7' } }
    expect(await use('PATCH', 'report', patch)).toEqual({ status: 200, body: { changed: 1 } })
    expect(await entries()).toEqual([three[0], { ...three[1], Title: 'Chief', Room: '7' }, three[2]])
    expect(three[1]?.Title).toBe('Engineer')
  })

  it('removes', async () => {
    const patch = { key: 'City', value: 'Leeds', remove: true }
    expect(await use('PATCH', 'report', patch)).toEqual({ status: 200, body: { removed: 1 } })
    expect(await entries()).toEqual(three.slice(0, 2))
  })

  it('changes all that fit, also of entries that are made', async () => {
    server.setEntries(function* () {
      yield* three
      yield* three
    })
    const { body } = await use('PATCH', 'report', { key: 'Emp_ID', value: '1', set: { Title: 'X' } })
    expect(body).toEqual({ changed: 2 })
    expect((await entries()).map(({ Title }: { Title: string }) => Title).join(' ')).toBe(
      'X Engineer Director X Engineer Director',
    )
  })

  it('takes any name of a column as data', async () => {
    await use('PUT', 'report', '[{"__proto__":"a","Emp_ID":"1"}]')
    const set = '{"key":"__proto__","value":"a","set":{"__proto__":{"polluted":true},"constructor":"c"}}'
    expect((await use('PATCH', 'report', set)).body).toEqual({ changed: 1 })
    expect((await ask(`${server.url}/_test/report`)).text).toBe(
      '{"Report_Entry":[{"__proto__":{"polluted":true},"Emp_ID":"1","constructor":"c"}]}',
    )
  })

  test.each<[unknown, RegExp]>([
    [{ key: 'Emp_ID', value: '7', remove: true }, /^no entry has "7" in its column Emp_ID$/],
    [{ key: 'Emp_ID', value: 1, remove: true }, /^no entry has 1 in its column Emp_ID$/],
    [{ key: 'toString', value: '1', remove: true }, /^no entry has "1" in its column toString$/],
    [{ key: 'Emp_ID', value: '1' }, /^a patch has either "set".* or "remove": true$/],
    [{ key: 'Emp_ID', value: '1', set: {}, remove: true }, /^a patch has either/],
    [{ key: 'Emp_ID', value: '1', set: [] }, /^a patch has either/],
    [{ key: 'Emp_ID', set: {} }, /^a patch names entries by/],
    [{ value: '1', set: {} }, /^a patch names entries by/],
    [{ key: 'Emp_ID', value: '1', sett: {} }, /^a patch has key, value, set, remove, but no 'sett'$/],
    [[], /^a patch must be an object, not \[\]$/],
  ])('refuses %j and changes nothing', async (patch, message) => {
    const { status, body } = await use('PATCH', 'report', patch)
    expect([status, body.error]).toEqual([400, expect.stringMatching(message)])
    expect(await entries()).toEqual(three)
  })
})

describe('/_test/faults', () => {
  it('takes faults, tells those that are left, and forgets them', async () => {
    const faults = [{ times: 2, answer: { kind: 'cut', clean: true } }, { answer: { kind: 'empty' } }]
    const read = [
      { times: 2, answer: { kind: 'cut', after: 1, clean: true, contentLength: false } },
      { times: 1, answer: { kind: 'empty' } },
    ]
    expect(await use('POST', 'faults', faults)).toEqual({ status: 200, body: read })
    await download(server)
    expect((await use('GET', 'faults')).body).toEqual([{ ...read[0], times: 1 }, read[1]])
    expect((await use('DELETE', 'faults')).body).toEqual([])
    expect((await download(server)).text).toBe(JSON.stringify({ Report_Entry: three }))
  })

  it('takes one fault without a list', async () => {
    await use('POST', 'faults', { answer: { kind: 'nobody' } })
    expect((await download(server)).bytes).toHaveLength(0)
  })

  test.each<[unknown, RegExp]>([
    [7, /^a fault must be an object, not 7$/],
    [{ kind: 'empty' }, /^a fault has times, answer, but no 'kind'$/],
    [{}, /^answer\.kind must be one of status, .*, bom, not undefined$/],
    [{ answer: { kind: 'constructor' } }, /^answer\.kind must be one of .*, not "constructor"$/],
    [{ times: 0, answer: { kind: 'empty' } }, /^times must be a whole number from 1 to \d+, not 0$/],
    [{ answer: { kind: 'empty', after: 1 } }, /^the answer empty has kind, but no 'after'$/],
    [{ answer: { kind: 'status', status: 99 } }, /^status must be a whole number from 200 to 599, not 99$/],
    [{ answer: { kind: 'status', retryAfter: '1' } }, /^retryAfter must be a whole number/],
    [{ answer: { kind: 'slow', first: -1 } }, /^first must be a whole number/],
    [{ answer: { kind: 'slow', between: 0.5 } }, /^between must be a whole number/],
    [{ answer: { kind: 'hang', after: null } }, /^after must be a whole number/],
    [{ answer: { kind: 'cut', clean: 1 } }, /^clean must be true or false, not 1$/],
    [{ answer: { kind: 'cut', clean: true, contentLength: true } }, /^cut is either clean or/],
    [{ answer: { kind: 'malformed', what: 'all' } }, /^what must be one of json, entry, list, not "all"$/],
    [{ answer: { kind: 'changing', column: 1 } }, /^column must be a text, not 1$/],
    [{ answer: { kind: 'redirect' } }, /^to must be the address to go to, .*, not undefined$/],
    [{ answer: { kind: 'redirect', to: '/login' } }, /^to must be the address/],
    [
      { answer: { kind: 'redirect', to: 'https://a.example/', status: 200 } },
      /^status must be .* 300 to 399/,
    ],
  ])('refuses %j and keeps those that there are', async (fault, message) => {
    server.fault({ answer: { kind: 'empty' } })
    const { status, body } = await use('POST', 'faults', [{ answer: { kind: 'html' } }, fault])
    expect([status, body.error]).toEqual([400, expect.stringMatching(message)])
    expect((await use('GET', 'faults')).body).toEqual([{ times: 1, answer: { kind: 'empty' } }])
  })

  it('refuses the same from a test', () => {
    expect(() => server.fault({ times: -1, answer: { kind: 'empty' } })).toThrow(RangeError)
  })
})
