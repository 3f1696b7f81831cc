import { describe, expect, it } from 'vitest'
import { Company } from '../../scripts/demo/year/company.ts'
import { expectedTable } from '../../scripts/demo/year/compare.ts'
import { daysOf, readScenario } from '../../scripts/demo/year/scenario.ts'

const scenario = readScenario()
const STAFF = 'staff: { Board: [Ada Brook] }\ntufeActors: []\n'

/** The company as the whole story leaves it. */
function wholeCompany(): Company {
  const company = new Company(scenario)
  for (const { report } of scenario.days) company.change(report)
  return company
}

const expectedRows = expectedTable()
  .trim()
  .split('\n')
  .map(line => line.split(/ {2,}/))

describe('the story', () => {
  it.each([
    ['a member that is misspelt', `${STAFF}days: [{ date: 2026-01-02, rasied: {} }]`, 'rasied'],
    ['a day that is none', `${STAFF}days: [{ date: 2026-02-30 }]`, 'date'],
    [
      'days out of order',
      `${STAFF}days: [{ date: 2026-03-02 }, { date: 2026-03-01 }]`,
      '2026-03-01 must come behind',
    ],
    [
      'one day twice',
      `${STAFF}days: [{ date: 2026-03-02 }, { date: 2026-03-02 }]`,
      '2026-03-02 must come behind',
    ],
    ['a day of next year', `${STAFF}days: [{ date: 2027-01-01 }]`, 'before 2026-12-31'],
    ['a CRM that is neither up nor down', `${STAFF}days: [{ date: 2026-03-02, crm: slow }]`, 'crm'],
    [
      'an act without its doer',
      `${STAFF}days: [{ date: 2026-03-02, okta: [{ deactivates: ada.brook }] }]`,
      'okta',
    ],
  ])('is refused with %s', (_, text, told) => {
    expect(() => readScenario(text)).toThrow(told)
  })

  it('takes one incident of a person for a day, or several', () => {
    const text = `${STAFF}days: [{ date: 2026-01-02, raised: { a: IAM - New Hire, b: [One, Two] } }]`
    expect(readScenario(text).days[0]?.raised).toEqual({ a: ['IAM - New Hire'], b: ['One', 'Two'] })
  })

  it('has every day of the year, most of them with nothing', () => {
    const days = daysOf(scenario)
    expect(days).toHaveLength(365)
    expect(days.filter(({ report }) => Object.keys(report).length)).toHaveLength(
      scenario.days.filter(({ report }) => Object.keys(report).length).length,
    )
    expect(days.map(({ date }) => date)).toEqual([...new Set(days.map(({ date }) => date))].sort())
    expect(daysOf(scenario, '2026-01-08').at(-1)).toEqual(scenario.days[0])
  })

  it('speaks only of people of the company', () => {
    const company = wholeCompany()
    const named = scenario.days.flatMap(({ raised, fails, untold, answers, again, okta }) => [
      ...Object.keys(raised),
      ...Object.keys(answers),
      ...[fails, untold, again].flat(),
      ...okta.flatMap(act => [act.by, 'activates' in act ? act.activates : act.deactivates]),
    ])
    for (const key of [...named, ...scenario.tufeActors]) expect(() => company.person(key)).not.toThrow()
  })

  it('asks nobody who has no incident, and runs nothing again that has not failed', () => {
    const raised = new Set<string>()
    const failed = new Set<string>()
    for (const day of scenario.days) {
      for (const who of Object.keys(day.raised)) raised.add(who)
      for (const who of day.fails) failed.add(who)
      expect(Object.keys(day.answers).filter(who => !raised.has(who))).toEqual([])
      expect(day.again.filter(who => !failed.has(who))).toEqual([])
    }
  })
})

describe('the expected table', () => {
  const [head = [], ...rows] = expectedRows

  it('has a row for each of the 60', () => {
    const people = wholeCompany().people
    expect(people).toHaveLength(60)
    expect(rows.map(([id]) => id)).toEqual(people.map(({ employeeId }) => employeeId))
    expect(rows.filter(row => row.length !== head.length)).toEqual([])
  })

  it('says of each what HR says in the end', () => {
    const told = wholeCompany().people.map(({ entry, isReported }) => [
      entry.Preferred_Name,
      entry.Email_Address,
      entry.Title,
      isReported ? entry.Employment_Status : 'not in the report',
    ])
    expect(rows.map(row => row.slice(1, 5))).toEqual(told)
  })

  it('has nobody with an account who has left, and nobody who works without one, but for those of the story', () => {
    const isGone = (row: string[]) =>
      row.slice(5).join(' ') === 'Disabled DEPROVISIONED disabled DEPROVISIONED'
    const works = /^Enabled (ACTIVE|PROVISIONED) enabled \1$/
    const others = rows.filter(
      row => !(row[4] === 'Terminated' ? isGone(row) : works.test(row.slice(5).join(' '))),
    )
    expect(others.map(([, name]) => name)).toEqual(['Julia Kamp', 'Max Noll', 'Ida Krantz'])
  })
})
