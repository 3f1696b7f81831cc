import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../../Integrations/WorkdayIAM/decide/day.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { type Instance, openInstance } from './cycle/instance.ts'
import { SOURCE } from './cycle/people.ts'

let instance: Instance
beforeAll(async () => {
  instance = await openInstance([{ Emp_ID: '1' }])
})
afterAll(() => instance.close())

/** What a command says with these parameters. */
async function said(params: JsonObject): Promise<string> {
  const { entries } = await instance.run('get-mapping-fields', {}, params)
  const [entry, second] = entries
  if (!entry || second) throw new Error(`${entries.length} entries`)
  expect(entry.Type).toBe(4)
  return String(entry.Contents)
}

const EXPECTED =
  'expected one such as https://<host>/ccx/service/customreport2/<tenant>/<owner>/<report>?format=json.'
const NO_ADDRESS = `The parameter "report_url" is no address of a report; ${EXPECTED}`
const inClear = (protocol: string) =>
  `The parameter "report_url" begins with ${protocol}//, so the password would travel in clear; ${EXPECTED}`
const dateFormat = (format: string, fault: string) =>
  `The parameter "workday_date_format" is ${JSON.stringify(format)}, which ${fault}; expected a format such as %m/%d/%Y, %d.%m.%Y or %Y-%m-%d.`

describe('a wrong parameter', () => {
  it.each<[JsonObject, string]>([
    [{ report_url: 'acme/report' }, NO_ADDRESS],
    [{ report_url: 'ftp://acme.example/report' }, NO_ADDRESS],
    [{ report_url: 'acme.example:443/report' }, NO_ADDRESS],
    [{ report_url: 'http://acme.example/report' }, inClear('http:')],
    [{ report_url: 'https://' }, NO_ADDRESS],
    [{ report_url: 'acme.example/report?format=json' }, NO_ADDRESS],
    [
      { report_url: 'https://isu:hunter2@acme.example/report' },
      'The parameter "report_url" holds a user name or a password; they belong in "credentials".',
    ],
    [
      { report_url: 'https://isu@acme.example/report' },
      'The parameter "report_url" holds a user name or a password; they belong in "credentials".',
    ],
    [
      { days_before_hire_to_sync: '3', days_before_hire_to_enable_ad: '4' },
      'The parameter "days_before_hire_to_enable_ad" is 4; expected at most the 3 of "days_before_hire_to_sync": nobody can be enabled before being synced.',
    ],
    [{ orphan_threshold: '101' }, 'The parameter "orphan_threshold" is 101; expected 0 to 100.'],
    [
      { time_zone: 'Europe/Atlantis' },
      'The parameter "time_zone" is "Europe/Atlantis"; expected a zone such as UTC or Europe/Berlin.',
    ],
    [{ workday_date_format: '%m/%d' }, dateFormat('%m/%d', 'gives no year')],
    [{ workday_date_format: '%Y-%d' }, dateFormat('%Y-%d', 'gives no month')],
    [{ workday_date_format: '%B %Y' }, dateFormat('%B %Y', 'gives no day')],
    [{ workday_date_format: '%Y-%m-%d %Q' }, dateFormat('%Y-%m-%d %Q', 'has %Q')],
  ])('%j is told in one sentence', async (params, sentence) => {
    expect(await said(params)).toBe(sentence)
  })

  it.each<[JsonObject]>([
    [{ report_url: 'https://isu:hunter2@acme.example/report' }],
    [{ report_url: 'hunter2' }],
    [{ credentials: { identifier: 'isu', password: 'hunter2' } }],
    [{ credentials: { identifier: 'isu', password: { hunter2: 1 } } }],
    [{ time_zone: 'nowhere', credentials: { identifier: 'isu', password: 'hunter2' } }],
  ])('%j is told without the password', async params => {
    expect(await said(params)).not.toContain('hunter2')
  })
})

describe('a session', () => {
  it.each<[JsonObject, JsonObject]>([
    [{}, { deactivation: 'terminationdate', sourcePriority: 1, source: SOURCE }],
    [{ deactivation_date_field: 'Last_Day_of_Work' }, { deactivation: 'lastdayofwork' }],
    [
      { source_name: ' HR of old ', source_priority: '0' },
      { source: 'HR of old', sourcePriority: 0 },
    ],
    [
      { days_before_hire_to_sync: '0', days_before_hire_to_enable_ad: '0' },
      { syncDays: 0, enableDays: 0 },
    ],
    [{ days_before_hire_to_enable_ad: '5' }, { enableDays: 5 }],
  ])('by %j decides by %j', (params, settings) => {
    expect(instance.session(params).settings).toMatchObject(settings)
  })

  it('has no limit of days where none is set', () => {
    const { settings } = instance.session()
    expect([settings.syncDays, settings.enableDays]).toEqual([undefined, undefined])
  })

  it.each([
    ['UTC', '2026-11-22T23:59:59Z', '2026-11-22'],
    ['Europe/Berlin', '2026-11-22T23:00:00Z', '2026-11-23'],
    ['America/Los_Angeles', '2026-11-22T07:59:00Z', '2026-11-21'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01'],
    ['Europe/Berlin', '2026-06-30T22:00:00Z', '2026-07-01'],
  ])('in %s at %s has the day %s', (time_zone, now, day) => {
    const before = instance.now
    instance.now = now
    expect(textOf(instance.session({ time_zone }).today)).toBe(day)
    instance.now = before
  })

  it('asks nobody for anything before it downloads', async () => {
    const { downloads } = instance.server
    const { report } = instance.session()
    expect(instance.server.downloads).toBe(downloads)
    for await (const texts of report()) expect(texts).toEqual(['{"Emp_ID":"1"}'])
    expect(instance.server.downloads).toBe(downloads + 1)
  })

  it('downloads without a password when none is set, and tells what Workday says of it', async () => {
    expect(await said({ credentials: null })).toMatch(/HTTP 401 .* the user name or the password is wrong/)
  })
})
