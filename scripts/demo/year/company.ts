import type { JsonObject } from '../../../kit/wire.ts'
import type { Day, Scenario } from './scenario.ts'

const DOMAIN = 'northwind.example'
const FIRST_ID = 1001
const OF_OLD = '04/01/2019'

export const addressOf = (key: string): string => `${key}@${DOMAIN}`
const keyOf = (name: string): string => name.toLowerCase().replaceAll(' ', '.')

/** Somebody of the company, for ever: who has left is remembered. */
export interface Person {
  /** What the story calls them. */
  readonly key: string
  readonly employeeId: string
  /** The entry of the report as it is, or was when it was taken out. */
  entry: JsonObject
  isReported: boolean
}

interface Hired {
  readonly name: string
  readonly department: string
  readonly title?: string
}

/** The people of the company and what HR reports of them, which changes with the days of the story. */
export class Company {
  readonly #people = new Map<string, Person>()
  readonly #heads = new Map<string, string>()

  constructor({ staff }: Pick<Scenario, 'staff'>) {
    for (const [department, names] of Object.entries(staff))
      for (const [at, name] of names.entries()) {
        if (at === 0) this.#heads.set(department, name)
        const title = at === 0 ? `Head of ${department}` : `${department} Clerk`
        this.#hire(keyOf(name), { name, department, title }, { Last_Hire_Date: OF_OLD })
      }
  }

  /** In the order of their employee ids. */
  get people(): Person[] {
    return [...this.#people.values()]
  }

  /** The entries of the report of today. */
  get report(): JsonObject[] {
    return this.people.filter(({ isReported }) => isReported).map(({ entry }) => entry)
  }

  /** Somebody by what the story calls them. Throws when there is no such person. */
  person(key: string): Person {
    const found = this.#people.get(key)
    if (!found) throw new Error(`The story knows nobody called ${key}.`)
    return found
  }

  /** What HR does on a day: a name that is new is hired, and needs name, department and hire date. */
  change(report: Day['report']): void {
    for (const [key, columns] of Object.entries(report)) {
      const known = this.#people.get(key)
      if (columns === null) this.person(key).isReported = false
      else if (known) known.entry = { ...known.entry, ...columns }
      else this.#hireBy(key, columns)
    }
  }

  #hireBy(key: string, { name, department, ...columns }: Record<string, string>): void {
    if (!name || !department || !columns.Last_Hire_Date)
      throw new Error(`The story hires ${key} without name, department or Last_Hire_Date.`)
    this.#hire(key, { name, department }, columns)
  }

  #hire(key: string, { name, department, title = `${department} Clerk` }: Hired, columns: JsonObject): void {
    const employeeId = String(FIRST_ID + this.#people.size)
    const [first = '', last = ''] = name.split(' ')
    const head = this.#heads.get(department)
    const manager = head === name ? undefined : head
    const entry = {
      ...NOTHING,
      Email_Address: addressOf(key),
      Emp_ID: employeeId,
      Preferred_Name: name,
      'Preferred_Name_-_First_Name': first,
      'Preferred_Name_-_Last_Name': last,
      Title: title,
      Department: department,
      ...(manager && {
        Manager_Preferred_Name: manager,
        Manager_Email_Address: addressOf(keyOf(manager)),
      }),
      ...columns,
    }
    this.#people.set(key, { key, employeeId, entry, isReported: true })
  }
}

/** Workday writes every column of everybody. */
const NOTHING: JsonObject = {
  Employment_Status: 'Active',
  Rehired_Employee: 'No',
  Prehire_Flag: 'False',
  Termination_Date: '',
  Last_Day_of_Work: '',
  Manager_Preferred_Name: '',
  Manager_Email_Address: '',
}
