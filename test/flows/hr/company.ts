import type { JsonObject } from '../../../kit/wire.ts'

/** A person in few words; all other columns of the entry follow from them. */
export interface Hired {
  readonly id: string
  readonly name: string
  /** MM/DD/YYYY, as the report has it. */
  readonly hired?: string
  readonly [column: string]: string | undefined
}

const OF_OLD = '04/01/2019'

/** A person's entry of the report, with every column that the mapper reads. */
export function entryOf({ id, name, hired = OF_OLD, ...columns }: Hired): JsonObject {
  const [first = '', last = ''] = name.split(' ')
  const set = Object.entries(columns).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return {
    Email_Address: `${first}.${last}@northwind.example`.toLowerCase(),
    Emp_ID: id,
    Employment_Status: 'Active',
    Rehired_Employee: 'No',
    Prehire_Flag: 'False',
    Last_Hire_Date: hired,
    Termination_Date: '',
    Last_Day_of_Work: '',
    Preferred_Name: name,
    'Preferred_Name_-_First_Name': first,
    'Preferred_Name_-_Last_Name': last,
    Title: 'Clerk',
    Department: 'Logistics',
    City: 'Zürich',
    Country_Name: 'Switzerland',
    ...Object.fromEntries(set),
  }
}

const NAMES =
  'Ada Ben Cleo Dan Eve Finn Gina Hugo Iris Jack Kara Liam Mona Nils Olga Paul Rosa Sven Tara Uwe'.split(' ')
const SURNAMES = 'Brook Castle Dorn Eder Falk Gold Hart Imhof Jung Kern'.split(' ')

/** So many people who have been there for years: 1001, 1002, …; at most 200 with different names. */
export function staff(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `${NAMES[at % NAMES.length]} ${SURNAMES[Math.floor(at / NAMES.length) % SURNAMES.length]}`
    return entryOf({ id: String(1001 + at), name })
  })
}

/** The report with columns of some people changed, by their employee ids. */
export function changed(report: readonly JsonObject[], changes: Record<string, JsonObject>): JsonObject[] {
  const unknown = Object.keys(changes).filter(id => !report.some(({ Emp_ID }) => Emp_ID === id))
  if (unknown.length) throw new Error(`The report has nobody with the employee id ${unknown.join(', ')}.`)
  return report.map(entry => ({ ...entry, ...changes[String(entry.Emp_ID)] }))
}

/** The report without some people. */
export function without(report: readonly JsonObject[], ...ids: readonly string[]): JsonObject[] {
  return report.filter(({ Emp_ID }) => !ids.includes(String(Emp_ID)))
}
