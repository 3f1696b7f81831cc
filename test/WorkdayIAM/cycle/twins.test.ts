import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimsOf } from '../../../Integrations/WorkdayIAM/cycle/claims.ts'
import { readProfiles } from '../../../Integrations/WorkdayIAM/cycle/known-profiles.ts'
import { mapEntry } from '../../../Integrations/WorkdayIAM/cycle/mapped-entry.ts'
import { withTwins } from '../../../Integrations/WorkdayIAM/cycle/twins.ts'
import { decide } from '../../../Integrations/WorkdayIAM/decide/decide.ts'
import { match } from '../../../Integrations/WorkdayIAM/decide/match.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance, shown } from './instance.ts'
import { entries, entry, profileFor } from './people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
})
afterEach(() => instance.close())

/** What is found of the entry at a place. */
async function twins(report: readonly JsonObject[], place: number, params: JsonObject = {}) {
  const session = instance.session(params)
  const texts = report.map((one, at) => ({ place: at + 1, text: JSON.stringify(one), digest: `d${at}` }))
  const profiles = await readProfiles(session.host, 'terminationdate')
  const [text = { place, text: '{}', digest: '' }] = texts.slice(place - 1)
  const one = await mapEntry(text, session.reader)
  const found = match(one, profiles)
  const decision = decide(one, found, session.settings, session.today)
  const claims = claimsOf({ claimed: new Map(), fromFirst: { texts, more: undefined } })
  const { repeats, namesake } = await withTwins(one, found, decision, claims, profiles, session)
  return { repeats, namesake }
}
const known = (n: number, fields: JsonObject = {}) =>
  instance.profiles.set(`p${n}@example.com`, profileFor(entry(n), fields))
const left = { Employment_Status: 'Terminated' }
const ann = { Preferred_Name: 'Ann Lee' }
const NONE = { repeats: undefined, namesake: undefined }

describe('before anything is raised, another entry of the person', () => {
  it.each<[string, JsonObject[], number]>([
    ['behind it', [entry(1, left), entry(2), entry(1, { Title: 'Boss' })], 1],
    ['before it', [entry(1, { Title: 'Boss' }), entry(2), entry(1, left)], 3],
    ['with another e-mail', [entry(1, left), entry(1, { Email_Address: 'new@example.com' })], 1],
    ['with a number for an id', [entry(1, left), entry(1, { Emp_ID: 1001 })], 1],
    ['with a date that cannot be read', [entry(1, left), entry(1, { Last_Hire_Date: 'soon' })], 1],
  ])('is found %s', async (_, report, place) => {
    known(1)
    const other = report.findIndex((one, at) => String(one.Emp_ID) === '1001' && at + 1 !== place) + 1
    expect(await twins(report, place)).toEqual({ repeats: other, namesake: undefined })
  })

  it('is none who has the id in another column, or a part of it', async () => {
    known(1)
    const report = [entry(1, left), entry(2, { Room: '1001' }), entry(3, { Emp_ID: '11001' })]
    expect(await twins(report, 1)).toEqual(NONE)
  })
})

describe('another entry', () => {
  it.each<[string, JsonObject, JsonObject, number | undefined]>([
    ['has the employee id of a new hire', entry(2, { Emp_ID: '1001' }), entry(1), 1],
    ['has the e-mail of a new hire', entry(2, { Email_Address: 'P1@example.com' }), entry(1), 1],
    [
      'has that e-mail, and is no new hire',
      entry(2, { ...left, Email_Address: 'p1@example.com' }),
      entry(1),
      undefined,
    ],
    ['is another person', entry(2), entry(1), undefined],
  ])('%s', async (_, first, second, repeats) => {
    expect(await twins([first, second], 2)).toEqual({ repeats, namesake: undefined })
  })

  it.each<[string, JsonObject, number | undefined]>([
    ['of the same employee id: neither of the two is believed', { Emp_ID: '1001' }, 3],
    ['of the same e-mail: the first is looked after', { Email_Address: 'p1@example.com' }, undefined],
    ['of the same name: the first is looked after', { Preferred_Name: 'Person 1' }, undefined],
  ])('counts behind it, too, when it is %s', async (_, columns, repeats) => {
    const report = [entry(1), entry(2), entry(3, columns)]
    expect(await twins(report, 1)).toEqual({ repeats, namesake: undefined })
  })

  it('has the id of somebody whose update is to be raised', async () => {
    known(1)
    const report = [entry(1, { Title: 'Clerk' }), entry(1, { Title: 'Boss' })]
    expect(await twins(report, 2)).toEqual({ repeats: 1, namesake: undefined })
  })

  it.each<[string, JsonObject, number | undefined]>([
    ['a new hire', ann, 1],
    ['in other letters', { Preferred_Name: 'ANN lee ' }, 1],
    ['who has left', { ...ann, ...left }, undefined],
    ['who is hired too far away', { ...ann, Last_Hire_Date: '01/15/2030' }, undefined],
    ['without an e-mail', { ...ann, Email_Address: '' }, undefined],
    ['of a longer name', { Preferred_Name: 'Ann Lee Moss' }, undefined],
  ])('has the name of a new hire: %s', async (_, columns, namesake) => {
    const report = [entry(1, columns), entry(2, ann)]
    const days = { days_before_hire_to_sync: 30 }
    expect(await twins(report, 2, days)).toEqual({ repeats: undefined, namesake })
  })

  it('of nobody’s name is no namesake of another one', async () => {
    const nameless = [1, 2].map(n => entry(n, { Preferred_Name: '' }))
    expect(await twins(nameless, 2)).toEqual(NONE)
  })

  it('has a name that only new hires wait for', async () => {
    known(2, { title: 'Clerk', displayname: 'Ann Lee', reportdigest: '' })
    expect(await twins([entry(1, ann), entry(2, ann)], 2)).toEqual(NONE)
  })
})

describe('a person in two rows of a report that is worked through slice by slice', () => {
  const limits = { max_fetch: 1, percentage: 0 }
  async function cycle() {
    const raised: string[] = []
    do raised.push(...shown(await instance.fetch(limits)))
    while (instance.lastRun.cycle === 1)
    return raised
  }

  it.each<[string, JsonObject[], boolean, string[]]>([
    ['is not hired by either', [entry(1), entry(1, { Title: 'Boss' })], false, []],
    [
      'is not hired, however far the second',
      [...entries(4), entry(1, { Title: 'Boss' })],
      false,
      [2, 3, 4].map(n => `New Hire p${n}@example.com`),
    ],
    [
      'with one e-mail is hired once',
      [entry(1), entry(2, { Email_Address: 'p1@example.com' })],
      false,
      ['New Hire p1@example.com'],
    ],
    ['is not terminated by the first', [entry(1, left), entry(1, { Title: 'Boss' })], true, []],
    ['is not terminated by the second', [entry(1, { Title: 'Boss' }), entry(1, left)], true, []],
  ])('%s, and somebody is told', async (_, report, isKnown, wanted) => {
    if (isKnown) known(1)
    instance.server.setEntries(report)
    expect(await cycle()).toEqual([...wanted, 'HR Report Warning'])
  })

  it('waits while a namesake of an earlier slice has no profile', async () => {
    instance.server.setEntries([entry(1, ann), entry(2, ann)])
    expect(await cycle()).toEqual(['New Hire p1@example.com'])
  })
})
