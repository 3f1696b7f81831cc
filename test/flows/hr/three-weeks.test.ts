import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { JsonObject } from '../../../kit/wire.ts'
import { type RunningReportServer, startReportServer } from '../../../report-server/server.ts'
import { entryOf, type Hired } from './company.ts'
import { play, userProfile, waiting } from './play.ts'
import { type HrRoom, type Incident, instanceOf, openHrRoom, type Profile, quoted } from './room.ts'

interface Day {
  readonly date: string
  readonly report?: Record<string, Record<string, string> | null>
  readonly profiles?: Record<string, JsonObject>
  readonly raised?: Record<string, string>
  readonly undecided?: string[]
  readonly decided?: string[]
}
interface Scenario {
  readonly staff: Record<string, Omit<Hired, 'id'>>
  readonly others: Record<string, JsonObject>
  readonly synced: Record<string, string[]>
  readonly days: Day[]
  readonly ends: Record<string, JsonObject>
}

// A scalar such as 03/05/2026 or 2026-03-02 is text to the reader of YAML 1.2.
const scenario = parse(
  readFileSync(new URL('three-weeks.yaml', import.meta.url), 'utf8'),
) as unknown as Scenario
const PARAMS = {
  days_before_hire_to_sync: 14,
  days_before_hire_to_enable_ad: 3,
  deactivation_date_field: 'Last_Day_of_Work',
  source_priority: 2,
}
const DIGEST = /^[\w-]{22}\.[\w-]{22}$/

const report = new Map<string, JsonObject>()
let server: RunningReportServer
let room: HrRoom
/** Incidents that wait for somebody, by employee id. */
const open = new Map<string, Incident[]>()
/** What the first fetch left. */
let synced: Profile[]

beforeAll(async () => {
  for (const [id, { name, ...columns }] of Object.entries(scenario.staff))
    report.set(id, entryOf({ id, name: String(name), ...columns }))
  server = await startReportServer({ entries: () => report.values() })
  room = openHrRoom([instanceOf(server, PARAMS)])
  for (const [value, fields] of Object.entries(scenario.others))
    await room.say(
      `!createNewIndicator value=${quoted(value)} type=${quoted('User Profile')} customFields=${quoted(fields)}`,
    )
})
afterAll(async () => {
  await room.remove()
  await server.close()
})

/** What HR does on a day. */
function changeReport(changes: Day['report'] = {}): void {
  for (const [id, columns] of Object.entries(changes)) {
    const entry = report.get(id)
    if (columns === null) report.delete(id)
    else if (entry) report.set(id, { ...entry, ...columns })
    else report.set(id, entryOf({ id, name: String(columns.name), ...columns }))
  }
}

const typesOf = (incidents: readonly Incident[]) =>
  incidents.map(({ type, CustomFields }) => `${CustomFields.employeeid ?? 'report'}: ${type}`).sort()

/** The fields that every incident of a person has, from the entry as HR wrote it. */
function fieldsOf(entry: JsonObject): JsonObject {
  const iso = (date: string) => date.replace(/^(..)\/(..)\/(....)$/, '$3-$1-$2T00:00:00Z')
  const email = String(entry.Email_Address).toLowerCase()
  return {
    ...{ email, username: email, employeeid: String(entry.Emp_ID) },
    displayname: String(entry.Preferred_Name),
    employmentstatus: String(entry.Employment_Status),
    title: String(entry.Title),
    hiredate: iso(String(entry.Last_Hire_Date)),
    ...(entry.Last_Day_of_Work && { lastdayofwork: iso(String(entry.Last_Day_of_Work)) }),
  }
}

function checkFields(incident: Incident, before: readonly Profile[]): void {
  const { employeeid, terminationtrigger } = incident.CustomFields
  const entry = report.get(String(employeeid))
  const known = before.find(({ fields }) => fields.employeeid === employeeid && !fields.istemporaryuser)
  const profile = userProfile(incident)
  if (!entry) {
    expect(terminationtrigger).toBe('Orphan')
    expect(profile).toMatchObject({ employeeid, email: known?.value })
    return
  }
  expect(terminationtrigger).toBeUndefined()
  const fields = fieldsOf(entry)
  expect(incident.CustomFields).toMatchObject(fields)
  expect(profile).toMatchObject({
    ...fields,
    ...{ sourcepriority: 2, sourceoftruth: 'Workday', sourceinstance: 'hr' },
    reportdigest: expect.stringMatching(DIGEST),
  })
  const isConverted = employeeid === '1017'
  const old = isConverted ? before.find(({ value }) => value.startsWith('rosa.')) : known
  expect(profile.olduserdata).toEqual(old?.fields)
  expect(profile.conversionhire).toBe(isConverted ? true : undefined)
  checkMerged(incident, before)
}

/** Only a name clash brings the other's profile: with the report's data in it, but found by its own e-mail. */
function checkMerged({ type, ...incident }: Incident, before: readonly Profile[]): void {
  const profile = userProfile({ type, ...incident })
  if (type !== 'IAM - Sync User') {
    expect(profile).not.toHaveProperty('mergeduserprofile')
    return
  }
  const { employeeid, displayname } = profile
  const key = (name: unknown) => String(name).toLowerCase().replace(/\s+/g, ' ')
  const owner = before.find(
    ({ fields }) => key(fields.displayname) === key(displayname) && fields.employeeid !== employeeid,
  )
  expect(profile.mergeduserprofile).toMatchObject({
    ...{ email: owner?.value, username: owner?.value, adaccountstatus: 'Enabled' },
    ...{ employeeid, displayname },
  })
}

/** How many incidents are open of which no profile knows: each is raised again and dropped. A new e-mail has its temporary profile. */
function unnoted(): number {
  const last = [...open.values()].flatMap(incidents => incidents.slice(-1))
  return last.map(userProfile).filter(({ email, olduserdata }) => email === (olduserdata as JsonObject).email)
    .length
}

async function liveThrough(day: Day, incidents: readonly Incident[]): Promise<void> {
  const playing = { today: day.date, enableDays: PARAMS.days_before_hire_to_enable_ad }
  for (const incident of incidents) {
    const id = String(incident.CustomFields.employeeid)
    const isWaiting = day.undecided?.includes(id) || open.has(id)
    if (isWaiting) open.set(id, [...(open.get(id) ?? []), incident])
    if (incident.type === 'IAM - HR Report Warning') await room.say(`!closeInvestigation id=${incident.id}`)
    else if (isWaiting) for (const line of waiting(incident)) await room.say(line)
    else await play(room, [incident], playing)
  }
}

describe.each(scenario.days)('$date', day => {
  const { date } = day
  const expected = Object.entries(day.raised ?? {}).map(([id, type]) => `${id}: ${type}`)

  it(`raises ${expected.length ? expected.sort().join(', ') : 'nothing'}`, async () => {
    await room.say(date === scenario.days[0]?.date ? '/clock' : '/clock +1d')
    expect((await room.say('/clock')).value).toMatch(date)
    changeReport(day.report)
    for (const [value, fields] of Object.entries(day.profiles ?? {}))
      await room.say(`!setIndicator value=${quoted(value)} customFields=${quoted(fields)}`)
    for (const id of day.decided ?? []) {
      const playing = { today: date, enableDays: PARAMS.days_before_hire_to_enable_ad }
      await play(room, open.get(id) ?? [], playing)
      open.delete(id)
    }
    const before = await room.profiles()
    const incidents = await room.raised()
    expect(typesOf(incidents)).toEqual(expected.sort())
    for (const incident of incidents)
      if (incident.CustomFields.employeeid !== undefined) checkFields(incident, before)
    // The playbooks have not begun.
    expect((await room.fetch()).created).toEqual([])
    synced ??= await room.profiles()
    await liveThrough(day, incidents)
    expect(await room.fetch()).toEqual({ instance: 'hr', created: [], dropped: unnoted() })
    const lastRun = await room.lastRun()
    expect(Object.keys(lastRun).sort()).toEqual(['cycle', 'offset', 'reportDigest', 'v'])
    expect(JSON.stringify(lastRun).length).toBeLessThan(1000)
  })
})

describe('the profiles', () => {
  it('of the first sync', () => {
    const own = synced.filter(({ fields }) => fields.sourcepriority === 2)
    const of = (account: string) =>
      own.filter(({ fields }) => fields.adaccountstatus === account).map(({ fields }) => fields.employeeid)
    expect({ Pending: of('Pending'), Enabled: of('Enabled') }).toEqual(scenario.synced)
  })

  it.each(Object.entries(scenario.ends))('of %s in the end', async (id, fields) => {
    const found = (await room.profiles()).filter(profile => profile.fields.employeeid === id)
    expect(found).toHaveLength(1)
    expect(found[0]?.fields).toMatchObject(fields)
  })
})
