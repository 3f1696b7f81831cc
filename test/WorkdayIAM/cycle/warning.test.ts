import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance, type Raised, shown } from './instance.ts'
import { entries, entry, NOW, profileFor } from './people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
  instance.profiles.set('p1@example.com', profileFor(entry(1)))
})
afterEach(() => instance.close())

/** Fetches a report; gives its warning. */
async function warned(report: readonly JsonObject[], params: JsonObject = {}): Promise<Raised | undefined> {
  instance.server.setEntries(report)
  const raised = await instance.fetch(params)
  if (instance.error !== undefined) throw new Error(instance.error)
  return raised.find(({ type }) => type === 'IAM - HR Report Warning')
}
const BAD = entry(2, { Emp_ID: '' })

describe('a warning', () => {
  it('tells all that is to be corrected, with place and person', async () => {
    const one = await warned([
      entry(1),
      BAD,
      entry(3, { Last_Hire_Date: '2020-01-15' }),
      entry(1, { Title: 'x' }),
    ])
    const lines = [
      'Entry 2 (Person 2, p2@example.com): The entry lacks the employee id.',
      'Entry 3 (Person 3, p3@example.com, 1003): hiredate is "2020-01-15", which does not fit the parameter "Date Format in Workday Report".',
      'Entry 4 (Person 1, p1@example.com, 1001): Entry 1 has the same employee id or e-mail; each may stand in a report once.',
    ]
    expect(one?.incident).toEqual({
      ...{ name: 'HR report: 3 entries are to be corrected', type: 'IAM - HR Report Warning' },
      ...{ occurred: new Date(NOW).toISOString(), details: lines.join('\n'), rawJSON: expect.any(String) },
    })
    expect(one?.raw).toEqual({ doubt: null, problems: lines, missing: [] })
  })

  it.each<[string, readonly JsonObject[], string]>([
    ['one entry', [entry(1), BAD], 'HR report: 1 entry is to be corrected'],
    ['a doubt', [entry(2)], 'HR report: nobody is terminated as an orphan'],
    ['both', [BAD], 'HR report: nobody is terminated as an orphan; 1 entry is to be corrected'],
  ])('is named for what it tells: %s', async (_, report, name) => {
    expect((await warned(report))?.incident.name).toBe(name)
  })

  it('tells of an entry without any name by its place alone', async () => {
    const nobody = entry(9, { Emp_ID: '', Email_Address: '', Preferred_Name: '' })
    const one = await warned([entry(1), nobody])
    expect(one?.incident.details).toBe('Entry 2: The entry lacks the e-mail, the employee id.')
  })

  it('tells 50 and how many more', async () => {
    for (const one of entries(60)) instance.profiles.set(String(one.Email_Address), profileFor(one))
    const bad = entries(60, 101).map(one => ({ ...one, Emp_ID: '' }))
    const one = await warned(bad)
    const { problems, missing, doubt } = (one?.raw ?? {}) as Record<string, string[]>
    expect([problems?.length, problems?.at(-1)]).toEqual([51, 'and 10 more'])
    expect([missing?.length, missing?.at(-1)]).toEqual([51, 'and 10 more'])
    expect(doubt).toContain('60 of 60 profiles')
    expect(String(one?.incident.details).split('\n')).toHaveLength(53)
  })
})

describe('the same warning', () => {
  it('comes once, while places move and other people come and go', async () => {
    expect(await warned([entry(1), BAD])).toBeDefined()
    expect(await warned([entry(1), BAD])).toBeUndefined()
    expect(await warned([entry(7), BAD, entry(1)])).toBeUndefined()
    const other = entry(8, { Emp_ID: '' })
    expect(await warned([BAD, other, entry(1)])).toBeDefined()
    expect(await warned([other, entry(1), BAD])).toBeUndefined()
    expect(JSON.stringify(instance.lastRun).length).toBeLessThan(1024)
  })

  it('comes with something new to tell, and again when all has been well meanwhile', async () => {
    expect(await warned([entry(1), BAD])).toBeDefined()
    expect(await warned([entry(1), BAD, entry(3, { Emp_ID: '' })])).toBeDefined()
    // Who is meant and what is wrong is all that counts.
    expect(await warned([entry(1), { ...BAD, Title: 'Clerk' }, entry(3, { Emp_ID: '' })])).toBeUndefined()
    const otherFault = { ...BAD, Last_Hire_Date: 'soon' }
    expect(await warned([entry(1), otherFault, entry(3, { Emp_ID: '' })])).toBeDefined()
    expect(await warned([entry(1)])).toBeUndefined()
    expect(await warned([entry(1), BAD])).toBeDefined()
  })

  it('of a doubt comes again when somebody else is missing, and not when another entry has news', async () => {
    instance.profiles.set('p2@example.com', profileFor(entry(2)))
    expect(await warned([entry(3)])).toBeDefined()
    expect(await warned([entry(3), entry(4)])).toBeUndefined()
    expect(await warned([entry(3), entry(2)])).toBeDefined()
  })

  it('comes once in a cycle of many fetches, and not in the next', async () => {
    const limits = { max_fetch: 1, percentage: 0, orphan_threshold: 100 }
    for (const one of entries(4)) instance.profiles.set(String(one.Email_Address), profileFor(one))
    instance.server.setEntries([entry(5), entry(6, { Last_Hire_Date: 'soon' }), entry(4)])
    const raised: string[] = []
    while (Number(instance.lastRun.cycle ?? 1) < 3) raised.push(...shown(await instance.fetch(limits)))
    expect(raised.filter(one => one.startsWith('HR Report Warning'))).toHaveLength(1)
    expect(raised.filter(one => one.startsWith('Terminate'))).toHaveLength(6)
  })

  it('survives a change of the report in the middle of a cycle', async () => {
    const limits = { max_fetch: 1, percentage: 0 }
    expect(await warned([entry(1), BAD])).toBeDefined()
    await warned([entry(1), BAD, entry(3), entry(4)], limits)
    instance.server.setEntries([entry(1), BAD, entry(4)])
    const raised: string[] = []
    while (Number(instance.lastRun.cycle) < 3) raised.push(...shown(await instance.fetch(limits)))
    expect(raised).toEqual(['New Hire p4@example.com'])
  })
})
