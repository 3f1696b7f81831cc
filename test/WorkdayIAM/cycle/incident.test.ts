import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance, type Raised } from './instance.ts'
import { digestOfEntry, entry, mappedDigest, mappedFields, NOW, profileFor, SOURCE } from './people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
})
afterEach(() => instance.close())

async function raisedOf(...given: Parameters<Instance['server']['setEntries']>): Promise<Raised> {
  instance.server.setEntries(...given)
  const [one, second] = await instance.fetch({ orphan_threshold: 100 })
  if (!one || second) throw new Error(`${second ? 'several' : 'no'} incidents ${instance.error}`)
  return one
}
const BACK = { Prehire_Flag: 'True', Rehired_Employee: 'Yes' }
const OWN = { sourcepriority: 1, sourceoftruth: 'Workday', sourceinstance: SOURCE }

describe('the incident of a new hire', () => {
  it('has what the platform takes, and the profile to make in its raw data', async () => {
    const of = entry(1, { Last_Hire_Date: '11/23/2026', Nobody_maps_this: 'kept' })
    const { incident, raw } = await raisedOf([of])
    expect(incident).toEqual({
      name: 'New Hire: Person 1',
      type: 'IAM - New Hire',
      occurred: new Date(NOW).toISOString(),
      details: 'The person is employed and has no profile.',
      rawJSON: expect.any(String),
    })
    expect(raw).toEqual({
      ...of,
      Last_Hire_Date: '2026-11-23T00:00:00Z',
      UserProfile: { ...mappedFields(of), ...OWN, reportdigest: digestOfEntry(of) },
      ReportDigest: mappedDigest(of),
    })
  })

  it('is named by the e-mail where there is no display name', async () => {
    const { incident } = await raisedOf([entry(1, { Preferred_Name: '' })])
    expect(incident.name).toBe('New Hire: p1@example.com')
  })

  it('is of the source that the instance names', async () => {
    instance.server.setEntries([entry(1)])
    const [one] = await instance.fetch({ source_name: 'HR of old', source_priority: '4' })
    expect(one?.profile).toMatchObject({ sourceinstance: 'HR of old', sourcepriority: 4 })
  })

  it('has the profile of a namesake with the new data over it, which is still found by its own address', async () => {
    const [old, young] = [entry(1, { Preferred_Name: 'Ann Lee' }), entry(2, { Preferred_Name: 'Ann Lee' })]
    instance.profiles.set('p1@example.com', profileFor(old, { city: 'Oslo', username: 'ann' }))
    const { type, profile } = await raisedOf([old, young])
    expect(type).toBe('IAM - Sync User')
    expect(profile.mergeduserprofile).toEqual({
      ...profileFor(old, { city: 'Oslo' }),
      ...mappedFields(young),
      ...{ email: 'p1@example.com', username: 'ann' },
    })
    expect(profile).toMatchObject({ email: 'p2@example.com', username: 'p2@example.com' })
  })
})

describe('the incident of somebody who is known', () => {
  it('has the old profile, and what changes in its details', async () => {
    const old = profileFor(entry(1), { city: 'Oslo' })
    instance.profiles.set('p1@example.com', old)
    const { incident, profile } = await raisedOf([entry(1, { Title: 'Director', Preferred_Name: 'Ann Lee' })])
    expect(profile.olduserdata).toEqual(old)
    expect(incident).toMatchObject({ name: 'Update User: Ann Lee', type: 'IAM - Update User' })
    expect(incident.details).toBe(
      'displayname, title changed.\ndisplayname: "Person 1" is now "Ann Lee".\ntitle: "Engineer" is now "Director".',
    )
  })

  it('is marked when the person comes from another source', async () => {
    instance.profiles.set('p1@example.com', profileFor(entry(1), { sourcepriority: 5, reportdigest: '' }))
    const { profile, incident } = await raisedOf([entry(1)])
    expect(profile).toMatchObject({ conversionhire: true, sourcepriority: 1 })
    expect(incident.details).toContain('a source of priority 5')
  })

  const soon = { Last_Hire_Date: '11/24/2026' }
  const weaker = { sourcepriority: 5, sourceinstance: 'Contractors', reportdigest: '' }
  it.each<[string, string, JsonObject, JsonObject, true | undefined]>([
    ['IAM - Sync User', 'has a taken name', { Preferred_Name: 'Person 2' }, weaker, true],
    ['IAM - Update User', 'has no priority', {}, { ...weaker, sourcepriority: '' }, true],
    ['IAM - AD User Activation', 'is pending', {}, { ...weaker, adaccountstatus: 'Pending' }, true],
    ['IAM - Rehire User', 'is back', { ...BACK, ...soon }, { ...weaker, adaccountstatus: 'Disabled' }, true],
    ['IAM - Terminate User', 'has left', { Employment_Status: 'Terminated' }, weaker, undefined],
    ['IAM - Update User', 'is of this source', { Title: 'Director' }, {}, undefined],
    ['IAM - Sync User', 'is of this source, taken name', { Preferred_Name: 'Person 2' }, {}, undefined],
  ])('%s, of a conversion hire who %s', async (type, _, columns, fields, marked) => {
    instance.profiles.set('p1@example.com', profileFor(entry(1), fields))
    instance.profiles.set('p2@example.com', profileFor(entry(2)))
    const raised = await raisedOf([entry(1, columns), entry(2)])
    expect(raised.type).toBe(type)
    expect(raised.profile.conversionhire).toBe(marked)
  })
})

describe('the incident of an orphan', () => {
  it('has the profile as it is, and says who it is without a mapper', async () => {
    const fields = profileFor(entry(1), { city: 'Oslo', username: 'p1' })
    instance.profiles.set('p1@example.com', fields)
    const { incident, raw } = await raisedOf([])
    // An empty report is not believed.
    expect(incident.type).toBe('IAM - HR Report Warning')
    expect(raw.missing).toEqual(['p1@example.com'])
    instance.profiles.set('p2@example.com', profileFor(entry(2)))
    const orphan = await raisedOf([entry(2)])
    expect(orphan.incident).toEqual({
      name: 'Orphan: Person 1',
      type: 'IAM - Terminate User',
      occurred: new Date(NOW).toISOString(),
      details: 'Person 1 has a User Profile, but no entry in the report. Decide whether to terminate.',
      CustomFields: {
        ...{ email: 'p1@example.com', username: 'p1', employeeid: '1001', displayname: 'Person 1' },
        ...{ terminationtrigger: 'Orphan', reportdigest: mappedDigest(entry(1)) },
      },
      rawJSON: expect.any(String),
    })
    expect(orphan.raw).toEqual({ UserProfile: fields, Orphan: true })
  })

  it('is named by what there is', async () => {
    instance.profiles.set('P1@example.com', { ...OWN, adaccountstatus: 'Enabled' })
    instance.profiles.set('p2@example.com', profileFor(entry(2)))
    const { incident, profile } = await raisedOf([entry(2)])
    expect(incident).toMatchObject({
      name: 'Orphan: p1@example.com',
      CustomFields: { email: 'p1@example.com', username: 'p1@example.com', reportdigest: 'Orphan' },
    })
    expect(profile).toMatchObject({ email: 'p1@example.com', adaccountstatus: 'Enabled' })
  })
})
