import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type RunningReportServer, startReportServer } from '../../../report-server/server.ts'
import { changed, entryOf, staff } from './company.ts'
import { play } from './play.ts'
import { type HrRoom, instanceOf, NAME, openHrRoom, type Profile, quoted } from './room.ts'

const TODAY = '2026-03-02'
const NOW = `${TODAY}T08:00:00Z`
const XY = { days_before_hire_to_sync: 14, days_before_hire_to_enable_ad: 3 }
const PLAYING = { today: TODAY, enableDays: 3 }

let server: RunningReportServer
let room: HrRoom
beforeAll(async () => {
  server = await startReportServer()
})
afterAll(() => server.close())
afterEach(() => room.remove())

const start = (params: JsonObject = {}, cwd?: string, name = NAME) => {
  room = openHrRoom([instanceOf(server, { ...XY, ...params }, name)], NOW, cwd)
  return room
}
const idsOf = (profiles: readonly Profile[]) => profiles.map(({ fields }) => String(fields.employeeid)).sort()

describe('who is synced', () => {
  const people: [what: string, account: string | undefined, columns: Parameters<typeof entryOf>[0]][] = [
    ['somebody there for years', 'Enabled', { id: '1', name: 'Ada Brook' }],
    ['on leave', 'Enabled', { id: '2', name: 'Ben Castle', Employment_Status: 'Leave of Absence' }],
    ['Y days away', 'Enabled', { id: '3', name: 'Cleo Dorn', hired: '03/05/2026' }],
    ['Y + 1 days away', 'Pending', { id: '4', name: 'Dan Eder', hired: '03/06/2026' }],
    ['X days away', 'Pending', { id: '5', name: 'Eve Falk', hired: '03/16/2026', Prehire_Flag: 'True' }],
    ['X + 1 days away', undefined, { id: '6', name: 'Finn Gold', hired: '03/17/2026' }],
    ['terminated', undefined, { id: '7', name: 'Gina Hart', Employment_Status: 'Terminated' }],
    ['last day today', 'Enabled', { id: '8', name: 'Hugo Imhof', Termination_Date: '03/02/2026' }],
    ['last day yesterday', undefined, { id: '9', name: 'Iris Jung', Termination_Date: '03/01/2026' }],
    ['without e-mail', undefined, { id: '10', name: 'Jack Kern', Email_Address: '' }],
    ['without hire date', undefined, { id: '11', name: 'Kara Lang', hired: '' }],
    ['without employee id', undefined, { id: '', name: 'Liam Moor' }],
    ['unreadable date', undefined, { id: '13', name: 'Mona Nagel', Termination_Date: '2030-01-31' }],
    [
      "another's e-mail",
      undefined,
      { id: '14', name: 'Nils Otto', Email_Address: 'ADA.brook@northwind.example' },
    ],
    ["another's name", 'Enabled', { id: '15', name: 'Ada Brook', Email_Address: 'ada2@northwind.example' }],
  ]

  it('by the table', async () => {
    server.setEntries(people.map(([, , columns]) => entryOf(columns)))
    expect(await start().raised()).toEqual([])
    const accounts = new Map(
      (await room.profiles()).map(({ fields }) => [fields.employeeid, fields.adaccountstatus]),
    )
    expect(people.map(([what, , { id }]) => [what, accounts.get(id)])).toEqual(
      people.map(([what, account]) => [what, account]),
    )
    expect(accounts.size).toBe(people.filter(([, account]) => account !== undefined).length)
  })
})

it('makes a whole profile, dates in ISO 8601 and without empty fields', async () => {
  server.setEntries([entryOf({ id: '7', name: 'Dan Eder', Email_Address: 'Dan.Eder@Northwind.example' })])
  await start().raised()
  const [profile] = await room.profiles()
  expect(profile).toEqual({
    value: 'dan.eder@northwind.example',
    fields: {
      ...{ email: 'dan.eder@northwind.example', username: 'dan.eder@northwind.example', employeeid: '7' },
      ...{ displayname: 'Dan Eder', givenname: 'Dan', surname: 'Eder', hiredate: '2019-04-01T00:00:00Z' },
      ...{ employmentstatus: 'Active', prehireflag: 'False', rehiredemployee: 'No' },
      ...{ title: 'Clerk', department: 'Logistics', city: 'Zürich', countryname: 'Switzerland' },
      ...{ sourcepriority: 1, sourceoftruth: 'Workday', sourceinstance: 'hr', adaccountstatus: 'Enabled' },
      ...{ isprocessed: false, reportdigest: expect.stringMatching(/^[\w-]{22}\.[\w-]{22}$/) },
    },
  })
})

describe('60 people', () => {
  const sixty = staff(60)
  beforeEach(() => server.setEntries(sixty))

  it('come in slices of 10 percent, each once, and nothing is raised then', async () => {
    start({ percentage: 10, max_fetch: 5 })
    const counts: number[] = []
    for (let fetch = 1; fetch <= 10; fetch += 1) {
      expect(await room.raised()).toEqual([])
      counts.push((await room.profiles()).length)
      const { cycle, offset } = await room.lastRun()
      expect({ cycle, offset }).toMatchObject(
        fetch < 10 ? { cycle: 0, offset: fetch * 6 } : { cycle: 1, offset: 0 },
      )
    }
    expect(counts).toEqual([6, 12, 18, 24, 30, 36, 42, 48, 54, 60])
    expect(idsOf(await room.profiles())).toEqual(sixty.map(({ Emp_ID }) => Emp_ID))
    expect(await room.raised()).toEqual([])
    expect(await room.profiles()).toHaveLength(60)
  })

  it('are not lost when the report changes amid it', async () => {
    start({ percentage: 10, max_fetch: 5 })
    for (const _ of [1, 2, 3]) await room.raised()
    const hired = [entryOf({ id: '999', name: 'Zoe Amsel' }), ...changed(sixty, { 1002: { Title: 'Head' } })]
    server.setEntries(hired)
    while ((await room.lastRun()).cycle === 0) expect(await room.raised()).toEqual([])
    expect(idsOf(await room.profiles())).toEqual([...sixty.map(({ Emp_ID }) => Emp_ID), '999'])
    // She had her profile already, and a first sync changes none.
    const raised = await room.raised()
    expect(raised.map(({ type, CustomFields }) => [type, CustomFields.employeeid])).toEqual([
      ['IAM - Update User', '1002'],
    ])
  })
})

it('leaves a profile that is there as it is, and its differences to the next cycle', async () => {
  server.setEntries(staff(3))
  const fields = {
    email: 'ben.brook@northwind.example',
    employeeid: '1002',
    title: 'Director',
    sourcepriority: 1,
  }
  start()
  const line = `!createNewIndicator value=${quoted(fields.email)} type=${quoted('User Profile')} customFields=${quoted(fields)}`
  await room.say(line)
  expect(await room.raised()).toEqual([])
  const profiles = await room.profiles()
  expect(profiles).toHaveLength(3)
  expect(profiles.find(({ value }) => value === fields.email)?.fields).toEqual(fields)
  const raised = await room.raised()
  expect(raised.map(({ type, CustomFields }) => [type, CustomFields.employeeid])).toEqual([
    ['IAM - Update User', '1002'],
  ])
})

it('with the box off raises a new hire of everybody, once', async () => {
  server.setEntries(staff(5))
  start({ first_run: false })
  const raised = await room.raised()
  expect(raised.map(({ type }) => type)).toEqual(Array.from({ length: 5 }, () => 'IAM - New Hire'))
  expect(await room.profiles()).toEqual([])
  // Before the playbooks have made the profiles.
  expect(await room.fetch()).toEqual({ instance: NAME, created: [], dropped: 5 })
  await play(room, raised, PLAYING)
  expect(idsOf(await room.profiles())).toEqual(['1001', '1002', '1003', '1004', '1005'])
  expect(await room.fetch()).toEqual({ instance: NAME, created: [], dropped: 0 })
})

it('done again changes no profile, though people hired meanwhile come without an incident', async () => {
  server.setEntries(staff(4))
  start()
  await room.raised()
  await room.say('!setIndicator value=`ben.brook@northwind.example` adaccountstatus=Disabled title=Director')
  const before = await room.profiles()
  await room.end()
  server.setEntries(staff(5))
  // An instance of another name has no last run; the source keeps its name.
  start({ source_name: NAME }, room.cwd, 'renamed')
  expect(await room.raised('renamed')).toEqual([])
  expect((await room.lastRun('renamed')).cycle).toBe(1)
  const after = await room.profiles()
  expect(after.slice(0, 4)).toEqual(before)
  expect(after.slice(4).map(({ fields }) => fields.employeeid)).toEqual(['1005'])
})

describe('Fetch Samples', () => {
  it('makes five incidents without a type, once; then off, it goes on with the first sync', async () => {
    server.setEntries(staff(8))
    start({ fetch_samples: true })
    const samples = await room.raised()
    expect(samples.map(({ type, name, CustomFields }) => [type, name, CustomFields])).toEqual(
      staff(5).map(({ Email_Address }) => ['', Email_Address, {}]),
    )
    expect(await room.raised()).toEqual([])
    expect(await room.profiles()).toEqual([])
    await room.end()
    start({}, room.cwd)
    expect(await room.raised()).toEqual([])
    expect(await room.profiles()).toHaveLength(8)
    expect(await room.raised()).toEqual([])
  })

  it('amid a cycle takes nothing of it', async () => {
    server.setEntries(staff(8))
    start({ max_fetch: 2, percentage: 1, first_run: false })
    const first = await room.raised()
    await play(room, first, PLAYING)
    await room.end()
    start({ max_fetch: 2, percentage: 1, first_run: false, fetch_samples: true }, room.cwd)
    expect(await room.raised()).toHaveLength(5)
    await room.end()
    start({ max_fetch: 2, percentage: 1, first_run: false }, room.cwd)
    const others: string[] = []
    for (const _ of [1, 2, 3, 4, 5]) {
      const raised = await room.raised()
      others.push(...raised.map(({ CustomFields }) => String(CustomFields.employeeid)))
      await play(room, raised, PLAYING)
    }
    expect(others).toEqual(['1003', '1004', '1005', '1006', '1007', '1008'])
  })
})
