import { describe, expect, it } from 'vitest'
import { addressOf, Company } from '../../scripts/demo/year/company.ts'
import { differences } from '../../scripts/demo/year/compare.ts'
import type { Incident } from '../../scripts/demo/year/incidents.ts'
import { readScenario } from '../../scripts/demo/year/scenario.ts'
import { dayText } from '../../scripts/demo/year/text.ts'

describe('the company', () => {
  const company = () => new Company({ staff: { Board: ['Ada Brook'], Sales: ['Ben Castle', 'Cleo Dorn'] } })
  const HIRED = { name: 'Dan Eder', department: 'Sales', Last_Hire_Date: '03/02/2026' }

  it('has a head of each department, who manages the others', () => {
    const [, ben, cleo] = company().report
    expect(ben).toMatchObject({ Emp_ID: '1002', Title: 'Head of Sales', Manager_Email_Address: '' })
    expect(cleo).toMatchObject({
      ...{ Emp_ID: '1003', Title: 'Sales Clerk', Email_Address: addressOf('cleo.dorn') },
      ...{ Manager_Preferred_Name: 'Ben Castle', Manager_Email_Address: addressOf('ben.castle') },
    })
  })

  it('hires who is new, with the next employee id and the address of the key', () => {
    const one = company()
    one.change({ 'dan.eder2': HIRED })
    expect(one.report.at(-1)).toMatchObject({
      ...{ Emp_ID: '1004', Email_Address: 'dan.eder2@northwind.example', Last_Hire_Date: '03/02/2026' },
      ...{ 'Preferred_Name_-_First_Name': 'Dan', 'Preferred_Name_-_Last_Name': 'Eder' },
    })
  })

  it('changes columns of who is there, and takes out of the report without forgetting', () => {
    const one = company()
    one.change({ 'ben.castle': { Title: 'Director' }, 'cleo.dorn': null })
    expect(one.report.map(({ Title }) => Title)).toEqual(['Head of Board', 'Director'])
    expect(one.people).toHaveLength(3)
    expect(one.person('cleo.dorn').isReported).toBe(false)
  })

  it.each(['name', 'department', 'Last_Hire_Date'] as const)('hires nobody without %s', missing => {
    expect(() => company().change({ 'dan.eder': { ...HIRED, [missing]: '' } })).toThrow(
      'hires dan.eder without',
    )
  })

  it('knows nobody else', () => {
    expect(() => company().person('nobody')).toThrow('The story knows nobody called nobody.')
    expect(() => company().change({ nobody: null })).toThrow('nobody called nobody')
  })
})

describe('two tables', () => {
  it('are one when only their widths differ', () => {
    expect(differences('id    person\n1001  Ada\n', 'id         person\n1001       Ada')).toEqual([])
  })

  it('differ in lines that one of them lacks', () => {
    expect(differences('id  person\n1  Ada  ACTIVE\n2  Ben', 'id  person\n1  Ada  STAGED')).toEqual([
      '- 1  Ada  ACTIVE',
      '- 2  Ben',
      '+ 1  Ada  STAGED',
    ])
  })
})

describe('a day', () => {
  const incident = (told: string): Incident => ({
    ...{ id: '7', type: 'IAM - New Hire', who: 'ann.lee', name: 'Ann Lee', state: 'closed', playbook: '' },
    told,
  })
  const [day] = readScenario(
    'staff: {}\ntufeActors: []\ndays: [{ date: 2026-03-02, what: Ann is hired. }]',
  ).days
  const linesOf = (told: string) => {
    if (!day) throw new Error('The story has no day.')
    const goneOn = [
      { what: '“Really?” Yes', incident: incident('Resolved: Okta: create (ann.lee@x.example) done') },
    ]
    return dayText(day, { raised: [incident(told)], goneOn, problems: [] })
  }

  it('is told in a sentence, and a line for each incident', () => {
    expect(linesOf('waits: Really?')).toEqual([
      '2026-03-02  Ann is hired.',
      '2026-03-02  #7   IAM - New Hire             Ann Lee          waits: Really?',
      '2026-03-02  #7   IAM - New Hire             Ann Lee          “Really?” Yes → Resolved: Okta: create done',
    ])
  })

  it('tells the accounts in one line, without their names, and no line without an end', () => {
    const [, line = ''] = linesOf('Resolved: Okta: create (ann@x.example) done\nAD: create (ann) done\n')
    expect(line).toMatch(/Resolved: Okta: create done; AD: create done$/)
    expect(linesOf('x'.repeat(400)).map(({ length }) => length)).toEqual([25, 150, expect.any(Number)])
  })
})
