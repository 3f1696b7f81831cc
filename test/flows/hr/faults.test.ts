import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import type { WantedFault } from '../../../report-server/faults.ts'
import { type RunningReportServer, startReportServer } from '../../../report-server/server.ts'
import { changed, entryOf, staff, without } from './company.ts'
import { play } from './play.ts'
import { type HrRoom, type Incident, instanceOf, openHrRoom, quoted } from './room.ts'

const PEOPLE = 25
const WARNING = 'IAM - HR Report Warning'
const TERMINATION = 'IAM - Terminate User'
const PLAYING = { today: '2026-03-02', enableDays: 3 }
const SAYS_CUT = /no valid JSON|broke off/

let server: RunningReportServer
beforeAll(async () => {
  server = await startReportServer()
})
afterAll(() => server.close())

const rowsOf = (incidents: readonly Incident[]) =>
  incidents.map(({ type, CustomFields }) => `${CustomFields.employeeid ?? 'report'} ${type}`).sort()
/** The company with the first sync behind it. */
async function synced(params: JsonObject = {}): Promise<HrRoom> {
  server.fault()
  server.setEntries(staff(PEOPLE))
  const room = openHrRoom([instanceOf(server, params)])
  expect(await room.raised()).toEqual([])
  expect(await room.raised()).toEqual([])
  return room
}

describe('a download that goes wrong', () => {
  let room: HrRoom
  let report = staff(PEOPLE)
  let turn = 0
  beforeAll(async () => {
    room = await synced()
  })
  afterAll(() => room.remove())

  /** Somebody has another title, so that something is due; gives what has to come of it. */
  function newTitle(): string[] {
    turn += 1
    const id = String(1001 + (turn % PEOPLE))
    report = changed(report, { [id]: { Title: `Clerk ${turn}` } })
    server.setEntries(report)
    return [`${id} IAM - Update User`]
  }

  /** After a fault: the next fetch raises what is due, and that once. */
  async function recovers(due: readonly string[]): Promise<void> {
    server.fault()
    const raised = await room.raised()
    expect(rowsOf(raised)).toEqual(due)
    await play(room, raised, PLAYING)
    expect(await room.fetch()).toEqual({ instance: 'hr', created: [], dropped: 0 })
    expect(await room.profiles()).toHaveLength(PEOPLE)
  }

  // A hang is cut short after a minute, which no test waits for: the reader's own tests have a shorter one.
  const failing: [what: string, answer: WantedFault['answer'], says: RegExp, times?: number][] = [
    ['status 401', { kind: 'status', status: 401 }, /HTTP 401 .*the user name or the password is wrong/],
    ['status 403', { kind: 'status', status: 403 }, /HTTP 403 .*share the report with the user/],
    ['status 404', { kind: 'status', status: 404 }, /HTTP 404 .*no such report; correct the report URL/],
    ['status 500', { kind: 'status', status: 500 }, /HTTP 500 .*try again later/],
    [
      'status 503',
      { kind: 'status', status: 503, retryAfter: 0 },
      /HTTP 503 .*cannot give the report now/,
      3,
    ],
    ['503 for an hour', { kind: 'status', status: 503, retryAfter: 3600 }, /HTTP 503 .*try again in 3,600 s/],
    ['cut', { kind: 'cut', after: 3 }, /broke off after 3 whole entries/],
    ['cut, though ended', { kind: 'cut', after: 3, clean: true }, SAYS_CUT],
    [
      'cut before its length',
      { kind: 'cut', after: 3, contentLength: true },
      /broke off after 3 whole entries/,
    ],
    ['nobody', { kind: 'nobody' }, /is empty: not even a report without entries/],
    ['html', { kind: 'html' }, /no report: it is an HTML page/],
    ['malformed json', { kind: 'malformed' }, /Entry 13 of the report is no JSON/],
    ['malformed entry', { kind: 'malformed', what: 'entry' }, /no report: entry 13 is a text, not an object/],
    [
      'malformed list',
      { kind: 'malformed', what: 'list' },
      /no report: Report_Entry is an object, not a list/,
    ],
    [
      'redirect',
      { kind: 'redirect', to: 'https://elsewhere.example/login?token=s3cret' },
      /HTTP 302 .*a redirect to https:\/\/elsewhere\.example\/login, which is not followed/,
    ],
  ]
  it.each(failing)('%s: an error, and the last run stays', async (_, answer, says, times = 1) => {
    const due = newTitle()
    const before = [await room.lastRun(), await room.profiles()]
    server.fault({ times, answer })
    const fetched = await room.fetch()
    expect(fetched.error).toMatch(says)
    expect(fetched.error).not.toContain(server.password)
    expect(fetched.error).not.toContain('s3cret')
    expect(fetched).toMatchObject({ created: [], dropped: 0 })
    expect([await room.lastRun(), await room.profiles()]).toEqual(before)
    await recovers(due)
  })

  const harmless: [what: string, answer: WantedFault['answer'], times: number][] = [
    ['slow', { kind: 'slow', first: 200, between: 2 }, 1],
    ['gzip', { kind: 'gzip' }, 1],
    ['bom', { kind: 'bom' }, 1],
    ['503 once', { kind: 'status', status: 503, retryAfter: 0 }, 1],
    ['503 twice', { kind: 'status', status: 503, retryAfter: 0 }, 2],
  ]
  it.each(harmless)('%s: the report is read all the same', async (_, answer, times) => {
    const due = newTitle()
    server.fault({ times, answer })
    const raised = await room.raised()
    expect(rowsOf(raised)).toEqual(due)
    await play(room, raised, PLAYING)
    await recovers([])
  })

  it('changing: every change is raised once, and what else is due, too', async () => {
    const due = newTitle()
    server.fault({ times: 3, answer: { kind: 'changing' } })
    const first = await room.raised()
    expect(rowsOf(first)).toEqual(['1001 IAM - Update User', ...due])
    await play(room, first, PLAYING)
    for (const _ of [1, 2]) {
      const raised = await room.raised()
      expect(rowsOf(raised)).toEqual(['1001 IAM - Update User'])
      await play(room, raised, PLAYING)
    }
    await recovers(['1001 IAM - Update User'])
  })

  const suspicious: [what: string, answer: WantedFault['answer'], says: RegExp][] = [
    ['half', { kind: 'half' }, /13 of 25 profiles have no entry: more than the 10 %/],
    ['empty', { kind: 'empty' }, /The report is empty, and 25 profiles belong to it/],
  ]
  it.each(suspicious)('%s: one warning, and nobody is terminated', async (_, answer, says) => {
    server.fault({ times: 3, answer })
    const raised = await room.raised()
    expect(rowsOf(raised)).toEqual([`report ${WARNING}`])
    expect(raised[0]?.details).toMatch(says)
    for (const __ of [1, 2]) expect(await room.raised()).toEqual([])
    await recovers(newTitle())
  })
})

describe('a report that somebody has to correct', () => {
  let room: HrRoom
  let report = staff(PEOPLE)
  beforeAll(async () => {
    room = await synced()
  })
  afterAll(() => room.remove())

  /** What is due in every case, while others are to be corrected. */
  const DUE = '1004 IAM - Update User'
  let turn = 0
  function titled(): JsonObject[] {
    turn += 1
    report = changed(report, { 1004: { Title: `Head ${turn}` } })
    return report
  }

  /** A fetch raises one warning (and these incidents), the next one nothing; corrected, what is due comes once. */
  async function warns(wrong: JsonObject[], lines: readonly RegExp[], others: readonly string[] = []) {
    server.setEntries(wrong)
    const raised = await room.raised()
    expect(rowsOf(raised)).toEqual([...others, `report ${WARNING}`])
    const warning = raised.find(({ type }) => type === WARNING)
    for (const line of lines) expect(warning?.details).toMatch(line)
    expect((await room.fetch()).created).toEqual([])
    await play(
      room,
      raised.filter(({ type }) => type !== WARNING),
      PLAYING,
    )
    expect(await room.raised()).toEqual([])
    return warning
  }
  async function corrected(right: JsonObject[], expected: readonly string[]) {
    report = right
    server.setEntries(report)
    const raised = await room.raised()
    expect(rowsOf(raised)).toEqual(expected)
    await play(room, raised, PLAYING)
    expect(await room.fetch()).toEqual({ instance: 'hr', created: [], dropped: 0 })
  }
  const renamed = (from: string, to: string) => (entry: JsonObject) => {
    const { [from]: value, ...others } = entry
    return { ...others, [to]: value ?? '' }
  }

  it.each([
    ['Email_Address', 'Work_Email', 'the e-mail'],
    ['Emp_ID', 'Employee_Number', 'the employee id'],
    ['Last_Hire_Date', 'Hire_Date', 'the hire date'],
  ])('the column %s is missing', async (column, other, lacks) => {
    const right = titled()
    const warning = await warns(right.map(renamed(column, other)), [
      new RegExp(`^Entry 1 \\(Ada Brook, .*\\): The entry lacks ${lacks}\\.$`, 'm'),
      new RegExp(`^Entry 25 \\(.*\\): The entry lacks ${lacks}\\.$`, 'm'),
    ])
    expect(warning?.name).toContain('25 entries are to be corrected')
    await corrected(right, [DUE])
  })

  it('both columns that tell who a person is are missing', async () => {
    const right = titled()
    const nameless = right.map(renamed('Email_Address', 'Work_Email')).map(renamed('Emp_ID', 'Number'))
    await warns(nameless, [/25 entries lack e-mail or employee id and fit nobody \(the first is entry 1\)/])
    await corrected(right, [DUE])
  })

  it('dates are in another format', async () => {
    const right = titled()
    const before = await room.lastRun()
    server.setEntries(right.map(entry => ({ ...entry, Last_Hire_Date: '2019-04-01' })))
    const { created, error } = await room.fetch()
    expect(created).toEqual([])
    expect(error).toMatch(
      /^25 of 25 entries have a date that cannot be read, so nothing was raised\. Entry 1: hiredate is "2019/,
    )
    expect(await room.lastRun()).toEqual(before)
    await corrected(right, [DUE])
  })

  it('a last day in another format terminates nobody', async () => {
    const right = report
    await warns(changed(right, { 1013: { Termination_Date: '2020-01-31' } }), [
      /^Entry 13 \(Mona Brook.*\): terminationdate is "2020-01-31"/m,
    ])
    await corrected(changed(right, { 1013: { Termination_Date: '01/31/2020' } }), [`1013 ${TERMINATION}`])
  })

  it('two entries have one e-mail', async () => {
    const right = titled()
    const hired = entryOf({ id: '2001', name: 'Emil Fox', Email_Address: 'Cleo.Brook@northwind.example' })
    await warns(
      [...right, hired],
      [
        /^Entry 26 \(Emil Fox, .*\): (The e-mail cleo\.brook@northwind\.example is that of Cleo Brook|Entry 3 has)/m,
      ],
      [DUE],
    )
    await corrected(
      [...right, { ...hired, Email_Address: 'emil.fox@northwind.example' }],
      ['2001 IAM - New Hire'],
    )
  })

  it('two new entries have one e-mail', async () => {
    const right = report
    const [one, two] = [
      entryOf({ id: '2011', name: 'Frida Wolf' }),
      entryOf({ id: '2012', name: 'Erna Wolf' }),
    ]
    const same = { ...two, Email_Address: one.Email_Address ?? '' }
    await warns(
      [...right, one, same],
      [/^Entry 28 \(Erna Wolf, .*\): Entry 27 has the same employee id or e-mail/m],
      ['2011 IAM - New Hire'],
    )
    await corrected([...right, one, two], ['2012 IAM - New Hire'])
  })

  it('one employee id stands there twice', async () => {
    const right = titled()
    const again = entryOf({ id: '1003', name: 'Cleo Again', Employment_Status: 'Terminated' })
    await warns(
      [...right, again],
      [/^Entry 29 \(Cleo Again, .*\): Entry 3 has the same employee id or e-mail/m],
      [DUE],
    )
    await corrected(right, [])
  })

  it('the wrong entry of the two stands first', async () => {
    const right = report
    const again = entryOf({ id: '1003', name: 'Cleo Again', Employment_Status: 'Terminated' })
    await warns(
      [again, ...right],
      [/^Entry 1 \(Cleo Again, .*\): Entry 4 has the same employee id or e-mail/m],
    )
    await corrected(right, [])
  })
})

it('a wrong password is told without it, and nothing moves', async () => {
  server.fault()
  server.setEntries(staff(3))
  const wrong = { credentials: { identifier: server.username, password: 'wr0ng-passw0rd' } }
  const room = openHrRoom([instanceOf(server, wrong)])
  const fetched = await room.fetch()
  expect(fetched).toMatchObject({ created: [], dropped: 0 })
  expect(fetched.error).toMatch(/HTTP 401 .*the user name or the password is wrong/)
  expect(fetched.error).not.toContain('wr0ng-passw0rd')
  expect(await room.profiles()).toEqual([])
  await room.remove()
})

it('two sources of one priority: the second does not touch whom the first has, and says so', async () => {
  const first = await synced()
  await first.remove()
  const report = staff(PEOPLE)
  server.setEntries(report)
  const other = await startReportServer({ entries: changed(report.slice(0, 3), { 1002: { Title: 'Head' } }) })
  const room = openHrRoom([instanceOf(server), instanceOf(other, {}, 'hr_2')])
  for (const _ of [1, 2]) expect(await room.raised()).toEqual([])
  expect(await room.raised('hr_2')).toEqual([])
  const before = await room.profiles()
  const raised = await room.raised('hr_2')
  expect(rowsOf(raised)).toEqual([`report ${WARNING}`])
  expect(raised[0]?.details).toMatch(
    /^Entry 2 \(Ben Brook, .*\): The profile belongs to the source "hr" of the same priority 1; give one of the two another/m,
  )
  // Also of those whose entries are the same in both reports, word for word.
  expect(raised[0]?.details.match(/^Entry \d .* belongs to the source "hr"/gm)).toHaveLength(3)
  for (const name of ['hr_2', 'hr', 'hr_2']) expect(await room.raised(name)).toEqual([])
  expect(await room.profiles()).toEqual(before)
  await room.remove()
  await other.close()
})

describe('orphans, with a threshold of 10 %', () => {
  let room: HrRoom
  beforeEach(async () => {
    room = await synced({ orphan_threshold: 10 })
  })
  afterEach(() => room.remove())

  it('2 of 25: a person decides about both, once', async () => {
    server.setEntries(without(staff(PEOPLE), '1003', '1017'))
    const raised = await room.raised()
    expect(rowsOf(raised)).toEqual([`1003 ${TERMINATION}`, `1017 ${TERMINATION}`])
    for (const { CustomFields } of raised) expect(CustomFields.terminationtrigger).toBe('Orphan')
    expect(raised[0]?.CustomFields).toMatchObject({
      ...{ email: 'cleo.brook@northwind.example', username: 'cleo.brook@northwind.example' },
      displayname: 'Cleo Brook',
    })
    expect((await room.fetch()).created).toEqual([])
    await play(room, raised, PLAYING)
    expect(await room.fetch()).toEqual({ instance: 'hr', created: [], dropped: 0 })
  })

  it('5 of 25: one warning, nobody is terminated, and the next fetch says nothing more', async () => {
    const missing = ['1003', '1007', '1011', '1017', '1025']
    server.setEntries(changed(without(staff(PEOPLE), ...missing), { 1002: { Title: 'Head' } }))
    const raised = await room.raised()
    expect(rowsOf(raised)).toEqual(['1002 IAM - Update User', `report ${WARNING}`])
    const warning = raised.find(({ type }) => type === WARNING)
    expect(warning?.details).toMatch(/5 of 25 profiles have no entry: more than the 10 %/)
    expect(warning?.details).toContain('cleo.brook@northwind.example')
    await play(
      room,
      raised.filter(({ type }) => type !== WARNING),
      PLAYING,
    )
    for (const _ of [1, 2, 3]) expect(await room.raised()).toEqual([])
    expect((await room.profiles()).filter(({ fields }) => fields.adaccountstatus === 'Disabled')).toEqual([])
  })

  it('one of the time before digests is raised once, too', async () => {
    const fields = {
      ...{ email: 'old.hand@northwind.example', employeeid: '900', displayname: 'Old Hand' },
      ...{ adaccountstatus: 'Enabled', sourcepriority: 1, sourceoftruth: 'Workday IAM' },
    }
    const line = `!createNewIndicator value=${quoted(fields.email)} type=${quoted('User Profile')}`
    await room.say(`${line} customFields=${quoted(fields)}`)
    const raised = await room.raised()
    expect(rowsOf(raised)).toEqual([`900 ${TERMINATION}`])
    expect((await room.fetch()).created).toEqual([])
    await play(room, raised, PLAYING)
    expect(await room.raised()).toEqual([])
  })
})
