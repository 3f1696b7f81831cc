import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance } from '../cycle/instance.ts'
import { entries, entry } from '../cycle/people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance(entries(3))
})
afterEach(() => instance.close())

const without = (count: number) => entries(count).map(one => ({ ...one, Emp_ID: '' }))
const noStatus = ({ Employment_Status: _, ...one }: JsonObject): JsonObject => one

/** The type and the text of the one entry. */
async function test(params: JsonObject = {}): Promise<[number | undefined, string]> {
  const { entries: answered } = await instance.run('test-module', {}, params)
  expect(answered).toHaveLength(1)
  const { Type, Contents } = answered[0] ?? {}
  return [Type, String(Contents)]
}

describe('the test of an instance', () => {
  it('says ok, reads no profile and writes none', async () => {
    expect(await test()).toEqual([1, 'ok'])
    expect([instance.profiles.searches, instance.profiles.writes]).toEqual([[], []])
  })

  it.each<[string, JsonObject[]]>([
    ['a first entry that lacks something', [entry(1, { Email_Address: '' }), entry(2), entry(3)]],
    ['24 of 49 that lack something', [...without(24), ...entries(25, 25)]],
    ['a single one who has a status', [...entries(40).map(noStatus), entry(41)]],
    [
      'those who are to come, who have no status',
      entries(3).map(one => ({ ...noStatus(one), Prehire_Flag: 'True' })),
    ],
    ['somebody who stands in it twice', [entry(1, { Last_Hire_Date: '' }), entry(2), entry(2)]],
  ])('says ok to a report with %s', async (_, report) => {
    instance.server.setEntries(report)
    expect(await test()).toEqual([1, 'ok'])
  })

  it('looks at 50 entries and no more', async () => {
    instance.server.setEntries([...without(25), ...entries(25, 26), ...entries(50, 51)])
    const [type, text] = await test()
    expect(type).toBe(4)
    expect(text).toMatch(
      /^25 of the first 50 entries cannot be used\. Entry 1: The entry lacks the employee id\./,
    )
  })
})

describe('an instance that is wrong', () => {
  it.each<[string, (url: string) => JsonObject, RegExp]>([
    [
      'the host',
      () => ({ report_url: 'http://127.0.0.1:1/x?format=json' }),
      /^No answer from http:\/\/127\.0\.0\.1:1\/x/,
    ],
    [
      'the path',
      url => ({ report_url: url.replace('/ccx/', '/cxx/') }),
      /HTTP 404 .*there is no such report/,
    ],
    [
      'the format',
      url => ({ report_url: url.replace('?format=json', '') }),
      /came as XML: format=json is missing/,
    ],
    ['the scheme', () => ({ report_url: 'report.json' }), /"report_url" is no address of a report/],
    [
      'the user name',
      () => ({ credentials: { identifier: 'nobody', password: 'pass-4711' } }),
      /HTTP 401 .*user name or the password/,
    ],
    ['no user name', () => ({ credentials: '' }), /HTTP 401/],
    [
      'the mapper',
      () => ({ mapper_in: 'Nobody' }),
      /^Entry 1 of the report cannot be mapped: There is no mapper "Nobody"/,
    ],
    [
      'the date format',
      () => ({ workday_date_format: '%Y-%m-%d' }),
      /^3 of the first 3 entries cannot be used\. Entry 1: hiredate is "01\/15\/2020", which does not fit .* Check the mapper and the date format; the columns are Email_Address, Emp_ID, /,
    ],
    [
      'no date format',
      () => ({ workday_date_format: 'DD/MM/YYYY' }),
      /"workday_date_format" is "DD\/MM\/YYYY", which gives no year/,
    ],
    [
      'the days',
      () => ({ days_before_hire_to_sync: 1, days_before_hire_to_enable_ad: 2 }),
      /nobody can be enabled before being synced/,
    ],
    ['the time zone', () => ({ time_zone: 'Mars' }), /"time_zone" is "Mars"/],
  ])('is told what: %s', async (_, params, sentence) => {
    const [type, text] = await test(params(instance.server.reportUrl))
    expect(type).toBe(4)
    expect(text).toMatch(sentence)
    expect(text).not.toContain(instance.server.password)
    expect(text).not.toMatch(/pass-4711|fault of the integration/)
  })
})

describe('a report that is wrong', () => {
  it.each<[string, JsonObject[], RegExp]>([
    ['empty', [], /^The report is empty: Workday answers without a single entry\./],
    [
      'one that lacks a column',
      [{ Emp_ID: '1', Email_Address: 'a@x' }],
      /^1 of the first 1 entries cannot be used\. Entry 1: The entry lacks the hire date\. .*the columns are Emp_ID, Email_Address\.$/,
    ],
    [
      'one with other columns',
      [{ Mail: 'a@x' }, {}],
      /^2 of the first 2 entries cannot be used\. Entry 1: The entry lacks the e-mail, the employee id, the hire date\./,
    ],
    [
      'one that lacks the employment status',
      entries(2).map(noStatus),
      /^None of the first 2 entries has an employment status, by which leavers are known\. .*the columns are Email_Address, /,
    ],
    [
      'one whose status is no text',
      entries(2).map(one => ({ ...one, Employment_Status: { Descriptor: 'Active' } })),
      /Entry 1: employmentstatus is \{"Descriptor":"Active"\}, which is no text\./,
    ],
  ])('is told: %s', async (_, report, sentence) => {
    instance.server.setEntries(report)
    const [type, text] = await test()
    expect(type).toBe(4)
    expect(text).toMatch(sentence)
  })

  it.each<[string, JsonObject, RegExp]>([
    ['cut in its first entry', { kind: 'cut', after: 0 }, /broke off after 0 whole entries/],
    ['a page to sign in', { kind: 'html' }, /it is an HTML page/],
    ['without a byte', { kind: 'nobody' }, /is empty/],
    [
      'a redirect',
      { kind: 'redirect', to: 'https://elsewhere.example/login' },
      /a redirect to https:\/\/elsewhere\.example\/login, which is not followed/,
    ],
    ['forbidden', { kind: 'status', status: 403 }, /HTTP 403 .*may not run the report/],
  ])('is told: %s', async (_, answer, sentence) => {
    instance.server.fault({ times: 5, answer } as Parameters<Instance['server']['fault']>[0])
    const [type, text] = await test()
    expect(type).toBe(4)
    expect(text).toMatch(sentence)
  })

  it('is told with the place of an entry that is no JSON', async () => {
    instance.server.setEntries([entry(1)])
    instance.server.fault({ answer: { kind: 'malformed' } })
    expect(await test()).toEqual([4, expect.stringMatching(/^Entry 1 of the report is no JSON \(/)])
  })
})
