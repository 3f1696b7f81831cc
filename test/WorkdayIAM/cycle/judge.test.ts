import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimsOf } from '../../../Integrations/WorkdayIAM/cycle/claims.ts'
import { type Judged, judged } from '../../../Integrations/WorkdayIAM/cycle/judge.ts'
import { readProfiles } from '../../../Integrations/WorkdayIAM/cycle/known-profiles.ts'
import { passOver } from '../../../Integrations/WorkdayIAM/cycle/pass.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance } from './instance.ts'
import { entries, entry, profileFor } from './people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
})
afterEach(() => instance.close())

async function judge(texts: readonly (JsonObject | string)[], params: JsonObject = {}, meanwhile = () => {}) {
  const session = instance.session(params)
  const profiles = await readProfiles(session.host, 'terminationdate')
  async function* report() {
    yield texts.map(text => (typeof text === 'string' ? text : JSON.stringify(text)))
  }
  const pass = await passOver(report(), profiles, 0, () => false)
  meanwhile()
  const all: Judged[] = []
  for await (const one of judged(pass.fromFirst.texts, profiles, claimsOf(pass), session)) all.push(one)
  return all
}
const rules = (all: readonly Judged[]) =>
  all.map(({ entry: { place }, decision }) => `${place} ${decision.rule}`)

describe('entries that are judged', () => {
  it('have the whole profile, of which more than what decides was read', async () => {
    instance.profiles.set('p1@example.com', profileFor(entry(1), { title: 'Clerk', city: 'Oslo' }))
    const [one] = await judge([entry(1, { Title: 'Director' })])
    expect(one?.profile?.fields).toMatchObject({ city: 'Oslo', title: 'Clerk' })
    expect(one?.decision).toMatchObject({
      ...{ incident: 'IAM - Update User', changes: [{ field: 'title', from: 'Clerk', to: 'Director' }] },
    })
  })

  it('are read in batches: one search for all profiles, and one for every 50 entries', async () => {
    for (const one of entries(120))
      instance.profiles.set(String(one.Email_Address), profileFor(one, { title: 'Clerk', reportdigest: '' }))
    const all = await judge(entries(120))
    expect(new Set(all.map(({ decision }) => decision.rule))).toEqual(new Set(['update']))
    expect(all.map(({ entry: { place } }) => place)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1))
    expect(instance.profiles.searches).toHaveLength(4)
  })

  it('are refused when a profile is gone since it was read', async () => {
    instance.profiles.set('p2@example.com', profileFor(entry(2)))
    const changed = [entry(1), entry(2, { Title: 'Director' })]
    await expect(judge(changed, {}, () => instance.profiles.remove('p2@example.com'))).rejects.toThrow(
      'The User Profile p2@example.com is gone since it was read; the next fetch begins anew.',
    )
  })
})

describe('somebody who stands in the report twice', () => {
  it.each<[string, JsonObject[], string[]]>([
    [
      'with one employee id',
      [entry(1), entry(2, { Emp_ID: '1001' })],
      ['1 repeated entry', '2 repeated entry'],
    ],
    [
      'with one e-mail, in two cases',
      [entry(1), entry(2, { Email_Address: 'P1@EXAMPLE.com' })],
      ['1 new hire', '2 repeated entry'],
    ],
    ['word for word', [entry(1), entry(1)], ['1 repeated entry', '2 repeated entry']],
    [
      'three times',
      [entry(1), entry(1), entry(2), entry(1, { Title: 'Clerk' })],
      ['1 repeated entry', '2 repeated entry', '3 new hire', '4 repeated entry'],
    ],
    [
      'more than a batch away',
      [...entries(60), entry(1, { Title: 'Clerk' })],
      ['1 repeated entry', ...entries(59).map((_, n) => `${n + 2} new hire`), '61 repeated entry'],
    ],
    [
      'but has neither e-mail nor id',
      [entry(1, { Email_Address: '', Emp_ID: '' }), entry(2, { Email_Address: '', Emp_ID: '' })],
      ['1 required data', '2 required data'],
    ],
  ])('%s, is one person', async (_, texts, wanted) => {
    expect(rules(await judge(texts))).toEqual(wanted)
  })

  it('is told by the place of the other entry', async () => {
    const [, , third] = await judge([entry(5), entry(1), entry(1, { Title: 'Clerk' })])
    expect(third?.decision.reason).toBe(
      'Entry 2 has the same employee id or e-mail; each may stand in a report once.',
    )
  })

  it('is recognised by the entry that the profile last saw, wherever it stands', async () => {
    instance.profiles.set('p1@example.com', profileFor(entry(1)))
    const other = entry(1, { Title: 'Director' })
    expect(rules(await judge([other, entry(1)]))).toEqual(['1 repeated entry'])
    expect(rules(await judge([entry(1), other]))).toEqual(['2 repeated entry'])
  })

  it('is one by the profile, too: one entry has its employee id, the other its e-mail', async () => {
    instance.profiles.set('p1@example.com', profileFor(entry(1)))
    const [byId, byEmail] = [entry(1, { Email_Address: 'new@example.com' }), entry(1, { Emp_ID: '' })]
    expect(rules(await judge([byId, byEmail]))[0]).toBe('1 update')
    expect(rules(await judge([byEmail, byId]))).toEqual(['1 required data', '2 repeated entry'])
  })

  it('is not one in whose entry another one’s e-mail stands by mistake: the owner may leave', async () => {
    for (const n of [1, 2]) instance.profiles.set(`p${n}@example.com`, profileFor(entry(n)))
    const slip = entry(1, { Email_Address: 'p2@example.com' })
    expect(rules(await judge([slip, entry(2, { Employment_Status: 'Terminated' })]))).toEqual([
      ...['1 e-mail taken', '2 termination'],
    ])
  })

  it('is not one whose e-mail belongs to somebody else, for they are kept from nothing', async () => {
    instance.profiles.set('p1@example.com', profileFor(entry(1)))
    const thief = entry(9, { Email_Address: 'p1@example.com' })
    expect(rules(await judge([thief, entry(1, { Title: 'Director' })]))).toEqual([
      ...['1 e-mail taken', '2 update'],
    ])
  })
})

describe('what one entry cannot tell', () => {
  const without = (n: number, column: string): JsonObject => {
    const { [column]: _, ...one } = entry(n)
    return one
  }
  const ended = { adaccountstatus: 'Disabled' }

  it.each<[string, JsonObject[], string]>([
    ['somebody has a last day: it was removed', [entry(2, { Termination_Date: '12/31/2030' })], '1 rehire'],
    ['nobody has one: the column is lost', [], '1 no change'],
  ])('is whether a column is empty or lost; %s', async (_, others, wanted) => {
    instance.profiles.set('p1@example.com', profileFor(entry(1, { Termination_Date: '11/01/2026' }), ended))
    expect(rules(await judge([without(1, 'Termination_Date'), ...others]))[0]).toBe(wanted)
  })

  it.each<[string, JsonObject[], string]>([
    ['somebody has a status', [entry(2)], '1 new hire'],
    ['nobody has one', [], '1 required data'],
  ])('is whether anybody has left; %s', async (_, others, wanted) => {
    expect(rules(await judge([without(1, 'Employment_Status'), ...others]))[0]).toBe(wanted)
  })

  it('is told by an entry that was recognised, too', async () => {
    instance.profiles.set('p2@example.com', profileFor(entry(2)))
    expect(rules(await judge([without(1, 'Employment_Status'), entry(2)]))).toEqual(['1 new hire'])
  })

  it('is whether a playbook has made the profile since the profiles were read', async () => {
    const [one] = await judge([entry(1)], {}, () =>
      instance.profiles.set('p1@example.com', profileFor(entry(1))),
    )
    expect(one?.decision).toMatchObject({ rule: 'being processed' })
    expect(one?.decision).not.toHaveProperty('incident')
  })
})

describe('namesakes', () => {
  const ann = (n: number, columns: JsonObject = {}) => entry(n, { Preferred_Name: 'Ann Lee', ...columns })

  it('wait while a new hire before them has no profile', async () => {
    const [, second, third] = await judge([ann(1), ann(2, { Preferred_Name: ' ann  lee' }), ann(3)])
    expect(second?.decision.reason).toContain('Entry 1, a new hire too, has the display name "ann  lee"')
    expect(third?.decision).toMatchObject({ rule: 'name in report' })
    expect(third?.decision).not.toHaveProperty('incident')
  })

  it('do not wait for one who is no new hire', async () => {
    const early = ann(1, { Last_Hire_Date: '11/22/2030' })
    expect(rules(await judge([early, ann(2)], { days_before_hire_to_sync: '30' }))).toEqual([
      ...['1 too early', '2 new hire'],
    ])
  })

  it('are not two who have no name', async () => {
    const nameless = [1, 2].map(n => entry(n, { Preferred_Name: ' ' }))
    expect(rules(await judge(nameless))).toEqual(['1 new hire', '2 new hire'])
  })

  it('of a profile are for a person to decide, with that profile whole', async () => {
    instance.profiles.set('p1@example.com', profileFor(ann(1), { city: 'Oslo' }))
    const [one] = await judge([ann(2)])
    expect(one?.decision).toMatchObject({ incident: 'IAM - Sync User', rule: 'partial name match' })
    expect(one?.decision.nameOwner?.fields).toMatchObject({ city: 'Oslo' })
  })
})

describe('an entry that cannot be read', () => {
  it('is refused with its place, when it is no JSON', async () => {
    await expect(judge([entry(1), '{"Emp_ID": 1002, }'])).rejects.toThrow(
      /^Entry 2 of the report is no JSON \(.+\); nothing was decided\. Correct the report\.$/,
    )
  })

  it('is refused with its place, when the mapper is', async () => {
    await expect(judge([entry(1)], { mapper_in: 'Nobody' })).rejects.toThrow(
      /^Entry 1 of the report cannot be mapped: There is no mapper "Nobody"/,
    )
  })
})
