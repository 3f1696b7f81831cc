import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Act, Look, Step } from './act.ts'
import { startOrg } from './org.ts'
import { packOptions } from './pack.ts'
import { GORDON, NOURA } from './people.ts'
import { playAct } from './play.ts'
import { dayFromNow, entryOf, STAFF, startReport } from './report.ts'
import { openRoom, type Room } from './room.ts'
import type { Running } from './running.ts'
import { workdayFile } from './set-up.ts'
import { heading } from './show.ts'
import { STORY } from './story.ts'
import type { Row } from './summary.ts'
import { accountLines } from './year/directory.ts'

const FETCH: Step = { line: '/fetch Workday' }
const MAYA = 'maya.okafor@northwind.example'
const HIRED = {
  ...entryOf('E1201', 'Maya Okafor', 'Analyst', 'Finance', dayFromNow(6)),
  Manager_Preferred_Name: 'Rania Delgado',
  Manager_Email_Address: 'rania.delgado@northwind.example',
}
const NEW_TITLE = 'Director of Marketing'

const raised = (what: string, named: RegExp, expected: string): Look[] => [
  { what, in: { incidents: named }, at: 'types', expected },
  { what: 'its end', in: { incidents: named }, at: 'closed', expected: 'Resolved' },
]
const count = (what: string, named: RegExp, expected: string): Look => ({
  what,
  in: { incidents: named },
  at: 'count',
  expected,
})
const inOkta = (email: string, at: string, expected: string): Look => ({
  what: `in Okta: ${at.replace('profile.', '')}`,
  in: { org: 'Okta', path: `/api/v1/users/${email}` },
  at,
  expected,
})
const inDirectory = (email: string, at: string, expected: string): Look => ({
  what: `in AD: ${at}`,
  in: { directory: email },
  at,
  expected,
})

export const REPORTED: readonly Act[] = [
  {
    name: 'Reported',
    heading:
      'The first fetch makes a profile of everybody and raises nothing; then HR changes three entries. Each becomes an incident, once, and IAM - Sync User takes it to Okta and the directory.',
    steps: [
      { line: '/test Workday' },
      FETCH,
      { hr: 'hires Maya', entry: HIRED },
      { hr: 'promotes Noura', entry: { Emp_ID: 'E1193', Title: NEW_TITLE } },
      {
        hr: "writes that Gordon's last day was yesterday",
        entry: { Emp_ID: 'E1195', Termination_Date: dayFromNow(-1), Last_Day_of_Work: dayFromNow(-1) },
      },
      { line: '!workday-iam-get-full-report explain=true limit=4' },
      FETCH,
      { line: '/incident {incident}' },
      { mail: true },
      FETCH,
    ],
    looks: [
      ...raised('Maya', /Maya Okafor/, 'IAM - New Hire'),
      inOkta(MAYA, 'status', 'PROVISIONED'),
      inOkta(MAYA, 'profile.title', 'Analyst'),
      // Until three days before she begins.
      inDirectory(MAYA, 'state', 'disabled'),
      ...raised('Noura', /Noura Mansour/, 'IAM - Update User'),
      inOkta(NOURA.email, 'profile.title', NEW_TITLE),
      inDirectory(NOURA.email, 'title', NEW_TITLE),
      ...raised('Gordon', /Gordon Petrov/, 'IAM - Terminate User'),
      inOkta(GORDON.email, 'status', 'DEPROVISIONED'),
      inDirectory(GORDON.email, 'state', 'disabled'),
      count('incidents in all', /./, '3'),
    ],
  },
  {
    name: 'Half a report',
    heading: 'Workday gives only half of the report: somebody is told, and nobody is terminated.',
    steps: [
      {
        org: 'HR',
        request: 'POST /_test/faults',
        body: [{ times: 1, answer: { kind: 'half' } }],
      },
      FETCH,
      { line: '/incident {incident}' },
    ],
    looks: [
      { what: 'the incident', in: { incident: true }, at: 'type', expected: 'IAM - HR Report Warning' },
      count('such incidents', /HR Report Warning/, '1'),
      {
        what: 'to be terminated',
        in: { incidents: /Terminate User/ },
        at: 'names',
        expected: 'Terminate User: Gordon Petrov',
      },
      count('incidents in all', /./, '4'),
    ],
  },
]

/** Plays what comes of a report of HR, in a war room where nobody has a profile yet. */
export async function reported(running: Running, folder: string): Promise<Row[]> {
  heading(
    'A report: HR keeps its people in Workday. Playbooks give them accounts in Okta and in the directory AD.',
  )
  const report = running.started(await startReport(STAFF))
  const okta = running.started(await startOrg())
  const outbox = join(folder, 'mails')
  mkdirSync(outbox)
  const places = ['--instances', workdayFile(folder, report, okta), '--outbox', outbox]
  const options = [...packOptions(folder), ...places, '--state', join(folder, 'reported')]
  const room = running.started(openRoom(options, { OKTA_TOKEN: okta.token }))
  await fillDirectory(room)
  const stage = { orgs: { HR: report, Okta: okta }, room, outbox, facts: new Map<string, string>() }
  const rows: Row[] = []
  for (const [index, act] of REPORTED.entries())
    rows.push(...(await playAct(stage, act, STORY.length + index + 1)))
  await room.end()
  return rows
}

/** Gives those an account of whom HR writes something; nobody reads how it came there. */
async function fillDirectory(room: Room): Promise<void> {
  const people = STAFF.filter(({ Emp_ID }) => ['E1193', 'E1195'].includes(Emp_ID))
  for (const entry of people)
    for (const line of accountLines({ key: '', employeeId: entry.Emp_ID, entry, isReported: true })) {
      const { error, entries = [] } = await room.say(line)
      const failed = entries.find(({ Type }) => Type === 4)
      if (error !== undefined || failed) throw new Error(`${line}: ${error ?? failed?.Contents}`)
    }
}
