import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Explained, explain } from '../../../Integrations/WorkdayIAM/cycle/explain.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance } from './instance.ts'
import { entries, entry, profileFor } from './people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
})
afterEach(() => instance.close())

const explainedWhole = (report: readonly JsonObject[], params: JsonObject = {}) => {
  instance.server.setEntries(report)
  return explain(instance.session({ orphan_threshold: 100, ...params }))
}
const explained = async (report: readonly JsonObject[], params: JsonObject = {}): Promise<Explained[]> =>
  (await explainedWhole(report, params)).rows
const brief = (rows: readonly Explained[]) =>
  rows.map(({ place, email, incident, rule }) => [place, email, incident, rule])

describe('explain', () => {
  it('says of every entry, in the order of the report, and of those without one, what comes to them and why', async () => {
    for (const one of entries(5)) instance.profiles.set(String(one.Email_Address), profileFor(one))
    instance.profiles.set('p3@example.com', { forcesync: true })
    instance.profiles.set('p4@example.com', { isprocessed: true, terminationdate: '11/01/2026' })
    const rows = await explained([
      entry(6),
      entry(2),
      entry(1, { Title: 'Director' }),
      entry(3),
      entry(7, { Last_Hire_Date: 'soon' }),
      entry(4),
    ])
    expect(brief(rows)).toEqual([
      [1, 'p6@example.com', 'IAM - New Hire', 'new hire'],
      [2, 'p2@example.com', null, 'no change'],
      [3, 'p1@example.com', 'IAM - Update User', 'update'],
      [4, 'p3@example.com', 'IAM - Update User', 'force sync'],
      [5, 'p7@example.com', null, 'date format'],
      [6, 'p4@example.com', null, 'being processed'],
      [null, 'p5@example.com', 'IAM - Terminate User', 'orphan'],
    ])
    expect(rows.every(({ reason }) => /^\w.+\.$/.test(reason))).toBe(true)
    expect(rows[2]).toEqual({
      ...{ place: 3, email: 'p1@example.com', employeeid: '1001', displayname: 'Person 1' },
      ...{ incident: 'IAM - Update User', rule: 'update', reason: 'title changed.' },
    })
  })

  it('writes nothing and moves nothing, not even a digest', async () => {
    instance.profiles.set('p1@example.com', profileFor(entry(1), { reportdigest: '' }))
    await explained([entry(1), entry(2)])
    expect(instance.profiles.writes).toEqual([])
    expect(instance.lastRun).toEqual({})
  })

  it('says why nobody is called an orphan', async () => {
    for (const one of entries(2)) instance.profiles.set(String(one.Email_Address), profileFor(one))
    const rows = await explained([])
    expect(brief(rows)).toEqual([
      [null, 'p1@example.com', null, 'orphan'],
      [null, 'p2@example.com', null, 'orphan'],
    ])
    expect(rows[0]?.reason).toContain('The report is empty')
  })

  it('has one row for an entry that a person’s two profiles know', async () => {
    instance.profiles.set('t1@example.com', profileFor(entry(1), { istemporaryuser: true }))
    instance.profiles.set('p1@example.com', profileFor(entry(1)))
    expect(brief(await explained([entry(1)]))).toEqual([[1, 'p1@example.com', null, 'no change']])
  })

  it('calls nobody an orphan while more entries are new than one fetch keeps', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => ({ Emp_ID: `x${n}` }))
    instance.profiles.set('p1@example.com', profileFor(entry(1), { reportdigest: '' }))
    const { rows, more } = await explainedWhole([...many, entry(1)])
    expect(more).toBe(20_001)
    expect(brief(rows.slice(20_000))).toEqual([[null, 'p1@example.com', null, 'orphan']])
    expect(rows.at(-1)?.reason).toMatch(
      /^More entries are new, changed or not to be synced than one fetch can look at/,
    )
  })

  it('refuses a report that is not whole', async () => {
    instance.server.fault({ answer: { kind: 'cut', after: 1 } })
    await expect(explained(entries(3))).rejects.toThrow('broke off after 1 whole entry')
  })
})
