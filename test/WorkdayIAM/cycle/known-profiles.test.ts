import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { knownProfiles, readProfiles } from '../../../Integrations/WorkdayIAM/cycle/known-profiles.ts'
import { profileIn } from '../../../Integrations/WorkdayIAM/decide/person.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance } from './instance.ts'
import { entry, profileFor } from './people.ts'

const profile = (value: string, fields: JsonObject = {}) => profileIn(value, fields, 'terminationdate')
const values = (found: readonly { value: string }[]) => found.map(({ value }) => value)

const known = knownProfiles([
  profile('a@x', { employeeid: '1', displayname: 'Ann  Lee', reportdigest: 'one' }),
  profile('B@x', { employeeid: '2', displayname: 'Bo Lee', reportdigest: 'two' }),
  profile('c@x', { employeeid: '1', displayname: 'ann lee ', email: 'B@X', reportdigest: 'one' }),
  profile('d@x'),
])

describe('known profiles', () => {
  it.each<[string, readonly { value: string }[], string[]]>([
    ['an employee id', known.byEmployeeId('2'), ['B@x']],
    ['an employee id of two', known.byEmployeeId('1'), ['a@x', 'c@x']],
    ['an employee id of nobody', known.byEmployeeId('3'), []],
    ['no employee id', known.byEmployeeId(''), []],
    ['an e-mail in any case', known.byEmail('A@X'), ['a@x']],
    ['an e-mail that is field of one and value of another', known.byEmail('b@x'), ['B@x', 'c@x']],
    ['a display name, whatever its blanks and case', known.byDisplayName('ANN LEE'), ['a@x', 'c@x']],
    ['no display name', known.byDisplayName(''), []],
    ['a digest', known.withDigest('one'), ['a@x', 'c@x']],
    ['a digest in another case', known.withDigest('ONE'), []],
    ['no digest', known.withDigest(''), []],
    ['a key of objects', known.byEmployeeId('__proto__'), []],
  ])('are found by %s', (_, found, wanted) => {
    expect(values(found)).toEqual(wanted)
  })
})

describe('profiles that are read', () => {
  let instance: Instance
  beforeAll(async () => {
    instance = await openInstance()
  })
  afterAll(() => instance.close())

  it('have what decides and nothing else, and take one search', async () => {
    const { profiles, host } = instance
    profiles.set('p1@example.com', profileFor(entry(1), { sourcepriority: 2, forcesync: true, city: 'Oslo' }))
    profiles.set('p2@example.com', profileFor(entry(2, { Last_Day_of_Work: '12/24/2026' })))
    profiles.set('10.0.0.1', { employeeid: '1001' }, 'IP')
    const read = await readProfiles(host, 'lastdayofwork')
    expect(values(read.all)).toEqual(['p1@example.com', 'p2@example.com'])
    expect(read.byEmployeeId('1001')[0]).toMatchObject({
      ...{ displayName: 'Person 1', account: 'enabled', sourcePriority: 2, forceSync: true },
    })
    expect(read.byEmployeeId('1002')[0]?.leaves).toBe(Date.UTC(2026, 11, 24) / 86_400_000)
    expect(read.all.some(one => 'fields' in one)).toBe(false)
    expect(profiles.searches).toHaveLength(1)
    expect(profiles.searches[0]?.populateFields).not.toMatch(/title|city/)
  })
})
