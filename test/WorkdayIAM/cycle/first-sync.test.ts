import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance, shown } from './instance.ts'
import { entries, entry, profileFor } from './people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
})
afterEach(() => instance.close())

const sync = (params: JsonObject = {}) => instance.fetch({ first_run: true, ...params })
const made = () => Object.keys(instance.profiles.all())

describe('a first sync', () => {
  it('makes profiles, raises nothing, and has nothing to raise afterwards', async () => {
    const given = entries(3)
    instance.server.setEntries(given)
    expect(await sync()).toEqual([])
    expect(instance.lastRun).toMatchObject({ v: 1, cycle: 1, offset: 0 })
    for (const one of given) {
      const { terminationdate: _, lastdayofwork: __, ...fields } = profileFor(one)
      expect(instance.profiles.fields(String(one.Email_Address))).toEqual(fields)
    }
    expect(await sync()).toEqual([])
    expect(instance.lastRun).toMatchObject({ cycle: 2, offset: 0 })
  })

  it.each([
    ['11/25/2026', 'Enabled'],
    ['11/26/2026', 'Pending'],
  ])('leaves the account of who is hired on %s %s', async (Last_Hire_Date, account) => {
    instance.server.setEntries([entry(1, { Last_Hire_Date })])
    const days = { days_before_hire_to_sync: 10, days_before_hire_to_enable_ad: 3 }
    await sync(days)
    expect(instance.profiles.fields('p1@example.com')?.adaccountstatus).toBe(account)
    expect(await sync(days)).toEqual([])
  })

  it('leaves out those for whom no new hire would be raised, and says why', async () => {
    instance.server.setEntries([
      entry(1, { Employment_Status: 'Terminated' }),
      entry(2, { Last_Hire_Date: '01/15/2027' }),
      entry(3, { Emp_ID: '' }),
      entry(4, { Last_Hire_Date: '2020-01-15' }),
      entry(5),
      entry(7),
      entry(7, { Title: 'Clerk' }),
      entry(6, { Termination_Date: '11/21/2026' }),
    ])
    await sync({ days_before_hire_to_sync: 10 })
    // Of two entries of one person the first: nobody may be hired who has been there for years.
    expect(made()).toEqual(['p5@example.com', 'p7@example.com'])
    const reasons = instance.log.filter(line => line.includes('is not synced'))
    expect(reasons.map(line => /Entry (\d)/.exec(line)?.[1])).toEqual(['1', '2', '3', '4', '7', '8'])
    expect(reasons[2]).toBe('info: Entry 3 is not synced: The entry lacks the employee id.')
  })

  it('takes two people with one name, for both have their accounts', async () => {
    instance.profiles.set('p9@example.com', profileFor(entry(9, { Preferred_Name: 'Ann Lee' })))
    instance.server.setEntries([1, 2].map(n => entry(n, { Preferred_Name: 'Ann Lee' })))
    await sync()
    expect(made()).toEqual(['p9@example.com', 'p1@example.com', 'p2@example.com'])
  })

  it('leaves a profile as it is; its differences come with the cycle behind it', async () => {
    const old = profileFor(entry(1), { city: 'Oslo' })
    instance.profiles.set('p1@example.com', old)
    instance.server.setEntries([
      entry(1, { Title: 'Director' }),
      entry(2, { Employment_Status: 'Terminated' }),
    ])
    instance.profiles.set('p2@example.com', profileFor(entry(2)))
    expect(await sync()).toEqual([])
    expect(instance.profiles.fields('p1@example.com')).toEqual(old)
    expect(instance.profiles.writes).toEqual([])
    expect(shown(await sync())).toEqual(['Update User p1@example.com', 'Terminate User p2@example.com'])
  })

  it('goes on slice by slice, and each person has one profile', async () => {
    instance.server.setEntries(entries(25))
    const limits = { max_fetch: 2, percentage: 20 }
    const places: unknown[] = []
    for (let fetches = 0; fetches < 5; fetches += 1) {
      expect(await sync(limits)).toEqual([])
      places.push([instance.lastRun.cycle, instance.lastRun.offset, made().length])
    }
    expect(places).toEqual([
      [0, 5, 5],
      [0, 10, 10],
      [0, 15, 15],
      [0, 20, 20],
      [1, 0, 25],
    ])
  })

  it('looks at all entries when the report changes meanwhile, and doubles nobody', async () => {
    instance.server.setEntries(entries(6))
    await sync({ max_fetch: 4, percentage: 0 })
    instance.server.setEntries([entry(7), ...entries(6)])
    await sync({ max_fetch: 4, percentage: 0 })
    expect(instance.lastRun).toMatchObject({ cycle: 1, offset: 0 })
    expect(made().sort()).toEqual([1, 2, 3, 4, 5, 6, 7].map(n => `p${n}@example.com`))
  })

  it('goes on although the box is off meanwhile', async () => {
    instance.server.setEntries(entries(3))
    await sync({ max_fetch: 2, percentage: 0 })
    expect(await instance.fetch({ first_run: false })).toEqual([])
    expect(made()).toHaveLength(3)
  })

  it('does not begin with an empty report, else everybody would be hired by the next', async () => {
    expect(await sync()).toEqual([])
    expect(instance.error).toMatch(/^The report is empty, so the first sync has not begun/)
    expect(instance.lastRun).toEqual({})
    instance.server.setEntries(entries(2))
    expect(await sync()).toEqual([])
    expect(made()).toHaveLength(2)
  })

  it('counts the profiles that it makes, not those for whom there is nothing to make', async () => {
    const left = entries(5).map(one => ({ ...one, Employment_Status: 'Terminated' }))
    instance.server.setEntries([...left, ...entries(3, 6)])
    await sync({ max_fetch: 2, percentage: 0 })
    expect(made()).toEqual(['p6@example.com', 'p7@example.com'])
    expect(instance.lastRun).toMatchObject({ cycle: 0, offset: 7 })
    await sync({ max_fetch: 2, percentage: 0 })
    expect(instance.lastRun).toMatchObject({ cycle: 1, offset: 0 })
  })

  it('refuses a report in another date format, and makes nobody', async () => {
    const wrong = entries(3).map(one => ({ ...one, Last_Hire_Date: '15/01/2020' }))
    instance.server.setEntries([...wrong, ...entries(3, 4)])
    expect(await sync()).toEqual([])
    expect(instance.error).toMatch(
      /^3 of 6 entries have a date that cannot be read, so nothing was raised\. Entry 1: /,
    )
    expect([made(), instance.lastRun]).toEqual([[], {}])
  })

  it('writes at most 1,000 profiles at once', async () => {
    instance.server.setEntries(entries(1100))
    await sync({ max_fetch: 2000 })
    expect(instance.profiles.writes).toEqual([1000, 100])
    expect(made()).toHaveLength(1100)
  })

  it.each([
    ['the box is off', {}, false],
    ['the public pack has synced', { synced_users: true, events: [] }, true],
  ])('is none when %s: a hire is an incident', async (_, lastRun, first_run) => {
    instance.lastRun = lastRun
    instance.server.setEntries([entry(1)])
    expect(shown(await instance.fetch({ first_run }))).toEqual(['New Hire p1@example.com'])
    expect(made()).toEqual([])
  })
})
