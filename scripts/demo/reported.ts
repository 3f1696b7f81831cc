import { join } from 'node:path'
import type { Act, Look, Step } from './act.ts'
import { playAct } from './play.ts'
import { dayFromNow, entryOf, STAFF, startReport } from './report.ts'
import { openRoom } from './room.ts'
import type { Running } from './running.ts'
import { PACK, workdayFile } from './set-up.ts'
import { heading } from './show.ts'
import { STORY } from './story.ts'
import type { Row } from './summary.ts'

const FETCH: Step = { line: '/fetch Workday' }
const raised = (what: string, named: RegExp, expected: string): Look => ({
  what,
  in: { incidents: named },
  at: 'types',
  expected,
})
const count = (what: string, named: RegExp, expected: string): Look => ({
  what,
  in: { incidents: named },
  at: 'count',
  expected,
})
/** What the pre-process rule "IAM - HR incident that is open already" is for. */
const dropped: Look = { what: 'dropped as open', in: { facts: true }, at: 'dropped', expected: '3' }

export const REPORTED: readonly Act[] = [
  {
    name: 'Reported',
    heading:
      'The first fetch makes a profile of everybody and raises nothing; then HR changes three entries, and each becomes an incident, once.',
    steps: [
      { line: '/test Workday' },
      FETCH,
      { hr: 'hires Maya', entry: entryOf('E1201', 'Maya Okafor', 'Analyst', 'Finance', dayFromNow(6)) },
      { hr: 'promotes Noura', entry: { Emp_ID: 'E1193', Title: 'Director of Marketing' } },
      {
        hr: "writes that Gordon's last day was yesterday",
        entry: { Emp_ID: 'E1195', Termination_Date: dayFromNow(-1), Last_Day_of_Work: dayFromNow(-1) },
      },
      { line: '!workday-iam-get-full-report explain=true limit=4' },
      FETCH,
      FETCH,
    ],
    looks: [
      raised('Maya', /Maya Okafor/, 'IAM - New Hire'),
      raised('Noura', /Noura Mansour/, 'IAM - Update User'),
      raised('Gordon', /Gordon Petrov/, 'IAM - Terminate User'),
      count('incidents in all', /./, '3'),
      dropped,
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

/** Plays what comes of a report of HR: incidents, in a war room where nobody has a profile yet. */
export async function reported(running: Running, folder: string): Promise<Row[]> {
  heading(
    'A report: HR keeps its people in Workday. What the playbooks do with its incidents comes with user provisioning.',
  )
  const report = running.started(await startReport(STAFF))
  const instances = workdayFile(folder, report)
  const room = running.started(
    openRoom(['--pack', PACK, '--instances', instances, '--state', join(folder, 'reported')], {}),
  )
  const stage = { orgs: { HR: report }, room, outbox: folder, facts: new Map<string, string>() }
  const rows: Row[] = []
  for (const [index, act] of REPORTED.entries())
    rows.push(...(await playAct(stage, act, STORY.length + index + 1)))
  await room.end()
  return rows
}
