import type { JsonObject } from './json.ts'
import { departments, firstNames, lastNames, offices } from './vocabulary.ts'

const teamSize = 9
const firstEmployeeId = 1000

interface Name {
  readonly first: string
  readonly last: string
  readonly email: string
}

/**
 * The report entry of the n-th person of the company, from 1: the same number always gives the same entry, whatever the size of the
 * company. Of 40 people about two are terminated, one is on leave, one is yet to come, one was rehired; contractors end in the future.
 */
export function personEntry(n: number): JsonObject {
  const name = nameOf(n)
  const manager = managerOf(n)
  return {
    Email_Address: name.email,
    Emp_ID: String(firstEmployeeId + n),
    ...employment(n),
    Preferred_Name: `${name.first} ${name.last}`,
    'Preferred_Name_-_First_Name': name.first,
    'Preferred_Name_-_Last_Name': name.last,
    ...work(n),
    Manager_Email_Address: manager?.email ?? '',
    Manager_Preferred_Name: manager ? `${manager.first} ${manager.last}` : '',
    Public_Work_Mobile_Phone_Number: phone(n, 303),
    'Email_-_Primary_Home': `home.${name.email}`,
    Work_Phone: phone(n, 206),
    ...place(n),
  }
}

/** The entries of a company of so many people, made as they are asked for. */
export function* people(count: number): Generator<JsonObject> {
  for (let n = 1; n <= count; n++) yield personEntry(n)
}

/** Every pair of names once, then again with a number behind it, so that no two people share a name or an e-mail. */
function nameOf(n: number): Name {
  const at = n - 1
  const first = pick(firstNames, at)
  const round = Math.floor(at / (firstNames.length * lastNames.length))
  const plain = pick(lastNames, Math.floor(at / firstNames.length) + at)
  const number = round === 0 ? '' : String(round + 1)
  const email = `${first}.${plain}${number}@example.com`.toLowerCase()
  return { first, last: number ? `${plain} ${number}` : plain, email }
}

/** The lead of the own team; a lead's is the lead of a team above; the first person has none. */
function managerOf(n: number): Name | undefined {
  const team = Math.floor((n - 1) / teamSize)
  const lead = team * teamSize + 1
  if (n !== lead) return nameOf(lead)
  return team === 0 ? undefined : nameOf(Math.floor((team - 1) / teamSize) * teamSize + 1)
}

function isLead(n: number): boolean {
  return (n - 1) % teamSize === 0
}

function employment(n: number) {
  const active = { Employment_Status: 'Active', Rehired_Employee: 'No', Prehire_Flag: 'False' }
  const open = { Last_Hire_Date: date(n, 2012), Termination_Date: '', Last_Day_of_Work: '' }
  const ended = { Termination_Date: date(n, 2024), Last_Day_of_Work: date(n, 2024) }
  // Far ahead, because a report that is always the same knows no today.
  const ends = { Termination_Date: '12/31/2049', Last_Day_of_Work: '12/31/2049' }
  if (isLead(n)) return { ...active, ...open }
  switch (n % 40) {
    case 12:
    case 32:
      return { ...active, ...open, Employment_Status: 'Terminated', ...ended }
    case 17:
      return { ...active, ...open, Employment_Status: 'Leave of Absence' }
    case 25:
      return { ...active, ...open, Prehire_Flag: 'True', Last_Hire_Date: date(n, 2045) }
    case 38:
      return { ...active, ...open, Rehired_Employee: 'Yes', Last_Hire_Date: date(n, 2022) }
    default:
      return isContractor(n) ? { ...active, ...open, ...ends } : { ...active, ...open }
  }
}

function isContractor(n: number): boolean {
  return n % 15 === 7
}

function work(n: number) {
  const { name, code, family, title } = pick(departments, Math.floor((n - 1) / teamSize))
  return {
    Cost_Center_Description: `${name} Cost Center`,
    Cost_Center_Code: `CC${code}`,
    Department: name,
    Employee_Type: isContractor(n) ? 'Contingent Worker' : 'Regular',
    Job_Code: String(isLead(n) ? code + 9 : code),
    Job_Family: family,
    Job_Function: `${family} Function`,
    Leadership: isLead(n) ? 'Yes' : 'No',
    Title: isLead(n) ? `${name} Manager` : title,
  }
}

function place(n: number) {
  const { city, state, country, region, postalCode } = pick(offices, Math.floor(n / 4))
  return {
    City: city,
    Country_Name: country,
    Location: `Office - ${country} - ${city}`,
    PAN_CF_Okta_Location_Region: region,
    State: state,
    Street_Address: `${100 + (n % 900)} Harbour Street`,
    Postal_Code: postalCode,
  }
}

/** A number of the range that is kept for fiction: 555-0100 to 555-0199. */
function phone(n: number, area: number): string {
  return `+1 ${area} 555 01${String(n % 100).padStart(2, '0')}`
}

/** A day as Workday writes it here, MM/DD/YYYY, in this year or the next. */
function date(n: number, year: number): string {
  const month = String((n % 10) + 1).padStart(2, '0')
  const day = String((n % 27) + 1).padStart(2, '0')
  return `${month}/${day}/${year + (n % 2)}`
}

function pick<T>(list: readonly T[], n: number): T {
  const item = list[n % list.length]
  if (item === undefined) throw new RangeError(`nobody has the number ${n}: people are counted from 1`)
  return item
}
