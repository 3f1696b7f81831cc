import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mostEntries, mostIncidents } from '../../../Integrations/WorkdayIAM/cycle/slice.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance, shown } from './instance.ts'
import { digestOfEntry, entries, entry, profileFor } from './people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
})
afterEach(() => instance.close())

const hire = (n: number) => `New Hire p${n}@example.com`

describe('the size of a slice', () => {
  it.each([
    [{ max_fetch: 50, percentage: 10 }, 1000, 50, 100],
    [{ max_fetch: 50, percentage: 10 }, 400, 50, 50],
    [{ max_fetch: 1, percentage: 10 }, 11, 1, 2],
    [{ max_fetch: 1, percentage: 0 }, 1000, 1, 1],
    [{ max_fetch: 0, percentage: 0 }, 1000, 50, 50],
    [{ max_fetch: 200, percentage: 100 }, 300, 200, 300],
    [{ max_fetch: 7, percentage: 250 }, 0, 7, 7],
  ])('by %j of %i entries is %i incidents and %i entries', (limits, count, incidents, looked) => {
    const { params } = instance.session(limits)
    expect([mostIncidents(params), mostEntries(params, count)]).toEqual([incidents, looked])
  })
})

describe('a cycle', () => {
  it('raises what there is, slice by slice, in the order of the report', async () => {
    instance.server.setEntries(entries(5))
    const limits = { max_fetch: 2, percentage: 0 }
    const slices: string[][] = []
    const places: unknown[] = []
    for (let fetches = 0; fetches < 4; fetches += 1) {
      slices.push(shown(await instance.fetch(limits)))
      places.push([instance.lastRun.cycle, instance.lastRun.offset])
    }
    expect(slices).toEqual([[hire(1), hire(2)], [hire(3), hire(4)], [hire(5)], []])
    expect(places).toEqual([
      [1, 2],
      [1, 4],
      [1, 5],
      [2, 0],
    ])
  })

  it('looks at no more than the percentage, whatever that raises', async () => {
    instance.server.setEntries(entries(40).map(one => ({ ...one, Employment_Status: 'Terminated' })))
    expect(await instance.fetch({ max_fetch: 1, percentage: 25 })).toEqual([])
    expect(instance.lastRun).toMatchObject({ cycle: 1, offset: 10 })
  })

  it('gives entries without news for nothing', async () => {
    const all = entries(30)
    for (const one of all.slice(0, 29)) instance.profiles.set(String(one.Email_Address), profileFor(one))
    instance.server.setEntries(all)
    expect(shown(await instance.fetch({ max_fetch: 2, percentage: 0 }))).toEqual([hire(30)])
    expect(instance.lastRun).toMatchObject({ cycle: 2, offset: 0 })
  })

  it('that is done in one fetch is done in one, and begins again with the next', async () => {
    instance.server.setEntries(entries(3))
    expect(shown(await instance.fetch())).toEqual([1, 2, 3].map(hire))
    expect(instance.lastRun).toMatchObject({ v: 1, cycle: 2, offset: 0 })
    expect(JSON.stringify(instance.lastRun).length).toBeLessThan(1024)
    expect(shown(await instance.fetch())).toEqual([1, 2, 3].map(hire))
  })

  it('goes on when the report changes, and looks at what is behind it again with half of the limit', async () => {
    const limits = { max_fetch: 2, percentage: 0 }
    instance.server.setEntries(entries(4))
    await instance.fetch(limits)
    instance.server.setEntries(entries(4).map((one, n) => (n === 3 ? { ...one, Title: 'Clerk' } : one)))
    expect(shown(await instance.fetch(limits))).toEqual([hire(1), hire(3)])
    expect(shown(await instance.fetch(limits))).toEqual([hire(4)])
    expect(instance.lastRun).toMatchObject({ cycle: 1, offset: 4 })
    expect(shown(await instance.fetch(limits))).toEqual([])
    expect(instance.lastRun).toMatchObject({ cycle: 2, offset: 0 })
  })

  it.each([1, 2, 3])(
    'reaches the last entry although every download is another, %i at a time',
    async size => {
      const hired: string[] = []
      for (let run = 0; run < 12; run += 1) {
        const left = entries(5).map(one => ({ ...one, Employment_Status: 'Terminated' }))
        instance.server.setEntries([...left, entry(6), entry(7)].map(one => ({ ...one, Run: String(run) })))
        hired.push(...shown(await instance.fetch({ max_fetch: size, percentage: 0 })))
      }
      expect([...new Set(hired)]).toEqual([hire(6), hire(7)])
    },
  )

  it('downloads the report once and reads the profiles once in every fetch', async () => {
    instance.server.setEntries(entries(4))
    await instance.fetch({ max_fetch: 2, percentage: 0 })
    await instance.fetch({ max_fetch: 2, percentage: 0 })
    expect(instance.server.downloads).toBe(2)
    const whole = instance.profiles.searches.filter(({ query }) => !query.includes('value:'))
    expect(whole).toHaveLength(2)
  })
})

describe('an entry that somebody has to correct', () => {
  it('is told to the log, and keeps nobody else', async () => {
    instance.server.setEntries([entry(1, { Emp_ID: '' }), entry(2)])
    expect(shown(await instance.fetch())).toEqual([hire(2), 'HR Report Warning'])
    expect(instance.log).toContain('error: Entry 1: The entry lacks the employee id.')
  })
})

describe('a fetch that fails', () => {
  const faults: [string, JsonObject, RegExp][] = [
    ['a cut report', { kind: 'cut', after: 2 }, /broke off after 2 whole entries/],
    ['a report cut at a bracket', { kind: 'cut', after: 2, clean: true }, /.+/],
    ['a page to sign in', { kind: 'html' }, /HTML page/],
    ['nothing', { kind: 'nobody' }, /is empty: not even a report without entries/],
    ['an entry that is none', { kind: 'malformed', what: 'entry' }, /.+/],
    ['an entry that is no JSON', { kind: 'malformed' }, /Entry 3 of the report is no JSON/],
    ['a wrong password', { kind: 'status', status: 401 }, /HTTP 401/],
  ]
  it.each(faults)('by %s raises nothing, moves nothing and writes nothing', async (_, answer, sentence) => {
    instance.server.setEntries(entries(5))
    instance.profiles.set('p1@example.com', profileFor(entry(1), { reportdigest: '' }))
    await instance.fetch({ max_fetch: 1, percentage: 0 })
    const before = [instance.lastRun, instance.profiles.all()]
    instance.server.fault({ times: 1, answer } as Parameters<Instance['server']['fault']>[0])
    expect(await instance.fetch()).toEqual([])
    expect(instance.error).toMatch(sentence)
    expect([instance.lastRun, instance.profiles.all()]).toEqual(before)
    await instance.fetch()
    expect(instance.error).toBeUndefined()
  })

  it('because a profile is gone meanwhile, the same', async () => {
    instance.server.setEntries([entry(1, { Title: 'Director' })])
    instance.profiles.set('p1@example.com', profileFor(entry(1)))
    const { search } = instance.profiles
    instance.profiles.search = function gone(this: typeof instance.profiles, asked) {
      if (asked.query.includes('value:')) this.remove('p1@example.com')
      return search.call(this, asked)
    }
    expect(await instance.fetch()).toEqual([])
    expect(instance.error).toContain('The User Profile p1@example.com is gone')
    expect(instance.lastRun).toEqual({})
  })
})

describe('an entry that has changed without news', () => {
  const before = entry(1, { Nobody_maps_this: '1' })
  const after = entry(1, { Nobody_maps_this: '2' })

  it('leaves its digest in the profile, and nothing else, so that it is not mapped again', async () => {
    const { profiles, server } = instance
    profiles.set('p1@example.com', profileFor(before))
    server.setEntries([after])
    expect(await instance.fetch()).toEqual([])
    expect(profiles.fields('p1@example.com')).toEqual(
      profileFor(before, { reportdigest: digestOfEntry(after) }),
    )
    await instance.fetch()
    expect(profiles.writes).toEqual([1])
    // The second fetch has asked for nobody's whole profile.
    expect(profiles.searches.map(({ query }) => query.includes('value:'))).toEqual([false, true, false])
  })

  it('of somebody who has left, too', async () => {
    const left = { Employment_Status: 'Terminated' }
    instance.profiles.set('p1@example.com', profileFor(entry(1, left), { adaccountstatus: 'Disabled' }))
    const changed = entry(1, { ...left, Nobody_maps_this: '3' })
    instance.server.setEntries([changed])
    expect(await instance.fetch()).toEqual([])
    expect(instance.profiles.fields('p1@example.com')).toMatchObject({
      ...{ reportdigest: digestOfEntry(changed), title: 'Engineer' },
    })
  })

  it('of somebody who has left is another matter when something that is mapped has changed', async () => {
    const left = { Employment_Status: 'Terminated' }
    const old = profileFor(entry(1, left), { adaccountstatus: 'Disabled' })
    instance.profiles.set('p1@example.com', old)
    instance.server.setEntries([entry(1, { ...left, Title: 'Gone' })])
    expect(await instance.fetch()).toEqual([])
    expect(instance.profiles.fields('p1@example.com')).toEqual(old)
  })

  it('is noted soon after it was looked at: 50 at once', async () => {
    for (const one of entries(120)) instance.profiles.set(String(one.Email_Address), profileFor(one))
    instance.server.setEntries(entries(120).map(one => ({ ...one, Nobody_maps_this: '2' })))
    expect(await instance.fetch()).toEqual([])
    expect(instance.profiles.writes).toEqual([50, 50, 20])
  })

  it('claims a profile that has no source yet', async () => {
    const fields = profileFor(before, { sourceinstance: '' })
    instance.profiles.set('p1@example.com', fields)
    instance.server.setEntries([after])
    await instance.fetch()
    expect(instance.profiles.fields('p1@example.com')?.sourceinstance).toBe('Workday IAM_instance_1')
  })

  it.each<[string, JsonObject, JsonObject]>([
    ['a stronger source', { sourcepriority: 0 }, {}],
    ['a weaker source', { sourcepriority: 2 }, {}],
    ['another source', { sourceinstance: 'Other' }, {}],
    ['an incident that is open', { isprocessed: true }, {}],
    ['a temporary profile', { istemporaryuser: true }, {}],
    ['an update that is raised', {}, { Title: 'Director' }],
    [
      'a rehire that waits',
      { adaccountstatus: 'Disabled' },
      {
        Last_Hire_Date: '01/15/2030',
        Prehire_Flag: 'True',
        Rehired_Employee: 'Yes',
        Employment_Status: 'Terminated',
      },
    ],
  ])('leaves the profile alone: %s', async (_, fields, columns) => {
    const old = profileFor(before, fields)
    instance.profiles.set('p1@example.com', old)
    instance.server.setEntries([{ ...after, ...columns }])
    await instance.fetch({ days_before_hire_to_sync: 10 })
    expect(instance.profiles.writes).toEqual([])
    expect(instance.profiles.fields('p1@example.com')).toEqual(old)
  })
})

describe('an entry without news', () => {
  it('is looked at when its day has come, and on no other', async () => {
    const last = entry(1, { Termination_Date: '11/23/2026' })
    instance.profiles.set('p1@example.com', profileFor(last))
    instance.server.setEntries([last])
    const raised: string[][] = []
    for (const day of [22, 23, 24]) {
      instance.now = `2026-11-${day}T23:59:59Z`
      raised.push(shown(await instance.fetch()))
    }
    expect(raised).toEqual([[], [], ['Terminate User p1@example.com']])
  })

  it('has its day in the time zone of the instance', async () => {
    const last = entry(1, { Termination_Date: '11/22/2026' })
    instance.profiles.set('p1@example.com', profileFor(last))
    instance.server.setEntries([last])
    instance.now = '2026-11-22T23:30:00Z'
    expect(shown(await instance.fetch({ time_zone: 'America/New_York' }))).toEqual([])
    expect(shown(await instance.fetch({ time_zone: 'Europe/Berlin' }))).toEqual([
      'Terminate User p1@example.com',
    ])
  })
})
