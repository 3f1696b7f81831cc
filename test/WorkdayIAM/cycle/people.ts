import { digestOf } from '../../../Integrations/WorkdayIAM/cycle/digest.ts'
import type { JsonObject } from '../../../kit/wire.ts'

/** The present of these tests. */
export const NOW = '2026-11-22T12:00:00Z'
export const SOURCE = 'Workday IAM_instance_1'

/** An entry of the report: an active person with a number, hired long ago. */
export const entry = (n: number, columns: JsonObject = {}): JsonObject => ({
  Email_Address: `p${n}@example.com`,
  Emp_ID: String(1000 + n),
  Preferred_Name: `Person ${n}`,
  Employment_Status: 'Active',
  Prehire_Flag: 'False',
  Rehired_Employee: 'No',
  Last_Hire_Date: '01/15/2020',
  Termination_Date: '',
  Last_Day_of_Work: '',
  Title: 'Engineer',
  ...columns,
})

export const entries = (count: number, from = 1): JsonObject[] =>
  Array.from({ length: count }, (_, index) => entry(from + index))

const iso = (text: string) => text.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$1-$2T00:00:00Z')

/** What the shipped mapper makes of an entry, dates in ISO 8601; written by hand, so that it is no echo of the code. */
export function mappedFields(of: JsonObject): JsonObject {
  const { Email_Address, Last_Hire_Date, Termination_Date, Last_Day_of_Work } = of
  const email = String(Email_Address).toLowerCase()
  return {
    displayname: of.Preferred_Name ?? '',
    email,
    employeeid: of.Emp_ID ?? '',
    employmentstatus: of.Employment_Status ?? '',
    hiredate: iso(String(Last_Hire_Date)),
    lastdayofwork: iso(String(Last_Day_of_Work)),
    prehireflag: of.Prehire_Flag ?? '',
    rehiredemployee: of.Rehired_Employee ?? '',
    terminationdate: iso(String(Termination_Date)),
    title: of.Title ?? '',
    username: email,
  }
}

/** Of what is mapped of an entry. */
export function mappedDigest(of: JsonObject): string {
  const fields = Object.entries(mappedFields(of))
  return digestOf(JSON.stringify(fields.sort(([one], [other]) => (one < other ? -1 : 1))))
}

/** Report Digest of somebody whose entry was seen: that of its text, and that of what is mapped of it. */
export const digestOfEntry = (of: JsonObject): string => `${digestOf(JSON.stringify(of))}.${mappedDigest(of)}`

/** The fields of the profile of somebody whose entry was provisioned as it is. */
export const profileFor = (of: JsonObject, fields: JsonObject = {}): JsonObject => ({
  ...mappedFields(of),
  sourcepriority: 1,
  sourceoftruth: 'Workday',
  sourceinstance: SOURCE,
  reportdigest: digestOfEntry(of),
  adaccountstatus: 'Enabled',
  isprocessed: false,
  ...fields,
})
