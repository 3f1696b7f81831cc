import { command, flag, limit, outputUnder, text } from '../../../kit/command.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { digestOf } from '../cycle/digest.ts'
import { explain } from '../cycle/explain.ts'
import { profileFields } from '../cycle/incident.ts'
import { mapEntry } from '../cycle/mapped-entry.ts'
import type { Session } from '../session.ts'

const DEFAULT_LIMIT = 200
const entry = outputUnder('WorkdayIAM.ReportEntry')
const decision = outputUnder('WorkdayIAM.Decision')

export const workdayIamGetFullReport = command({
  name: 'workday-iam-get-full-report',
  description:
    'Gets the entries of the report as they are mapped; with explain=true what would be raised for each of them and why. Nothing is raised.',
  effect: 'read',
  args: {
    explain: flag({
      description: 'Shows the decision on every entry, and on profiles without an entry.',
      defaultValue: 'false',
    }),
    user: text({ description: 'Only this person: an e-mail or an employee id.' }),
    limit: limit({ description: 'How many to show at most, or all.', defaultValue: String(DEFAULT_LIMIT) }),
  },
  outputs: [
    entry('email', 'String', 'Email address of the employee in Workday.'),
    entry('employeeid', 'String', 'Employee ID in Workday.'),
    entry('username', 'String', 'Username of the employee in Workday.'),
    entry('displayname', 'String', 'Display name of the employee.'),
    entry('locationregion', 'String', 'Location of the employee in Workday.'),
    entry('hiredate', 'Date', 'Hire date.'),
    entry('terminationdate', 'Date', 'Termination date.'),
    entry('lastdayofwork', 'Date', 'Last day of work.'),
    entry('employmentstatus', 'String', 'Employment status.'),
    entry('reportdigest', 'String', 'Digest of the entry; it changes when the entry does.'),
    decision('place', 'Number', 'Where in the report the entry stands; null for a profile that has none.'),
    decision('email', 'String', 'E-mail of the person.'),
    decision('employeeid', 'String', 'Employee ID of the person.'),
    decision('displayname', 'String', 'Display name of the person.'),
    decision('incident', 'String', 'Type of the incident that would be raised; null when there is none.'),
    decision('rule', 'String', 'The rule that decided.'),
    decision('reason', 'String', 'Why.'),
  ],
  run: (args, session: Session) => (args.explain ? explained(args, session) : mappedReport(args, session)),
})

interface Wanted {
  readonly user: string | undefined
  readonly limit: number
}

const isWanted = ({ user }: Wanted, { email, employeeid }: JsonObject): boolean =>
  user === undefined ||
  [email, employeeid].some(one => String(one ?? '').toLowerCase() === user.toLowerCase())

async function explained(wanted: Wanted, session: Session) {
  const { rows: all, more } = await explain(session)
  const fitting = all.filter(one => isWanted(wanted, one))
  const rows = fitting.slice(0, wanted.limit)
  const raised = fitting.filter(({ incident }) => incident !== null).length
  const leftOut =
    more === undefined ? '' : ` New and changed entries from entry ${more} on are too many and left out.`
  const columns = ['place', 'displayname', 'email', 'employeeid', 'incident', 'rule', 'reason']
  return {
    readable: [
      { title: 'Decisions on the report', rows, columns },
      told(rows.length, fitting.length, `${raised} would raise an incident.${leftOut}`, wanted),
    ],
    contents: rows,
    context: { 'WorkdayIAM.Decision(true)': rows },
  }
}

async function mappedReport(wanted: Wanted, { report, reader, settings }: Session) {
  const rows: JsonObject[] = []
  let place = 0
  let fitting = 0
  for await (const texts of report())
    for (const text of texts) {
      place += 1
      if (rows.length >= wanted.limit) {
        fitting += wanted.user === undefined ? 1 : 0
        continue
      }
      const row = profileFields(await mapEntry({ place, text, digest: digestOf(text) }, reader), settings)
      if (!isWanted(wanted, row)) continue
      fitting += 1
      rows.push(row)
    }
  const columns = [
    'displayname',
    'email',
    'employeeid',
    'employmentstatus',
    'hiredate',
    'terminationdate',
    'lastdayofwork',
    'title',
    'department',
  ]
  return {
    readable: [
      { title: 'Report entries', rows, columns },
      told(rows.length, fitting, `The report has ${place} entries.`, wanted),
    ],
    contents: rows,
    context: { 'WorkdayIAM.ReportEntry(val.employeeid == obj.employeeid)': rows },
  }
}

function told(shown: number, of: number, more: string, { user }: Wanted): string {
  if (of === 0 && user !== undefined) return `Nobody with the e-mail or employee id ${user}. ${more}`
  return `${shown < of ? `${shown} of ${of} are shown; limit=all shows all. ` : ''}${more}`
}
