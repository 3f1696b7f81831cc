import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../report-server/json.ts'
import { people, personEntry } from '../../report-server/people.ts'

const columns =
  'Email_Address Emp_ID Employment_Status Rehired_Employee Prehire_Flag Last_Hire_Date Termination_Date Last_Day_of_Work Preferred_Name Preferred_Name_-_First_Name Preferred_Name_-_Last_Name City Cost_Center_Description Cost_Center_Code Country_Name Department Employee_Type Job_Code Job_Family Job_Function Leadership Location PAN_CF_Okta_Location_Region Manager_Email_Address Manager_Preferred_Name Public_Work_Mobile_Phone_Number Email_-_Primary_Home State Street_Address Title Work_Phone Postal_Code'.split(
    ' ',
  )
const company = [...people(3000)]
const values = (column: string) => company.map(entry => String(entry[column]))
const share = (fits: (entry: JsonObject) => boolean) => company.filter(fits).length / company.length
const day = (text: unknown) => String(text).replace(/(\d\d)\/(\d\d)\/(\d{4})/, '$3-$1-$2')

describe('a person', () => {
  it('has every column of the report, each a text', () => {
    for (const entry of company) {
      expect(Object.keys(entry).sort()).toEqual([...columns].sort())
      expect(Object.values(entry).every(value => typeof value === 'string')).toBe(true)
    }
  })

  it('is always the same', () => {
    expect(personEntry(17)).toEqual(personEntry(17))
    expect([...people(20)]).toEqual(company.slice(0, 20))
    expect(personEntry(2)).toMatchObject({
      Emp_ID: '1002',
      Email_Address: 'alonso.almeida@example.com',
      'Email_-_Primary_Home': 'home.alonso.almeida@example.com',
      Preferred_Name: 'Alonso Almeida',
      Manager_Email_Address: 'agnes.adler@example.com',
      Manager_Preferred_Name: 'Agnes Adler',
      Employment_Status: 'Active',
      Department: 'Executive',
    })
  })

  it('has a number from 1', () => {
    expect(() => personEntry(0)).toThrow(/counted from 1/)
  })

  it('has values that Workday has', () => {
    expect(new Set(values('Employment_Status'))).toEqual(
      new Set(['Active', 'Leave of Absence', 'Terminated']),
    )
    expect(new Set(values('Rehired_Employee'))).toEqual(new Set(['Yes', 'No']))
    expect(new Set(values('Prehire_Flag'))).toEqual(new Set(['True', 'False']))
    for (const column of ['Last_Hire_Date', 'Termination_Date', 'Last_Day_of_Work'])
      for (const value of values(column)) expect(value).toMatch(/^(\d\d\/\d\d\/\d{4})?$/)
  })

  it('has dates that exist and follow each other', () => {
    for (const entry of company) {
      const hired = day(entry.Last_Hire_Date)
      expect(new Date(hired).toISOString().slice(0, 10)).toBe(hired)
      expect(entry.Last_Day_of_Work).toBe(entry.Termination_Date)
      if (entry.Termination_Date !== '') expect(day(entry.Termination_Date) > hired).toBe(true)
      if (entry.Employment_Status === 'Terminated') expect(entry.Termination_Date).not.toBe('')
      expect(entry.Prehire_Flag).toBe(hired > '2040' ? 'True' : 'False')
    }
  })
})

describe('the company', () => {
  it('gives no name, number or e-mail twice, and only those of example.com', () => {
    const large = new Map(
      ['Preferred_Name', 'Emp_ID', 'Email_Address', 'Email_-_Primary_Home'].map(c => [c, new Set()]),
    )
    const names = new Set<string>()
    for (const entry of people(100_000)) {
      for (const [column, seen] of large) seen.add(entry[column])
      names.add(`${entry['Preferred_Name_-_First_Name']} ${entry['Preferred_Name_-_Last_Name']}`)
      if (!/^[a-z]+\.[a-z]+\d*@example\.com$/.test(String(entry.Email_Address)))
        throw new Error(`no e-mail of example.com: ${entry.Email_Address}`)
    }
    expect([names.size, ...[...large.values()].map(seen => seen.size)]).toEqual(Array(5).fill(100_000))
  })

  it('appends a number when the names run out', () => {
    expect(
      [personEntry(2500), personEntry(2501), personEntry(5001)].map(entry => entry.Preferred_Name),
    ).toEqual(['Zoltan Wolf', 'Agnes Adler 2', 'Agnes Adler 3'])
  })

  it('has a manager for everybody but the first, who is in the report before', () => {
    const before = new Map<unknown, unknown>()
    for (const entry of company) {
      if (before.size > 0) expect(before.get(entry.Manager_Email_Address)).toBe(entry.Manager_Preferred_Name)
      else expect([entry.Manager_Email_Address, entry.Manager_Preferred_Name]).toEqual(['', ''])
      before.set(entry.Email_Address, entry.Preferred_Name)
    }
  })

  it('has managers who are there', () => {
    const managers = new Set(values('Manager_Email_Address'))
    const away = company.filter(
      entry => managers.has(String(entry.Email_Address)) && entry.Employment_Status !== 'Active',
    )
    expect(away).toEqual([])
  })

  it('has some of every kind', () => {
    const shares = [
      share(entry => entry.Employment_Status === 'Terminated'),
      share(entry => entry.Employment_Status === 'Leave of Absence'),
      share(entry => entry.Prehire_Flag === 'True'),
      share(entry => entry.Rehired_Employee === 'Yes'),
      share(entry => entry.Employment_Status === 'Active' && entry.Termination_Date !== ''),
    ]
    for (const one of shares) expect(one).toBeGreaterThan(0.015)
    expect(share(entry => entry.Employment_Status === 'Active')).toBeGreaterThan(0.9)
  })
})
