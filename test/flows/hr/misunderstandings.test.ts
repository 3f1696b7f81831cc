import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type RunningReportServer, startReportServer } from '../../../report-server/server.ts'
import { changed, entryOf, staff } from './company.ts'
import { play } from './play.ts'
import { type HrRoom, type Incident, instanceOf, openHrRoom } from './room.ts'

const WARNING = 'IAM - HR Report Warning'
const PLAYING = { today: '2026-03-02', enableDays: 3 }
const TERMINATED = { Employment_Status: 'Terminated', Termination_Date: '02/27/2026' }

let server: RunningReportServer
beforeAll(async () => {
  server = await startReportServer()
})
afterAll(() => server.close())

const told = (incidents: readonly Incident[]) =>
  incidents.map(({ type, CustomFields }) => `${type}: ${CustomFields.employeeid ?? 'report'}`).sort()

/** Twelve people, one of whom has left, with the first sync and what came of it behind them. */
const COMPANY = changed(staff(12), { 1012: TERMINATED })
let room: HrRoom
beforeEach(async () => {
  server.fault()
  server.setEntries(staff(12))
  room = openHrRoom([instanceOf(server, { max_fetch: 5 })])
  for (const _ of [1, 2, 3]) expect(await room.raised()).toEqual([])
  server.setEntries(COMPANY)
  const raised = await room.raised()
  expect(told(raised)).toEqual(['IAM - Terminate User: 1012'])
  await play(room, raised, PLAYING)
})
afterEach(() => room.remove())

/** What so many fetches of a report raise, while nobody works on it. */
async function fetched(report: readonly JsonObject[], times = 4): Promise<Incident[]> {
  server.setEntries([...report])
  const all: Incident[] = []
  for (let turn = 0; turn < times; turn += 1) all.push(...(await room.raised()))
  return all
}
const lacking = (report: readonly JsonObject[], column: string) =>
  report.map(entry => Object.fromEntries(Object.entries(entry).filter(([name]) => name !== column)))

describe('nobody is terminated, hired or brought back by a misunderstanding', () => {
  const leaver = changed(COMPANY, { 1003: TERMINATED })
  const second = { ...COMPANY[2], Title: 'Consultant' }

  it.each([
    ['first', [...leaver.slice(0, 2), leaver[2] ?? {}, second, ...leaver.slice(3)]],
    ['last', [second, ...leaver]],
    [
      'in another slice',
      [leaver[2] ?? {}, ...changed(COMPANY, { 1001: { Title: 'A' }, 1002: { Title: 'B' } }), second],
    ],
  ])('somebody has two entries, of which the terminated one stands %s', async (_, report) => {
    const raised = await fetched(report)
    expect(told(raised).filter(one => one.includes('1003') || one.includes('Terminate'))).toEqual([])
    expect(raised.find(({ type }) => type === WARNING)?.details).toContain('has the same employee id')
  })

  it('an employee id is given to somebody else', async () => {
    const other = entryOf({ id: '1003', name: 'Zoe Wirth', hired: '02/01/2026', ...TERMINATED })
    const [warning, ...others] = await fetched(
      COMPANY.map(entry => (entry.Emp_ID === '1003' ? other : entry)),
    )
    expect(others).toEqual([])
    expect(warning?.details).toMatch(
      /^Entry 3 \(Zoe Wirth, .*\): The profile with the employee id 1003 is that of Cleo Brook/m,
    )
  })

  it('a wrong e-mail in an entry keeps nobody from the termination of its owner', async () => {
    const report = changed(COMPANY, {
      1001: { Email_Address: 'cleo.brook@northwind.example' },
      1003: TERMINATED,
    })
    const raised = await fetched(report)
    expect(told(raised)).toEqual([`${WARNING}: report`, 'IAM - Terminate User: 1003'])
  })

  it('the report has lost the column of the employment status', async () => {
    const raised = await fetched(lacking(COMPANY, 'Employment_Status'))
    expect(told(raised)).toEqual([`${WARNING}: report`])
    expect(raised[0]?.details).toContain('No entry of the report has an employment status.')
  })

  it('the report has lost the column of the last day', async () => {
    const active = changed(COMPANY, { 1012: { Employment_Status: 'Active' } })
    // Of the leaver only the status is new, and is taken into the profile.
    expect(told(await fetched(lacking(active, 'Termination_Date')))).toEqual(['IAM - Update User: 1012'])
  })

  it('a last day that is gone from one entry brings its person back', async () => {
    const active = changed(COMPANY, {
      1012: { Employment_Status: 'Active', Termination_Date: '' },
      1002: { Termination_Date: '12/31/2026' },
    })
    expect(told(await fetched(active))).toContain('IAM - Rehire User: 1012')
  })

  it('a status is a list', async () => {
    const raised = await fetched(changed(COMPANY, { 1003: { Employment_Status: ['Terminated'] } }))
    expect(told(raised)).toEqual([`${WARNING}: report`])
    expect(raised[0]?.details).toMatch(/^Entry 3 .*employmentstatus is \["Terminated"\], which is no text/m)
  })
})

describe('an incident is raised once', () => {
  it('while a column that nobody maps changes with every download', async () => {
    server.fault({ answer: { kind: 'changing', column: 'Run' } })
    const hired = entryOf({ id: '2001', name: 'Zoe Wirth' })
    const raised = await fetched([...changed(COMPANY, { 1001: { Title: 'Head' } }), hired], 6)
    expect(told(raised)).toEqual(['IAM - New Hire: 2001', 'IAM - Update User: 1001'])
    await play(room, raised, PLAYING)
    expect(await room.raised()).toEqual([])
  })

  it('and those behind many who are never looked after get their turn', async () => {
    const gone = Array.from({ length: 30 }, (_, n) =>
      entryOf({ id: String(3000 + n), name: `Gone Person${n}`, ...TERMINATED }),
    )
    const hired = entryOf({ id: '2001', name: 'Zoe Wirth' })
    server.fault({ answer: { kind: 'changing', column: 'Run' } })
    expect(told(await fetched([...gone, ...COMPANY, hired], 12))).toEqual(['IAM - New Hire: 2001'])
  })
})
