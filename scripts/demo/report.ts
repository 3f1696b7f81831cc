import type { JsonObject } from '../../kit/wire.ts'
import { startReportServer } from '../../report-server/server.ts'
import type { Entry } from './act.ts'
import { type Answer, type Asked, asker } from './org.ts'
import { NOURA } from './people.ts'

/** HR's report of its people. */
export interface Report extends Asked {
  /** Where it is downloaded. */
  readonly url: string
  readonly username: string
  readonly password: string
  end(): Promise<void>
}

/** Starts a report server on a free port. */
export async function startReport(entries: readonly Entry[]): Promise<Report> {
  const server = await startReportServer({ entries: entries.map(entry => ({ ...BLANK, ...entry })) })
  const { reportUrl, username, password } = server
  return { url: reportUrl, username, password, ask: asker(server.url), end: () => server.close() }
}

const REPORT = '/_test/report'

/** Writes columns of a person into the report; whoever was written last stands first. */
export async function enter(hr: Asked, entry: Entry): Promise<Answer> {
  const { Report_Entry: entries } = (await hr.ask('GET', REPORT)).body as { Report_Entry: JsonObject[] }
  const isSame = ({ Emp_ID }: JsonObject) => Emp_ID === entry.Emp_ID
  const before = entries.find(isSame) ?? BLANK
  return hr.ask('PUT', REPORT, [{ ...before, ...entry }, ...entries.filter(each => !isSame(each))])
}

/** Workday writes every column of everybody. */
const BLANK: JsonObject = {
  Email_Address: '',
  Emp_ID: '',
  Employment_Status: 'Active',
  Rehired_Employee: 'No',
  Prehire_Flag: 'False',
  Last_Hire_Date: '',
  Termination_Date: '',
  Last_Day_of_Work: '',
  Preferred_Name: '',
  'Preferred_Name_-_First_Name': '',
  'Preferred_Name_-_Last_Name': '',
  Title: '',
  Department: '',
  Manager_Preferred_Name: '',
  Manager_Email_Address: '',
}

/** The columns of a person; the hire date as Workday writes days. */
export function entryOf(
  employee: string,
  name: string,
  title: string,
  department: string,
  hired: string,
): Entry {
  const [first = '', last = ''] = name.split(' ')
  return {
    Emp_ID: employee,
    Preferred_Name: name,
    'Preferred_Name_-_First_Name': first,
    'Preferred_Name_-_Last_Name': last,
    Email_Address: `${first}.${last}@northwind.example`.toLowerCase(),
    Title: title,
    Department: department,
    Last_Hire_Date: hired,
  }
}

/** Some of the company's people, as the embedded Okta has them too. */
export const STAFF: readonly Entry[] = [
  entryOf('E1001', 'Dana Whitfield', 'Chief Executive Officer', 'Engineering', '03/05/2018'),
  entryOf('E1137', 'Rania Delgado', 'Chief Financial Officer', 'Finance', '06/02/2018'),
  entryOf('E1186', 'Odile Whitfield', 'VP Marketing', 'Marketing', '04/13/2018'),
  entryOf('E1187', 'Oluwaseun Novotny', 'Marketing Team Lead', 'Marketing', '09/22/2019'),
  entryOf('E1188', 'Nkechi Bashir', 'Product Marketing Manager', 'Marketing', '03/11/2021'),
  entryOf('E1190', 'Molly Eze', 'Content Strategist', 'Marketing', '01/24/2024'),
  entryOf('E1191', 'Callum Gallagher', 'Product Marketing Manager', 'Marketing', '05/20/2025'),
  entryOf('E1192', 'Miles Benali', 'Event Coordinator', 'Marketing', '05/10/2024'),
  entryOf('E1193', 'Noura Mansour', NOURA.title, 'Marketing', '10/27/2020'),
  entryOf('E1194', 'Rania Ortega', 'Content Strategist', 'Marketing', '11/27/2024'),
  entryOf('E1195', 'Gordon Petrov', 'Event Coordinator', 'Marketing', '08/02/2021'),
  entryOf('E1198', 'Harper Quill', 'Event Coordinator', 'Marketing', '12/01/2022'),
]

/** A day so many days from now, in UTC as the instance has it, as Workday writes it: MM/DD/YYYY. */
export function dayFromNow(days: number, now = new Date()): string {
  const [year, month, day] = new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10).split('-')
  return `${month}/${day}/${year}`
}
